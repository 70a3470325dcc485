"""Lists brought in through the API, line by line answered for."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, UploadedFile
from pydantic import Field

from market import clock
from market.actions.intake.errands import Errand, Wishes
from market.actions.intake.ways import intake_of, shipped_map
from market.api.access import caller
from market.api.schemas import Out, Short, Strict
from market.core import intake_tables
from market.core.deliveries import Delivery, open_file
from market.core.landings import IntakeReport
from market.core.maps import ColumnMap, Fault, read_map
from market.core.refusals import Refusal
from market.core.sheets.limits import require_size
from market.phrasing import sentence
from market.queries.places import markets_worked_at

router = Router()


class ImportIn(Strict):
    """market: its code. map: a shipped map's name, or a map in JSON. The rest: as the command."""

    market: Annotated[Short, Field(min_length=1)]
    map: str = ""
    overwrite: bool = False
    consent: bool = False
    charge_from: date | None = None


class RemarkOut(Out):
    """What there is to say of one line: in which column, what stands there, why, what to do."""

    line: int
    outcome: str
    column: str
    says: str
    why: str


class ImportOut(Out):
    """figures: how many lines, and what became of them. unread: columns nobody asked for."""

    kind: str
    dry_run: bool
    figures: dict[str, int]
    unread: list[str]
    remarks: list[RemarkOut]

    @classmethod
    def of(cls, report: IntakeReport, delivery: Delivery[Any]) -> "ImportOut":
        return cls(
            kind=report.kind,
            dry_run=report.dry_run,
            figures=intake_tables.figures(report),
            unread=list(report.unread),
            remarks=[
                RemarkOut(line=line, outcome=outcome, column=column, says=says, why=why)
                for line, outcome, column, says, why in intake_tables.remarks(
                    report, delivery, _said
                )
            ],
        )


@router.post("/{kind}", response=ImportOut)
def bring_in(
    request: HttpRequest,
    kind: str,
    told: Form[ImportIn],
    file: File[UploadedFile],
    dry_run: Query[bool] = False,
) -> ImportOut:
    """Bring a CSV file or a workbook in. With dry_run the same is done and nothing stays."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), code=told.market)
    way = intake_of(kind)
    require_size(file.size or 0)
    delivery = open_file(file.read(), way.kind, _map(told.map))
    wishes = Wishes(told.overwrite, told.consent, told.charge_from)
    errand = Errand(market, by, clock.now(), wishes)
    return ImportOut.of(way.bring(delivery, errand, dry_run=dry_run), delivery)


def _map(told: str) -> ColumnMap | None:
    if not told.strip():
        return None
    return read_map(told) if told.lstrip().startswith("{") else shipped_map(told.strip())


def _said(fault: Fault) -> str:
    return sentence(Refusal(fault.code, fault.sentence, **fault.facts))

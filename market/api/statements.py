"""Statements of banks and wallets: brought in, and read line by line."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Status, UploadedFile
from pydantic import Field

from market import clock, rules
from market.actions import statements as deeds
from market.api.access import caller
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Short, Strict, YuanOut
from market.api.statement_lines import LineOut, of_standing
from market.core.maps import Fault
from market.core.refusals import Refusal
from market.core.sheets.limits import require_size
from market.core.statements import read_statement
from market.phrasing import sentence
from market.queries.layouts import layout_or_missing, layouts_of
from market.queries.places import markets_worked_at
from market.queries.statements import lines_seen_by, statements_seen_by, with_progress

router = Router()


class StatementIn(Strict):
    """market: its code. account: what you call it. format: a layout, else told by the heads."""

    market: Annotated[Short, Field(min_length=1)]
    account: Short = ""
    format: Short = ""


class FaultOut(Out):
    """A line that could not be read (0: the whole file), in which column, and why."""

    line: int
    column: str
    code: str
    detail: str


class StatementOut(Out):
    """A statement that was brought in. left: lines that came in and are still to do."""

    id: int
    market: int
    account: str
    method: str
    format: str
    first_on: Day | None
    last_on: Day | None
    opening: YuanOut | None
    closing: YuanOut | None
    brought_at: Moment
    lines: int
    came_in: int
    left: int
    sure: int
    booked: int
    faults: list[FaultOut]

    @classmethod
    def of(cls, one: Any) -> "StatementOut":
        return cls(
            id=one.pk,
            market=one.market_id,
            account=one.account,
            method=one.method,
            format=one.layout,
            first_on=one.first_on,
            last_on=one.last_on,
            opening=one.opening_fen,
            closing=one.closing_fen,
            brought_at=one.brought_at,
            lines=one.lines_all,
            came_in=one.lines_in,
            left=one.lines_left,
            sure=one.lines_sure,
            booked=one.lines_booked,
            faults=[_fault(each) for each in one.faults],
        )


class BroughtOut(Out):
    """What became of a file: lines that are new, lines that were here, and the statement."""

    new: int
    known: int
    again: bool
    statement: StatementOut


class ReadOut(Out):
    """What a file would bring, with dry_run: nothing of it is kept."""

    format: str
    new: int
    known: int
    again: bool
    faults: list[FaultOut]


@router.get("", response=Page[StatementOut])
def statements(
    request: HttpRequest, window: Query[Window], market: Id | None = None
) -> Page[StatementOut]:
    found = with_progress(statements_seen_by(caller(request)))
    found = found.filter(market=market) if market else found
    return page(request, found, window, StatementOut.of)


@router.post("", response={200: ReadOut, 201: BroughtOut})
def bring_statement(
    request: HttpRequest,
    told: Form[StatementIn],
    file: File[UploadedFile],
    dry_run: Query[bool] = False,
) -> Any:
    """Bring a statement in. Its lines get proposals; nothing is booked."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), code=told.market)
    rules.require(by, "statement.bring", market)
    require_size(file.size or 0)
    content = file.read()
    layout = layout_or_missing(market, told.format) if told.format else None
    reading = read_statement(content, layouts_of(market), layout=layout)
    if dry_run:
        over = deeds.look_over(reading, content, market=market)
        faults = [_told(*each) for each in (*reading.faults, *reading.imbalances)]
        return Status(
            200,
            ReadOut(
                format=reading.layout.name if reading.layout else "",
                new=over.new,
                known=over.known,
                again=over.again,
                faults=faults,
            ),
        )
    brought = deeds.bring(
        reading,
        content,
        market=market,
        file_name=file.name or "",
        account=told.account,
        by=by,
        at=clock.now(),
    )
    kept = with_progress(statements_seen_by(by)).get(pk=brought.statement.pk)
    return Status(
        201,
        BroughtOut(
            new=brought.new,
            known=brought.known,
            again=brought.again,
            statement=StatementOut.of(kept),
        ),
    )


@router.get("/{int:statement_id}", response=StatementOut)
def statement(request: HttpRequest, statement_id: int) -> StatementOut:
    found = with_progress(statements_seen_by(caller(request)))
    return StatementOut.of(get_object_or_404(found, pk=statement_id))


@router.get("/{int:statement_id}/lines", response=Page[LineOut])
def lines_of_statement(
    request: HttpRequest,
    statement_id: int,
    window: Query[Window],
    standing: Literal["to_do", "sure", "booked", "parked", "ignored", "out"] | None = None,
) -> Page[LineOut]:
    by = caller(request)
    one = get_object_or_404(statements_seen_by(by), pk=statement_id)
    found = of_standing(lines_seen_by(by).filter(statement=one), standing)
    return page(request, found, window, lambda line: LineOut.of(line, by))


def _told(line: int, fault: Fault) -> FaultOut:
    return _fault(
        {
            "line": line,
            "column": fault.column,
            "code": fault.code,
            "sentence": fault.sentence,
            "facts": fault.facts,
        }
    )


def _fault(told: dict[str, Any]) -> FaultOut:
    detail = sentence(Refusal(told["code"], told["sentence"], **told["facts"]))
    return FaultOut(line=told["line"], column=told["column"], code=told["code"], detail=detail)

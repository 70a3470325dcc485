"""Folders for inspectors: asked for, built by a worker, fetched."""

from collections.abc import Callable
from typing import Annotated, Literal

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import StringConstraints

from market import clock, rules
from market.actions import dossiers as deeds
from market.api.access import caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Strict
from market.attachments import as_folder
from market.core.actors import Actor
from market.core.dossiers import DOSSIER
from market.models import Dossier, Zone
from market.queries.dossiers import dossiers_seen_by
from market.queries.places import markets_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=operator)

Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]


class DossierOut(Out):
    """A folder: of a market, a zone or a vendor; how far it is, or until when it can be fetched."""

    id: int
    market: int
    scope: str
    zone: int | None
    vendor: int | None
    with_sensitive: bool
    reason: str
    since: Day
    state: str
    step: str
    done: int
    total: int
    fault: str
    files: int
    size: int
    sha256: str
    asked_at: Moment
    built_at: Moment | None
    expires_at: Moment | None
    can: list[str]

    @classmethod
    def of(cls, dossier: Dossier, by: Actor) -> "DossierOut":
        names = set(cls.model_fields) - {"id", "market", "zone", "vendor", "can"}
        return cls(
            id=dossier.pk,
            market=dossier.market_id,
            zone=dossier.zone_id,
            vendor=dossier.vendor_id,
            can=rules.can(by, "dossier", DOSSIER, dossier),
            **{name: getattr(dossier, name) for name in names},
        )


class DossierIn(Strict):
    """A folder to be built. reason: which inspection. with_sensitive: for who may reveal them."""

    market: Id
    scope: Literal["market", "zone", "vendor"]
    zone: Id | None = None
    vendor: Id | None = None
    since: Day
    reason: Why
    with_sensitive: bool = False


@router.get("", response=Page[DossierOut])
def dossiers(request: HttpRequest, window: Query[Window]) -> Page[DossierOut]:
    """The folders of one's markets, the latest first."""
    by = caller(request)
    return page(request, dossiers_seen_by(by), window, lambda row: DossierOut.of(row, by))


@router.post("", response={201: DossierOut})
def ask_dossier(request: HttpRequest, given: DossierIn) -> Status[DossierOut]:
    """Ask for a folder. A worker builds it; ask again how far it is."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=given.market)
    zone, vendor = given.zone, given.vendor
    made = deeds.ask(
        market,
        zone=get_object_or_404(Zone, pk=zone, market=market) if zone else None,
        vendor=get_object_or_404(vendors_seen_by(by), pk=vendor) if vendor else None,
        **given.model_dump(exclude={"market", "zone", "vendor"}),
        by=by,
        at=clock.now(),
    )
    return Status(201, DossierOut.of(made, by))


@router.get("/{int:dossier_id}", response=DossierOut)
def dossier(request: HttpRequest, dossier_id: int) -> DossierOut:
    """One folder, and how far it is."""
    by = caller(request)
    return DossierOut.of(get_object_or_404(dossiers_seen_by(by), pk=dossier_id), by)


@router.get("/{int:dossier_id}/file", response=bytes)
def dossier_file(request: HttpRequest, dossier_id: int) -> FileResponse:
    """The ZIP. Who took it away is written down first."""
    by = caller(request)
    found = get_object_or_404(dossiers_seen_by(by), pk=dossier_id)
    return as_folder(found, deeds.fetch(found, by=by, at=clock.now()))


@router.post("/{int:dossier_id}/retry", response=DossierOut)
def retry_dossier(request: HttpRequest, dossier_id: int) -> DossierOut:
    """Try one again that could not be built."""
    return _move(request, dossier_id, deeds.retry)


@router.post("/{int:dossier_id}/expire", response=DossierOut)
def expire_dossier(request: HttpRequest, dossier_id: int) -> DossierOut:
    """Let one go before its time: its file is deleted."""
    return _move(request, dossier_id, deeds.expire)


def _move(request: HttpRequest, dossier_id: int, deed: Callable[..., Dossier]) -> DossierOut:
    by = caller(request)
    found = get_object_or_404(dossiers_seen_by(by), pk=dossier_id)
    return DossierOut.of(deed(found, by=by, at=clock.now()), by)

"""/overrides and /suspensions: who was let pass without a paper, and who may not trade for now."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from market import clock, rules
from market.actions import overrides as deeds
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict
from market.core.actors import Actor
from market.core.paper_states import OVERRIDE, SUSPENSION
from market.models import PaperOverride, PermitType, Suspension
from market.queries.paper_policies import overrides_seen_by, suspensions_seen_by
from market.queries.places import markets_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)


class OverrideOut(Out):
    """Let pass until a day (included). paper null: any. stands: whether it counts today."""

    id: int
    market: int
    vendor: int
    paper: str | None
    state: str
    stands: bool
    reason: str
    since: Day
    until: Day
    granted_at: Moment
    granted_by: str
    can: list[str]

    @classmethod
    def of(cls, row: PaperOverride, by: Actor) -> "OverrideOut":
        on = clock.today()
        return cls(
            id=row.pk,
            market=row.market_id,
            vendor=row.vendor_id,
            paper=row.type.code if row.type else None,
            state=row.state,
            stands=row.state == "granted" and row.since <= on <= row.until,
            reason=row.reason,
            since=row.since,
            until=row.until,
            granted_at=row.granted_at,
            granted_by=row.granted_by,
            can=rules.can(by, "paperoverride", OVERRIDE, row),
        )


class OverrideIn(Strict):
    market: Id
    vendor: Id
    paper: Short | None = None
    until: Day
    reason: Line


class SuspensionOut(Out):
    """A vendor who may not trade. until null: until reinstated."""

    id: int
    market: int
    vendor: int
    state: str
    reason: str
    since: Day
    until: Day | None
    can: list[str]

    @classmethod
    def of(cls, row: Suspension, by: Actor) -> "SuspensionOut":
        return cls(
            id=row.pk,
            market=row.market_id,
            vendor=row.vendor_id,
            state=row.state,
            reason=row.reason,
            since=row.since,
            until=row.until,
            can=rules.can(by, "suspension", SUSPENSION, row),
        )


class SuspensionIn(Strict):
    market: Id
    vendor: Id
    since: Day | None = None
    until: Day | None = None
    reason: Line


@router.get("/overrides", response=Page[OverrideOut])
def overrides(request: HttpRequest, window: Query[Window]) -> Page[OverrideOut]:
    by = caller(request)
    return page(request, overrides_seen_by(by), window, lambda row: OverrideOut.of(row, by))


@router.post("/overrides", response={201: OverrideOut}, auth=operator)
def grant(request: HttpRequest, told: OverrideIn) -> Status[OverrideOut]:
    """Let a vendor go on without a paper for some days, with the reason."""
    by = caller(request)
    row = deeds.grant(
        get_object_or_404(vendors_seen_by(by), pk=told.vendor),
        get_object_or_404(markets_worked_at(by), pk=told.market),
        type=get_object_or_404(PermitType, code=told.paper) if told.paper else None,
        until=told.until,
        reason=told.reason,
        by=by,
        at=clock.now(),
    )
    return Status(201, OverrideOut.of(row, by))


@router.post("/overrides/{int:pk}/take_back", response=OverrideOut, auth=operator)
def take_back(request: HttpRequest, pk: int, told: Reason) -> OverrideOut:
    by = caller(request)
    row = get_object_or_404(overrides_seen_by(by), pk=pk)
    return OverrideOut.of(deeds.take_back(row, reason=told.reason, by=by, at=clock.now()), by)


@router.get("/suspensions", response=Page[SuspensionOut])
def suspensions(request: HttpRequest, window: Query[Window]) -> Page[SuspensionOut]:
    by = caller(request)
    return page(request, suspensions_seen_by(by), window, lambda row: SuspensionOut.of(row, by))


@router.post("/suspensions", response={201: SuspensionOut}, auth=operator)
def suspend(request: HttpRequest, told: SuspensionIn) -> Status[SuspensionOut]:
    """Stop a vendor from trading; they are told why."""
    by = caller(request)
    row = deeds.suspend(
        get_object_or_404(vendors_seen_by(by), pk=told.vendor),
        get_object_or_404(markets_worked_at(by), pk=told.market),
        since=told.since,
        until=told.until,
        reason=told.reason,
        by=by,
        at=clock.now(),
    )
    return Status(201, SuspensionOut.of(row, by))


@router.post("/suspensions/{int:pk}/reinstate", response=SuspensionOut, auth=operator)
def reinstate(request: HttpRequest, pk: int, told: Reason) -> SuspensionOut:
    """Let them trade again."""
    by = caller(request)
    row = get_object_or_404(suspensions_seen_by(by), pk=pk)
    return SuspensionOut.of(deeds.reinstate(row, reason=told.reason, by=by, at=clock.now()), by)

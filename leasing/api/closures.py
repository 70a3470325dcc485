"""/closures: closing a part of a market, with the rebate that goes with it."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import closures
from leasing.core.closures import ClosureReason
from leasing.core.life_states import CLOSURE
from leasing.models import Closure
from leasing.queries.closures import closures_seen_by
from market import clock
from market.api.access import caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Out, Reason, Short, Strict
from market.core.actors import Actor
from market.core.periods import Period
from market.models import FeeItem, Zone
from market.queries.named import market_or_missing, pitches_or_invalid

router = Router(auth=operator)


class ClosureIn(Strict):
    """Pitches, a zone, or (neither given) the whole market. The last day is included.

    item: off which fee the rebate is; null is all that is charged by time.
    """

    market: Id
    zone: Id | None = None
    pitches: Annotated[list[Id], Field(max_length=500)] = []
    first: Day
    last: Day
    reason: ClosureReason
    percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)] = Decimal(100)
    item: Short | None = None
    note: Short = ""


class ClosureOut(Out):
    """A closure; waiting: how many of its leases are still to be put right."""

    id: int
    market: int
    zone: int | None
    first: Day
    last: Day
    reason: str
    note: str
    percent: Decimal
    item: str | None
    state: str
    can: list[str]
    pitches: int
    leases: int
    waiting: int

    @classmethod
    def of(cls, row: Any, by: Actor) -> "ClosureOut":
        return cls(
            id=row.pk,
            market=row.market_id,
            zone=row.zone_id,
            first=row.starts_on,
            last=row.ends_on,
            reason=row.reason,
            note=row.note,
            percent=row.percent,
            item=row.item.code if row.item else None,
            state=row.state,
            can=rules.can(by, "closure", CLOSURE, row),
            pitches=row.closed,
            leases=row.leases,
            waiting=row.waiting,
        )


@router.get("/closures", response=Page[ClosureOut])
def listed(request: HttpRequest, window: Query[Window]) -> Page[ClosureOut]:
    """The closures at one's markets, the latest first."""
    actor = caller(request)
    return page(request, closures_seen_by(actor), window, lambda row: ClosureOut.of(row, actor))


@router.post("/closures", response={201: ClosureOut})
def close(request: HttpRequest, told: ClosureIn) -> Status[ClosureOut]:
    """Close something. The first leases are put right at once, the others within minutes."""
    actor, at = caller(request), clock.now()
    market = market_or_missing(told.market)
    made = closures.close(
        market,
        Period.through(told.first, told.last),
        zone=get_object_or_404(Zone, pk=told.zone, market=market) if told.zone else None,
        pitches=pitches_or_invalid(told.pitches),
        reason=told.reason,
        percent=told.percent,
        item=get_object_or_404(FeeItem, code=told.item) if told.item else None,
        note=told.note,
        by=actor,
        at=at,
    )
    closures.settle(made, by=actor, at=at)
    return Status(201, ClosureOut.of(_one(actor, made.pk), actor))


@router.get("/closures/{int:pk}", response=ClosureOut)
def one(request: HttpRequest, pk: int) -> ClosureOut:
    """One closure, and how far it has come."""
    actor = caller(request)
    return ClosureOut.of(_one(actor, pk), actor)


@router.post("/closures/{int:pk}/lift", response=ClosureOut)
def lift(request: HttpRequest, pk: int, told: Reason) -> ClosureOut:
    """Take a closure back: the rebates are charged again."""
    actor, at = caller(request), clock.now()
    found = _one(actor, pk)
    closures.lift(found, reason=told.reason, by=actor, at=at)
    closures.settle(found, by=actor, at=at)
    return ClosureOut.of(_one(actor, pk), actor)


def _one(actor: Actor, pk: int) -> Closure:
    return get_object_or_404(closures_seen_by(actor), pk=pk)

"""Penalties by an authority, and who is barred by them."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field, StringConstraints

from market import clock, rules
from market.actions import penalties as deeds
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Reason, Short, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.inspecting.bars import TradeClass
from market.core.inspecting.states import PENALTY, PenaltyState
from market.models import Penalty
from market.queries.bars import barred
from market.queries.inspections import penalties_seen_by
from market.queries.places import markets_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)

Deed = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Office = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class PenaltyOut(Out):
    """A penalty. Three of one class within a year bar the vendor: small_catering 2 years, stall 1."""

    id: int
    market: int
    vendor: int
    trade_class: str
    penalised_on: Day
    authority: str
    reference: str
    deed: str
    amount: YuanOut | None
    state: str
    recorded_at: Moment
    can: list[str]

    @classmethod
    def of(cls, penalty: Penalty, by: Actor) -> "PenaltyOut":
        return cls(
            id=penalty.pk,
            market=penalty.market_id,
            vendor=penalty.vendor_id,
            trade_class=penalty.trade_class,
            penalised_on=penalty.penalised_on,
            authority=penalty.authority,
            reference=penalty.reference,
            deed=penalty.deed,
            amount=penalty.amount_fen,
            state=penalty.state,
            recorded_at=penalty.recorded_at,
            can=rules.can(by, "penalty", PENALTY, penalty),
        )


class PenaltyIn(Strict):
    """A penalty to be written down."""

    market: Id
    vendor: Id
    trade_class: TradeClass
    penalised_on: Day
    authority: Office
    reference: Short = ""
    deed: Deed
    amount: Yuan | None = None


class BarOut(Out):
    """Whether a vendor may trade on a day; barred_until is the last day it may not."""

    vendor: int
    on: Day
    barred_until: Day | None
    reason: str


class Wanted(Strict):
    """Which penalties."""

    vendor: Id | None = None
    state: PenaltyState | None = None


class BarWanted(Strict):
    """Of whom, on which day (today, when left out)."""

    vendor: Id
    on: Annotated[Day | None, Field()] = None


@router.get("", response=Page[PenaltyOut])
def penalties(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[PenaltyOut]:
    """The penalties that the caller may see, the latest first."""
    by = caller(request)
    found = penalties_seen_by(by).filter(**wanted.model_dump(exclude_none=True))
    return page(request, found, window, lambda row: PenaltyOut.of(row, by))


@router.post("", response={201: PenaltyOut}, auth=operator)
def record_penalty(request: HttpRequest, given: PenaltyIn) -> Status[PenaltyOut]:
    """Write an authority's penalty down. The third in a year bars."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=given.market)
    vendor = get_object_or_404(vendors_seen_by(by), pk=given.vendor)
    told = given.model_dump(exclude={"market", "vendor", "amount"})
    made = deeds.record(market, vendor, **told, amount_fen=given.amount, by=by, at=clock.now())
    return Status(201, PenaltyOut.of(made, by))


@router.get("/bars", response=BarOut)
def bar(request: HttpRequest, wanted: Query[BarWanted]) -> BarOut:
    """Whether a vendor is barred, by penalties or by the operator."""
    vendor = get_object_or_404(vendors_seen_by(caller(request)), pk=wanted.vendor)
    on = wanted.on or clock.today()
    found = barred(vendor, on=on)
    return BarOut(
        vendor=vendor.pk,
        on=on,
        barred_until=found.until if found else None,
        reason=found.reason if found else "",
    )


@router.post("/{int:penalty_id}/withdraw", response=PenaltyOut, auth=operator)
def withdraw_penalty(request: HttpRequest, penalty_id: int, given: Reason) -> PenaltyOut:
    """Take a penalty back that was none; the bar is reckoned anew."""
    by = caller(request)
    found = get_object_or_404(penalties_seen_by(by), pk=penalty_id)
    return PenaltyOut.of(deeds.withdraw(found, reason=given.reason, by=by, at=clock.now()), by)

"""The end of a cashier's day."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock, rules
from market.actions import till_closings as deeds
from market.api.access import caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.money import fen
from market.core.states import TILL_CLOSING
from market.models import CashierClosing, User
from market.queries.closings import closings_seen_by
from market.queries.named import market_or_missing

router = Router(auth=operator)


class ClosingOut(Out):
    """What a cashier took since the closing before, and what lay in the drawer."""

    id: int
    market: int
    cashier: int
    cashier_name: str
    on: Day
    float: YuanOut
    expected: YuanOut
    counted: YuanOut
    difference: YuanOut
    reason: str
    state: str
    closed_at: Moment
    can: list[str]

    @classmethod
    def of(cls, closing: CashierClosing, by: Actor) -> "ClosingOut":
        return cls(
            id=closing.pk,
            market=closing.market_id,
            cashier=closing.cashier_id,
            cashier_name=str(closing.cashier),
            on=closing.on,
            float=closing.float_fen,
            expected=closing.expected_fen,
            counted=closing.counted_fen,
            difference=closing.counted_fen - closing.expected_fen,
            reason=closing.reason,
            state=closing.state,
            closed_at=closing.closed_at,
            can=_can(closing, by),
        )


class ClosingIn(Strict):
    """The drawer as it was counted: in one sum, or how many of each note ({"100.00": 3}).

    cashier: whose till, one's own unless told.
    """

    market: Id
    cashier: Id | None = None
    counted: Yuan | None = None
    counts: Annotated[dict[str, int], Field(max_length=20)] = {}
    float: Yuan = 0
    reason: Line = ""


@router.get("", response=Page[ClosingOut])
def closings(
    request: HttpRequest, window: Query[Window], market: Id | None = None
) -> Page[ClosingOut]:
    by = caller(request)
    found = closings_seen_by(by)
    found = found.filter(market=market) if market else found
    return page(request, found, window, lambda closing: ClosingOut.of(closing, by))


@router.post("", response={201: ClosingOut})
def close(request: HttpRequest, given: ClosingIn) -> ClosingOut:
    by = caller(request)
    market = market_or_missing(given.market)
    closing = deeds.close(
        get_object_or_404(User, pk=given.cashier or by.user),
        market,
        counted_fen=given.counted,
        counts={fen(worth): number for worth, number in given.counts.items()},
        float_fen=given.float,
        reason=given.reason,
        by=by,
        at=clock.now(),
    )
    return ClosingOut.of(closing, by)


@router.get("/{int:closing_id}", response=ClosingOut)
def closing(request: HttpRequest, closing_id: int) -> ClosingOut:
    by = caller(request)
    return ClosingOut.of(get_object_or_404(closings_seen_by(by), pk=closing_id), by)


@router.post("/{int:closing_id}/confirm", response=ClosingOut)
def confirm(request: HttpRequest, closing_id: int) -> ClosingOut:
    by = caller(request)
    found = get_object_or_404(closings_seen_by(by), pk=closing_id)
    return ClosingOut.of(deeds.confirm(found, by=by, at=clock.now()), by)


def _can(closing: CashierClosing, by: Actor) -> list[str]:
    """Whose closing it is does not confirm it."""
    return [] if by.user == closing.cashier_id else rules.can(by, "closing", TILL_CLOSING, closing)

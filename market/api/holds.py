"""What holds the market's ground; and closing it for a while."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock
from market.actions import pitches as deeds
from market.api.access import caller
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Days, Id, Moment, Out, Strict
from market.core.actors import Actor
from market.core.hours import FIRST_MINUTE, LAST_MINUTE, Hours
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Missing
from market.models import Hold, Pitch
from market.queries.pitches import holds_seen
from market.queries.places import markets_worked_at, pitches_worked_at

router = Router()

Minute = Annotated[int, Field(ge=FIRST_MINUTE, le=LAST_MINUTE)]


class HoldOut(Out):
    """A pitch taken on some days, weekdays (1 Monday to 7 Sunday) and minutes of the market day.

    Minutes are counted from midnight of the market day, which ends at 29:00: 01:00 is 1500.
    """

    id: int
    pitch: int
    code: str
    days: Days
    weekdays: list[int]
    from_minute: int
    until_minute: int
    held_for: str
    released_at: Moment | None

    @classmethod
    def of(cls, hold: Hold) -> "HoldOut":
        end = hold.days.upper
        return cls(
            id=hold.pk,
            pitch=hold.pitch_id,
            code=hold.pitch.code,
            days=Days(starts_on=hold.days.lower, ends_on=end - ONE_DAY if end else None),
            weekdays=list(range(hold.weekdays.lower, hold.weekdays.upper)),
            from_minute=hold.minutes.lower,
            until_minute=hold.minutes.upper,
            held_for=hold.held_for,
            released_at=hold.released_at,
        )


class CloseIn(Strict):
    """Pitches to be closed, on which days (the last included) and at which hours."""

    pitches: Annotated[list[Id], Field(min_length=1, max_length=500)]
    starts_on: Day
    ends_on: Day
    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1)] = [
        *range(1, 8)
    ]
    from_minute: Minute = FIRST_MINUTE
    until_minute: Minute = LAST_MINUTE


class Span(Strict):
    """The holds of one market that touch these days, the last included."""

    market: Id
    starts_on: Day
    ends_on: Day


@router.get("", response=Page[HoldOut])
def holds(request: HttpRequest, span: Query[Span], window: Query[Window]) -> Page[HoldOut]:
    market = get_object_or_404(markets_worked_at(caller(request)), pk=span.market)
    days = Period.through(span.starts_on, span.ends_on)
    found = holds_seen(market, start=days.start, end=days.end or days.start)
    return page(request, found, window, HoldOut.of)


@router.post("", response={201: list[HoldOut]})
def close(request: HttpRequest, closing: CloseIn) -> list[HoldOut]:
    by = caller(request)
    taken = deeds.close(
        _pitches(by, set(closing.pitches)),
        Period.through(closing.starts_on, closing.ends_on),
        weekdays=closing.weekdays,
        hours=Hours(closing.from_minute, closing.until_minute),
        by=by,
        at=clock.now(),
    )
    return [HoldOut.of(hold) for hold in taken]


@router.post("/{int:hold_id}/release", response=HoldOut)
def release(request: HttpRequest, hold_id: int) -> HoldOut:
    by = caller(request)
    seen = Hold.objects.filter(pitch__in=pitches_worked_at(by).order_by())
    hold = get_object_or_404(seen.select_related("pitch__zone"), pk=hold_id)
    return HoldOut.of(deeds.reopen(hold, by=by, at=clock.now()))


def _pitches(by: Actor, wanted: set[int]) -> list[Pitch]:
    found = list(pitches_worked_at(by).filter(pk__in=wanted))
    if len(found) < len(wanted):
        raise Missing("missing", "There is nothing here.")
    return found

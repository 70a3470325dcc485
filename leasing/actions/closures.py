"""Closing a part of a market for some days, with the rebate that goes with it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from leasing import rules
from leasing.actions import rebates
from leasing.core.closures import ClosureReason, share_of
from leasing.core.life_states import CLOSURE
from leasing.models import Closure, ClosureLease, ClosurePitch, Lease
from leasing.queries.closures import closed_pitches, free_of, touched_by
from market.actions import holds, moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.periods import Period
from market.core.refusals import Invalid
from market.models import FeeItem, Hold, Market, Pitch, Zone

AT_ONCE = 50


@in_one_go
def close(
    market: Market,
    period: Period,
    *,
    reason: ClosureReason,
    percent: Decimal,
    zone: Zone | None = None,
    pitches: Sequence[Pitch] = (),
    item: FeeItem | None = None,
    note: str = "",
    key: str = "",
    by: Actor,
    at: datetime,
) -> Closure:
    """Close pitches, a zone, or the whole market for some days.

    percent: what is taken off for these days, of one fee or (item None) of all that is charged by
    time. key: of the announced day that it follows. Pitches that nobody has are held shut. Every
    running lease on closed ground is written down to be put right (see settle), however many there
    are. Raises Invalid.
    """
    rules.require(by, "closure.make", market)
    last = _checked(period, percent)
    shut = list(closed_pitches(market, zone, pitches))
    if not shut:
        raise Invalid("no_pitch", "Choose at least one pitch.", field="pitches")
    closure = Closure.objects.create(
        market=market,
        zone=zone,
        reason=reason,
        note=note,
        starts_on=period.start,
        ends_on=last,
        percent=percent,
        item=item,
        made_at=at,
        key=key,
    )
    _shut(closure, shut, period)
    _touch(closure, {pitch.pk for pitch in shut})
    return closure


@in_one_go
def lift(closure: Closure, *, reason: str, by: Actor, at: datetime) -> Closure:
    """Take a closure back: the ground opens, and the rebates are charged again (see settle)."""
    rules.require(by, "closure.lift", closure)
    moves.move(closure, CLOSURE, "lift", by=by, at=at, reason=reason)
    held = Hold.objects.filter(pk__in=closure.pitches.exclude(hold=None).values("hold"))
    holds.release(held, at=at)
    closure.touched.update(settled_at=None, fault="")
    return closure


def settle(closure: Closure, *, by: Actor, at: datetime, most: int = AT_ONCE) -> tuple[int, int]:
    """Put right the bills of some leases that wait for it. (how many were done, how many wait)."""
    rules.require(by, "closure.make", closure)
    done = rebates.settle(closure.touched.filter(settled_at=None)[:most], at=at)
    return done, closure.touched.filter(settled_at=None).count()


def _checked(period: Period, percent: Decimal) -> date:
    """The last day. Raises Invalid for no days, an open end, or a rebate that is no part."""
    if period.last is None or period.empty:
        raise Invalid("no_days", "The last day lies before the first.", field="last")
    if not 0 <= percent <= 100:
        raise Invalid("bad_rebate", "A rebate is from 0 to 100 percent.", field="percent")
    return period.last


def _shut(closure: Closure, shut: Sequence[Pitch], period: Period) -> None:
    """Write down what is closed, and hold what nobody has on any of these days."""
    taken = holds.take(free_of(shut, period), period, held_for="closure")
    held = {hold.pitch_id: hold for hold in taken}
    ClosurePitch.objects.bulk_create(
        ClosurePitch(closure=closure, pitch=pitch, hold=held.get(pitch.pk)) for pitch in shut
    )


def _touch(closure: Closure, shut: set[int]) -> None:
    touched: Iterable[Lease] = touched_by(closure, shut)
    ClosureLease.objects.bulk_create(
        ClosureLease(closure=closure, lease=lease, percent=_percent(closure, lease, shut))
        for lease in touched
    )


def _percent(closure: Closure, lease: Lease, shut: set[int]) -> Decimal:
    pitches = [row.pitch for row in lease.pitches.all()]
    areas = [pitch.charged_area_m2 or pitch.area_m2 for pitch in pitches]
    closed = [area for pitch, area in zip(pitches, areas, strict=True) if pitch.pk in shut]
    return share_of(closure.percent, closed, areas)

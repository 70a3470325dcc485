"""Taking ground and giving it back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from psycopg import errors

from market.core.hours import EVERY_DAY, Hours, runs
from market.core.periods import Period
from market.core.refusals import Conflict
from market.core.states import PitchState
from market.models import Hold, Pitch


def take(
    pitches: Iterable[Pitch],
    period: Period,
    *,
    held_for: str,
    weekdays: Sequence[int] = EVERY_DAY,
    hours: Hours = Hours(),
) -> list[Hold]:
    """Hold these pitches on these weekdays and hours of a period.

    Must run inside the caller's transaction (see contention.in_one_go). The pitch rows are locked
    in order first, so that two callers queue instead of deadlocking; the database's exclusion
    constraint is the promise.
    This will refuse with Conflict("pitch_taken") when any of it is held already, and with
    Conflict("pitch_closed") when a pitch is out of use.
    """
    wanted = sorted({pitch.pk for pitch in pitches})
    locked = list(Pitch.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    for pitch in locked:
        _refuse_unusable(pitch)
    holds = [
        Hold(
            pitch=pitch,
            days=DateRange(period.start, period.end),
            weekdays=NumericRange(*run),
            minutes=NumericRange(hours.start, hours.end),
            held_for=held_for,
        )
        for pitch in locked
        for run in runs(weekdays)
    ]
    try:
        with transaction.atomic():
            return Hold.objects.bulk_create(holds)
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, errors.ExclusionViolation):
            raise
        raise _taken(holds) from fault


def release(holds: Iterable[Hold], *, at: datetime) -> None:
    """Give the ground back. The rows stay as history."""
    ids = [hold.pk for hold in holds]
    Hold.objects.filter(pk__in=ids, released_at__isnull=True).update(released_at=at)


def shorten(holds: Iterable[Hold], *, period: Period, at: datetime) -> None:
    """Keep only what lies in the period, for a lease that ends early."""
    for hold in Hold.objects.select_for_update().filter(pk__in=[hold.pk for hold in holds]):
        kept = Period(hold.days.lower, hold.days.upper).intersect(period)
        if kept is None:
            release([hold], at=at)
        else:
            Hold.objects.filter(pk=hold.pk).update(days=DateRange(kept.start, kept.end))


def stretch(held: Iterable[Hold], *, end: date | None) -> None:
    """Keep the same ground until the day before `end`; None is without an end.

    This will refuse with Conflict("pitch_taken") when somebody else has any of the days between.
    """
    standing = _locked(held)
    longer = [
        Hold(
            pitch=hold.pitch,
            days=DateRange(hold.days.upper, end),
            weekdays=hold.weekdays,
            minutes=hold.minutes,
        )
        for hold in standing
    ]
    try:
        with transaction.atomic():
            for hold in standing:
                days = DateRange(hold.days.lower, end)
                Hold.objects.filter(pk=hold.pk).update(days=days)
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, errors.ExclusionViolation):
            raise
        raise _taken(longer) from fault


def keep_while_free(held: Iterable[Hold]) -> list[Hold]:
    """Keep the same ground on without an end, or until the day on which somebody else has it.

    Returns the holds that stand in the way, the next one of each pitch.
    """
    others = []
    for hold in _locked(held):
        other = _next_on(hold)
        end = None if other is None else other.days.lower
        if end != hold.days.upper:
            days = DateRange(hold.days.lower, end)
            Hold.objects.filter(pk=hold.pk).update(days=days)
        if other is not None:
            others.append(other)
    return others


def _locked(held: Iterable[Hold]) -> list[Hold]:
    """These holds as far as they stand, with their pitches locked in order, as take() does it."""
    ids = [hold.pk for hold in held]
    standing = Hold.objects.filter(pk__in=ids, released_at__isnull=True)
    pitches = Pitch.objects.select_for_update(no_key=True)
    list(pitches.filter(pk__in=standing.values("pitch")).order_by("pk"))
    return list(standing.select_for_update(of=("self",)).select_related("pitch").order_by("pk"))


def _next_on(hold: Hold) -> Hold | None:
    return (
        Hold.objects.filter(
            pitch=hold.pitch,
            released_at__isnull=True,
            days__startswith__gte=hold.days.upper,
            weekdays__overlap=hold.weekdays,
            minutes__overlap=hold.minutes,
        )
        .order_by("days")
        .first()
        if hold.days.upper is not None
        else None
    )


def _refuse_unusable(pitch: Pitch) -> None:
    if pitch.state in (PitchState.REPAIR, PitchState.CLOSED):
        raise Conflict(
            "pitch_closed",
            "{pitch} is out of use at present. Please choose another pitch.",
            pitch=pitch.code,
            state=pitch.state,
        )


def _taken(holds: Sequence[Hold]) -> Conflict:
    """Says which pitch it was, as far as it can be seen; the winner may not have committed yet."""
    for hold in holds:
        other = Hold.objects.filter(
            pitch=hold.pitch,
            released_at__isnull=True,
            days__overlap=hold.days,
            weekdays__overlap=hold.weekdays,
            minutes__overlap=hold.minutes,
        ).first()
        if other is not None:
            return Conflict(
                "pitch_taken",
                "{pitch} is taken on some of these days. Please choose other days or another pitch.",
                pitch=hold.pitch.code,
                taken_from=other.days.lower,
                taken_until=Period(other.days.lower, other.days.upper).last,
            )
    return Conflict(
        "pitch_taken", "Somebody else has just taken this pitch. Please choose another one."
    )

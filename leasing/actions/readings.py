"""Readings: taken, proposed by a vendor, confirmed, corrected. One that is written down stays."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from leasing import rules
from leasing.core.metering.checks import Neighbours, check
from leasing.core.metering.dials import Mark
from leasing.core.metering.states import READING, ReadingKind, ReadingSource, ReadingState
from leasing.models import Lease, Meter, Reading
from leasing.queries.metering import dial_of
from leasing.queries.readings import lease_at, neighbours
from market.actions import moves, uploads
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid, Missing

# a photo: what is in the file, and what the sender calls it
Photo = tuple[bytes, str]
MOST_PROPOSED = 3


@transaction.atomic
def take(
    meter: Meter,
    *,
    day: date,
    value: Decimal,
    by: Actor,
    at: datetime,
    kind: str = ReadingKind.ACTUAL,
    source: str = ReadingSource.TYPED,
    rolled_over: bool = False,
    sure: bool = False,
    photo: Photo | None = None,
    note: str = "",
) -> Reading:
    """Write down what a meter showed. Said again just alike, it is the same reading.

    day: the first that it does not count: what stood there that morning. sure: somebody looked
    again. This will refuse what cannot be true (core.metering.checks).
    """
    rules.require(by, "reading.take", meter)
    locked = _locked(meter)
    if same := _same(locked, day, value, kind):
        return same
    new = Mark(day, _exact(value), kind == ReadingKind.ESTIMATED, rolled_over)
    _check(locked, new, at, sure=sure)
    return _write(
        locked,
        new,
        by=by,
        at=at,
        kind=kind,
        source=ReadingSource.PHOTO if photo and source == ReadingSource.TYPED else source,
        photo=photo,
        note=note,
    )


@transaction.atomic
def propose(
    meter: Meter,
    *,
    day: date,
    value: Decimal,
    by: Actor,
    at: datetime,
    photo: Photo | None = None,
    note: str = "",
) -> Reading:
    """Keep what a vendor says its meter shows, until somebody confirms it. It bills nothing.

    This will refuse a meter that is not of the vendor's pitch today, a day to come, a value that
    does not fit on the dial, and more than MOST_PROPOSED at once.
    """
    lease = lease_at(meter, by, on=local_day(at))
    if lease is None:
        raise Missing("no_meter", "There is no such meter among yours.")
    rules.require(by, "reading.propose", lease)
    locked = _locked(meter)
    if locked.readings.filter(state=ReadingState.PROPOSED).count() >= MOST_PROPOSED:
        raise Conflict(
            "enough_proposed",
            "We have your readings of this meter and will look at them. Thank you.",
        )
    new = Mark(day, _exact(value))
    _require_alone(locked, new, at)
    return _write(
        locked,
        new,
        by=by,
        at=at,
        source=ReadingSource.VENDOR,
        state=ReadingState.PROPOSED,
        photo=photo,
        note=note,
        lease=lease,
    )


@transaction.atomic
def confirm(
    reading: Reading, *, by: Actor, at: datetime, rolled_over: bool = False, sure: bool = False
) -> Reading:
    """Take a vendor's reading as true: from now on it stands. This will refuse as take() does."""
    rules.require(by, "reading.confirm", reading)
    locked = _locked(reading.meter)
    mark = Mark(reading.day, _exact(reading.value), rolled_over=rolled_over)
    READING.after(reading.state, "confirm")
    _check(locked, mark, at, sure=sure)
    return moves.move(reading, READING, "confirm", by=by, at=at, rolled_over=rolled_over)


@transaction.atomic
def refuse(reading: Reading, *, reason: str, by: Actor, at: datetime) -> Reading:
    """Turn a vendor's reading down, with a word why."""
    rules.require(by, "reading.refuse", reading)
    return moves.move(reading, READING, "refuse", by=by, at=at, reason=reason)


@transaction.atomic
def correct(
    reading: Reading,
    *,
    value: Decimal,
    by: Actor,
    at: datetime,
    reason: str = "",
    kind: str | None = None,
    rolled_over: bool = False,
    sure: bool = False,
    photo: Photo | None = None,
) -> Reading:
    """Put another value in the place of a reading. The next billing carries only the difference.

    An estimate becomes an actual reading by it; the wrong one is kept beside it.
    """
    rules.require(by, "reading.correct", reading)
    locked = _locked(reading.meter)
    now = kind or (
        ReadingKind.ACTUAL if reading.kind == ReadingKind.ESTIMATED else ReadingKind(reading.kind)
    )
    new = Mark(reading.day, _exact(value), now == ReadingKind.ESTIMATED, rolled_over)
    _check(locked, new, at, sure=sure, but=reading.pk)
    moves.move(reading, READING, "correct", by=by, at=at, reason=reason)
    return _write(locked, new, by=by, at=at, kind=now, photo=photo, corrects=reading, note=reason)


@transaction.atomic
def withdraw(reading: Reading, *, reason: str, by: Actor, at: datetime) -> Reading:
    """Take back a reading that was typed for the wrong meter or day.

    A meter's first and last reading can only be corrected: without them it counts nothing.
    """
    rules.require(by, "reading.withdraw", reading)
    if reading.kind in (ReadingKind.INITIAL, ReadingKind.FINAL):
        raise Conflict(
            "reading_of_the_change",
            "A meter's first and last reading cannot be taken back. Correct it instead.",
        )
    return moves.move(reading, READING, "withdraw", by=by, at=at, reason=reason)


def _locked(meter: Meter) -> Meter:
    """The meter's row is the lock of its readings: two at once are judged one after the other."""
    return Meter.objects.select_for_update(no_key=True).get(pk=meter.pk)


def _exact(value: Decimal) -> Fraction:
    """A reading as printed, with at most three decimals."""
    if value != round(value, 3):
        raise Invalid(
            "too_many_places",
            "{text} has more than {places} decimals.",
            text=str(value),
            places=3,
            field="value",
        )
    return Fraction(value)


def _same(meter: Meter, day: date, value: Decimal, kind: str) -> Reading | None:
    """The very same reading, which stands already."""
    return meter.readings.filter(
        state=ReadingState.STANDING, day=day, value=value, kind=kind
    ).first()


def _check(meter: Meter, new: Mark, at: datetime, *, sure: bool, but: int | None = None) -> None:
    _require_there(meter, new)
    near = neighbours(meter, new.day, but=but)
    check(dial_of(meter), new, near, on=local_day(at), sure=sure)


def _require_alone(meter: Meter, new: Mark, at: datetime) -> None:
    """What can be said of a proposal, without telling its sender what others wrote down."""
    _require_there(meter, new)
    check(dial_of(meter), new, Neighbours(), on=local_day(at), sure=True)


def _require_there(meter: Meter, new: Mark) -> None:
    gone = meter.removed_on is not None and new.day > meter.removed_on
    if new.day < meter.installed_on or gone:
        raise Invalid(
            "meter_not_there",
            "Meter {meter} was not there on {day}.",
            meter=meter.number,
            day=new.day,
            field="day",
        )


def _write(
    meter: Meter,
    new: Mark,
    *,
    by: Actor,
    at: datetime,
    kind: str = ReadingKind.ACTUAL,
    source: str = ReadingSource.TYPED,
    state: str = ReadingState.STANDING,
    photo: Photo | None = None,
    note: str = "",
    corrects: Reading | None = None,
    lease: Lease | None = None,
) -> Reading:
    kept = uploads.take_in(*photo, by=by, at=at) if photo else None
    return Reading.objects.create(
        meter=meter,
        day=new.day,
        value=Decimal(new.value.numerator) / Decimal(new.value.denominator),
        kind=kind,
        source=source,
        state=state,
        rolled_over=new.rolled_over,
        photo=kept,
        note=note,
        vendor_id=lease.vendor_id if lease else None,
        corrects=corrects,
        recorded_at=at,
        recorded_by_id=by.user,
    )

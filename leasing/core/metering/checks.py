"""Whether a reading can be true, asked before it is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from leasing.core.metering.dials import Dial, Mark, plain, used
from market.core.refusals import Conflict, Invalid

# so many times the usual is asked about; below so many units a day it never is
JUMP = 3
SMALL = Fraction(1)
# how many spans the usual is made of, and how few are too few to know it
LOOKED_AT, ENOUGH = 6, 2


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The readings around a new one: those before it in the order of their days, the next after."""

    before: tuple[Mark, ...] = ()
    after: Mark | None = None


def check(dial: Dial, new: Mark, near: Neighbours, *, on: date, sure: bool = False) -> None:
    """This will refuse a reading that cannot be true, and ask about one that is hard to believe.

    on: today. sure: somebody looked again, so that a jump of more than JUMP times the usual is
    taken. Raises Invalid (reading_in_future, beyond_the_dial, reading_fell, reading_too_high,
    not_rolled_over, reading_jumped), Conflict("reading_taken") for a day that was read already.
    """
    _check_alone(dial, new, on)
    if any(mark.day == new.day for mark in near.before):
        raise Conflict(
            "reading_taken",
            "Meter {meter} was read for {day} already. Correct that reading instead.",
            meter=dial.number,
            day=new.day,
            field="day",
        )
    last = near.before[-1] if near.before else None
    if last is not None:
        _check_against(dial, last, new)
    if near.after is not None:
        _check_next(dial, new, near.after)
    if last is not None and not new.estimated and not sure:
        _check_jump(dial, near.before, new)


def usual(dial: Dial, marks: Sequence[Mark]) -> Fraction | None:
    """What is used a day as a rule, from the last readings; None where too few are known."""
    known = marks[-LOOKED_AT - 1 :]
    if len(known) <= ENOUGH:
        return None
    days = (known[-1].day - known[0].day).days
    return used(dial, known) / days if days else None


def _check_alone(dial: Dial, new: Mark, on: date) -> None:
    if new.day > on:
        raise Invalid(
            "reading_in_future",
            "{day} is yet to come. A reading says what the dial shows now or showed before.",
            day=new.day,
            field="day",
        )
    if not 0 <= new.value < dial.capacity:
        raise Invalid(
            "beyond_the_dial",
            "{value} does not fit on this dial of {digits} digits. Please look again.",
            value=plain(new.value),
            digits=dial.digits,
            field="value",
        )


def _check_against(dial: Dial, last: Mark, new: Mark) -> None:
    fell = new.value < last.value
    if fell and not new.rolled_over and not last.estimated:
        raise Invalid(
            "reading_too_low",
            "{value} is less than {last} on {day}. Look again, or tick that the dial went past "
            "all nines.",
            value=plain(new.value),
            last=plain(last.value),
            day=last.day,
            field="value",
        )
    if new.rolled_over and not fell:
        raise Invalid(
            "not_rolled_over",
            "{value} is not less than {last} on {day}: the dial has not gone past all nines.",
            value=plain(new.value),
            last=plain(last.value),
            day=last.day,
            field="rolled_over",
        )


def _check_next(dial: Dial, new: Mark, after: Mark) -> None:
    if new.value > after.value and not after.rolled_over and not after.estimated:
        raise Invalid(
            "reading_too_high",
            "{value} is more than {next} that was read on {day}. Please look again.",
            value=plain(new.value),
            next=plain(after.value),
            day=after.day,
            field="value",
        )


def _check_jump(dial: Dial, before: Sequence[Mark], new: Mark) -> None:
    rate = usual(dial, before)
    days = (new.day - before[-1].day).days
    if rate is None or days <= 0:
        return
    units = used(dial, (before[-1], new))
    if units <= max(rate * JUMP, SMALL) * days:
        return
    raise Invalid(
        "reading_jumped",
        "{units} in {days} days is more than {jump} times the usual {usual}. Look at the dial "
        "again; if it is right, tick that you did.",
        units=plain(units),
        days=days,
        jump=JUMP,
        usual=plain(Fraction(round(rate * days))),
        field="sure",
    )

"""What a dial shows, and what was used between two looks at it. All exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from market.core.periods import Period
from market.core.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Dial:
    """A meter's face: its number, its transformer's multiplier, its digits before the point."""

    number: str
    multiplier: Fraction = Fraction(1)
    digits: int = 6

    @property
    def capacity(self) -> int:
        """What it would show next after all nines, if it had one digit more."""
        return int(10**self.digits)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a dial showed as a day began.

    rolled_over: it went past all nines since the mark before. estimated: nobody looked.
    """

    day: date
    value: Fraction
    estimated: bool = False
    rolled_over: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """What was used on some days: the whole of what two marks say, or a part of it by days.

    period: the days used on. before, after: the marks that it was reckoned from; where an
    estimate lay between them, it is `days` of the `of` days between the two.
    """

    dial: Dial
    period: Period
    before: Mark
    after: Mark
    units: Fraction
    days: int
    of: int

    @property
    def estimated(self) -> bool:
        return self.after.estimated

    @property
    def closes_on(self) -> date:
        """The day of the reading that ends it."""
        return self.before.day if self.period.end is None else self.period.end


def used(dial: Dial, marks: Sequence[Mark]) -> Fraction:
    """This will give what went through the meter from the first mark to the last.

    In kWh or m³: differences times the multiplier. A dial that went past all nines counts on.
    """
    turned = sum((_turned(dial, *pair) for pair in pairwise(marks)), Fraction(0))
    return turned * dial.multiplier


def spans(dial: Dial, marks: Sequence[Mark]) -> tuple[Span, ...]:
    """This will lay out what was used from each mark to the next, in the order of their days.

    An estimate stands until somebody looks: then what was really used is divided by days over
    the estimates in between, so that what was billed on them can be put right.
    Raises Invalid("reading_fell") where a dial that was looked at shows less than before.
    """
    firm = [place for place, mark in enumerate(marks) if not mark.estimated]
    last = firm[-1] if firm else 0
    laid = [span for a, b in pairwise(firm) for span in _by_days(dial, marks[a : b + 1])]
    lead = [_whole(dial, *pair) for pair in pairwise(marks[: firm[0] + 1] if firm else ())]
    tail = [_whole(dial, *pair) for pair in pairwise(marks[last:])]
    return (*lead, *laid, *tail)


def _by_days(dial: Dial, marks: Sequence[Mark]) -> list[Span]:
    """Between two marks that were looked at: by days over the estimates between them."""
    before, after = marks[0], marks[-1]
    units = used(dial, marks)
    if units < 0:
        raise Invalid(
            "reading_fell",
            "Meter {meter} shows {after} on {day}, less than {before} before. Correct the reading, "
            "or say that the dial went past all nines.",
            meter=dial.number,
            after=plain(after.value),
            before=plain(before.value),
            day=after.day,
        )
    of = (after.day - before.day).days
    return [
        Span(dial, Period(a.day, b.day), before, after, units * days / of, days, of)
        for a, b in pairwise(marks)
        if (days := (b.day - a.day).days)
    ]


def _whole(dial: Dial, before: Mark, after: Mark) -> Span:
    days = (after.day - before.day).days
    units = used(dial, (before, after))
    return Span(dial, Period(before.day, after.day), before, after, units, days, days)


def _turned(dial: Dial, before: Mark, after: Mark) -> Fraction:
    return after.value - before.value + (dial.capacity if after.rolled_over else 0)


def plain(number: Fraction) -> str:
    """A number as people write it: at most six decimals where it ends, else as a fraction."""
    scaled = number * 10**6
    if scaled.denominator != 1:
        return str(number)
    whole, rest = divmod(abs(scaled.numerator), 10**6)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}" + (f".{rest:06}".rstrip("0") if rest else "")

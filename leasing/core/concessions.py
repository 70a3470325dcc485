"""What is taken off a rent, or put on it, for a time: rent-free spans, discounts, closures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from market.core.periods import Period


class Direction(StrEnum):
    DISCOUNT = "discount"
    INCREASE = "increase"


class Kind(StrEnum):
    """Percent of the rent as it then stands, or so many fen per year."""

    PERCENT = "percent"
    PER_YEAR = "per_year"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """value: percent, or fen per year. during: the days for which it holds; None is always.

    reason is what a bill says of it.
    """

    direction: Direction
    kind: Kind
    value: Fraction
    during: Period | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        return self.during is None or day in self.during

    def adjust(self, rent: Fraction, years: Fraction) -> Fraction:
        """The rent of a stretch that is so much of a year, after this; it stops at nothing."""
        size = rent * self.value / 100 if self.kind is Kind.PERCENT else self.value * years
        sign = -1 if self.direction is Direction.DISCOUNT else 1
        return max(rent + sign * size, Fraction(0))


def turns(adjustments: Iterable[Adjustment]) -> list[date]:
    """The days on which something about them changes."""
    spans = [each.during for each in adjustments if each.during is not None]
    return [day for span in spans for day in (span.start, span.end) if day is not None]

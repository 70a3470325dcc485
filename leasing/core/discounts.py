"""What is taken off a rent, or put on it, for a time; and a discount agreed as a fixed sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from leasing.core.terms import Per, Rate
from leasing.core.working import by_months
from market.core.money import rounded
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
    """value: percent, or fen per year. during: the days for which it holds; None is always."""

    direction: Direction
    kind: Kind
    value: Fraction
    during: Period | None = None

    def adjust(self, rent: Fraction, years: Fraction) -> Fraction:
        """The rent of a stretch that is so much of a year, after this; it stops at nothing."""
        size = rent * self.value / 100 if self.kind is Kind.PERCENT else self.value * years
        sign = -1 if self.direction is Direction.DISCOUNT else 1
        return max(rent + sign * size, Fraction(0))


def adjusted(rate: Rate, period: Period, adjustments: Sequence[Adjustment]) -> int:
    """The rent of a closed period after its adjustments, in fen, rounded once.

    The period is cut where an adjustment begins or ends. In each piece the adjustments apply
    one after the other, in their order: two of 50 percent leave a quarter.
    """
    spans = [adjustment.during for adjustment in adjustments if adjustment.during is not None]
    turns = [day for span in spans for day in (span.start, span.end) if day is not None]
    pieces = (_adjusted(rate, piece, adjustments) for piece in period.cut(turns))
    return rounded(sum(pieces, Fraction(0)))


def _adjusted(rate: Rate, piece: Period, adjustments: Sequence[Adjustment]) -> Fraction:
    rent = by_months(rate, piece).exact
    years = by_months(Rate("year", 1, Per.YEAR), piece).exact
    for adjustment in adjustments:
        if adjustment.during is None or piece.start in adjustment.during:
            rent = adjustment.adjust(rent, years)
    return rent


@dataclass(frozen=True, slots=True)
class Pot:
    """A discount agreed as a sum in fen, used up bill by bill; a preview drops the new pot."""

    left_fen: int

    def cover(self, rent_fen: int) -> "tuple[int, Pot]":
        """What is left of the rent, and of the pot, once the pot has paid what it can."""
        used_fen = min(rent_fen, self.left_fen)
        return rent_fen - used_fen, Pot(self.left_fen - used_fen)

"""Rent that follows an index, or a ratio agreed for a time."""

from collections.abc import Sequence
from fractions import Fraction

from leasing.core.terms import Per, Rate
from leasing.core.working import by_months
from market.core.money import rounded
from market.core.periods import Period


def indexed(amount_fen: int, *, base: Fraction, current: Fraction) -> int:
    """The amount moved from the base index to the current one, rounded to the fen."""
    return rounded(amount_fen * current / base)


def over_ranges(yearly_fen: int, ranges: Sequence[tuple[Period, Fraction]]) -> int:
    """An amount per year under a ratio that changes, each range by its months; rounded once.

    ranges: closed periods with the ratio that holds in each (an index over its base).
    """
    yearly = Rate("rent", yearly_fen, Per.YEAR)
    exact = (by_months(yearly, period).exact * ratio for period, ratio in ranges)
    return rounded(sum(exact, Fraction(0)))

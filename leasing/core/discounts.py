"""Rent after discounts over a closed period; and a discount agreed as a fixed sum."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leasing.core.concessions import Adjustment
from leasing.core.terms import Rate
from leasing.core.working import by_months
from market.core.money import rounded
from market.core.periods import Period


def adjusted(rate: Rate, period: Period, adjustments: Sequence[Adjustment]) -> int:
    """The rent of a closed period after its adjustments, in fen, rounded once.

    The period is cut where an adjustment begins or ends. In each piece the adjustments apply
    one after the other, in their order: two of 50 percent leave a quarter.
    """
    return rounded(by_months(replace(rate, adjustments=tuple(adjustments)), period).exact)


@dataclass(frozen=True, slots=True)
class Pot:
    """A discount agreed as a sum in fen, used up bill by bill; a preview drops the new pot."""

    left_fen: int

    def cover(self, rent_fen: int) -> "tuple[int, Pot]":
        """What is left of the rent, and of the pot, once the pot has paid what it can."""
        used_fen = min(rent_fen, self.left_fen)
        return rent_fen - used_fen, Pot(self.left_fen - used_fen)

"""What a concession forwent, and how much of it is owed after all when the vendor leaves early."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from leasing.core.rents import lay_out
from leasing.core.terms import LeaseTerms
from market.core.money import rounded, yuan
from market.core.periods import Period


@dataclass(frozen=True, slots=True)
class Clawback:
    """forgone_fen: what the concession took off until the end. days of `of`: not served."""

    forgone_fen: int
    days: int
    of: int
    amount_fen: int

    def as_json(self, reason: str) -> dict[str, Any]:
        """From this a person can be shown the sum: forgone x days/of = amount."""
        return {
            "forgone": yuan(self.forgone_fen),
            "days": self.days,
            "of": self.of,
            "because": reason,
        }


def reckon(
    granted: LeaseTerms, plain: LeaseTerms, *, agreed: Period, last: date, whole: bool
) -> Clawback:
    """What is owed after all of one concession.

    granted and plain: the terms until the last day, with the concession and without it. agreed:
    the days the lease was to last, closed. whole: all that was forgone is owed, otherwise as
    much of it as of the agreed days was not served.
    """
    forgone_fen = _total(plain) - _total(granted)
    served = Period.through(agreed.start, last)
    days = agreed.days if whole else agreed.days - served.days
    owed = rounded(Fraction(forgone_fen * days, agreed.days))
    return Clawback(forgone_fen, days, agreed.days, owed)


def _total(terms: LeaseTerms) -> int:
    return sum(bill.amount_fen for bill in lay_out(terms))

"""The end of a deposit: claims in their order, the days to give the rest back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leasing.core.arrears_states import ClaimKind
from leasing.core.deposits import Settlement, settle
from market.core.refusals import Invalid
from market.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the deposit answers for, in fen. charge: the charge that asks for it already.

    late_for: the charge whose late fee this is, not charged yet.
    """

    kind: ClaimKind
    amount_fen: int
    note: str = ""
    charge: int | None = None
    late_for: int | None = None


def settled(held_fen: int, claims: Sequence[Claim]) -> Settlement:
    """This will take the claims from what is held, in their order. Raises Invalid("bad_amount")."""
    if any(claim.amount_fen <= 0 for claim in claims):
        raise Invalid("bad_amount", "A claim must be above zero.", field="amount")
    return settle(held_fen, [claim.amount_fen for claim in claims])


def return_by(last: date, working_days: int, calendar: Calendar) -> date:
    """The last day to return the rest: so many working days after the lease's last day."""
    return calendar.add_working_days(last, working_days)

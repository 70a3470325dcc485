"""Closing what was billed beyond the last day: what is credited, set off, paid back, still due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leasing.core.rents import reckoned
from leasing.core.terms import Proration, Rate
from market.core.cycles import Cycle
from market.core.periods import ONE_DAY, Period


@dataclass(frozen=True, slots=True)
class Billed:
    """A bill of the lease: its days, and in fen what was billed, paid and credited on it."""

    period: Period
    billed_fen: int
    paid_fen: int = 0
    credited_fen: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """What ending does to one bill, in fen.

    credit_fen: what is taken off the bill, in two parts: offset_fen lowers what is still open,
    refund_fen is money that was really paid in excess. due_fen: what stays open.
    """

    should_have_been_fen: int
    credit_fen: int
    offset_fen: int
    refund_fen: int
    due_fen: int


def close(bill: Billed, should_have_been_fen: int) -> Closing:
    """This will bring a bill down to what it should have been; one that is too low stays."""
    billed_fen = bill.billed_fen - bill.credited_fen
    credit_fen = max(billed_fen - should_have_been_fen, 0)
    open_fen = max(billed_fen - bill.paid_fen, 0)
    offset_fen = min(credit_fen, open_fen)
    return Closing(
        should_have_been_fen,
        credit_fen,
        offset_fen,
        refund_fen=credit_fen - offset_fen,
        due_fen=open_fen - offset_fen,
    )


def should_have_been(
    rate: Rate, billed: Period, last_day: date, proration: Proration, cycle: Cycle
) -> int:
    """What a rate comes to over the days of a billed period up to the last day, in fen.

    Nothing when the last day lies before the period: nobody moved in.
    """
    lived = rate.within(billed)
    if lived is None or lived.start > last_day:
        return 0
    stay = lived.intersect(Period(lived.start, last_day + ONE_DAY))
    return 0 if stay is None else reckoned(rate, stay, proration, cycle).amount_fen


def close_later(bills: Sequence[Billed], last_day: date) -> tuple[Closing, ...]:
    """This will close each bill whose days all lie after the last day, and leave the others.

    A bill that straddles the last day needs its own reckoning first (should_have_been).
    """
    return tuple(
        close(bill, 0 if bill.period.start > last_day else bill.billed_fen - bill.credited_fen)
        for bill in bills
    )

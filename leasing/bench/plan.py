"""How long it takes to lay out the rent of many leases, beside a plain sum as the yardstick."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from time import perf_counter
from typing import TypeVar

from leasing.core.rents import lay_out
from leasing.core.terms import Anchor, Billing, DueBase, DueRule, LeaseTerms, Per, Proration, Rate
from market.core.periods import Period, months_after

MONTHS = 36

Result = TypeVar("Result")


def run(leases: int = 1000) -> dict[str, float]:
    """This will lay out so many leases of 36 months that begin on different days.

    Returns seconds for all, milliseconds for one, how many instalments came of it, the seconds
    for adding up as many fractions one by one on this machine, and how many times that the
    plans took.
    """
    terms = [_terms(number) for number in range(leases)]
    plans, seconds = _timed(lambda: [lay_out(lease) for lease in terms])
    instalments = sum(len(plan) for plan in plans)
    shares = [Fraction(number % 31, 31) for number in range(instalments)]
    _, yardstick = _timed(lambda: sum(shares, Fraction(0)))
    return {
        "leases": leases,
        "instalments": instalments,
        "seconds": round(seconds, 4),
        "ms_per_lease": round(seconds * 1000 / leases, 4),
        "yardstick_seconds": round(yardstick, 4),
        "times_the_yardstick": round(seconds / yardstick, 2),
    }


def _terms(number: int) -> LeaseTerms:
    start = date(2026, 1, 1) + timedelta(days=number % 365)
    monthly = DueRule(DueBase.DAY_OF_MONTH, day=10)
    return LeaseTerms(
        Period(start, months_after(start, MONTHS)),
        (Rate("rent", 170_000 + number, Per.MONTH), Rate("sanitation", 3_000, Per.MONTH)),
        Billing(1, Anchor.CALENDAR, Proration.ACTUAL_DAYS_IN_MONTH, monthly),
    )


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = perf_counter()
    result = work()
    return result, perf_counter() - began

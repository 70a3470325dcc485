"""The payment plan of a lease: every instalment, laid out from the terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leasing.core.dues import due_on
from leasing.core.terms import LeaseTerms, OneOff, Proration, Rate
from leasing.core.working import Once, Working, reckon
from market.core.cycles import Cycle
from market.core.money import rounded
from market.core.periods import Period, earlier
from market.core.refusals import Invalid

# a hundred years of monthly bills; 民法典 705 allows a lease twenty
MOST_INSTALMENTS = 1200


@dataclass(frozen=True, slots=True)
class Line:
    """One charge's part of a bill, in whole fen: rounded once, here, from its working."""

    charge: str
    period: Period
    amount_fen: int
    working: Working | Once


@dataclass(frozen=True, slots=True)
class Instalment:
    """One bill: the days it is for, the day it is due, and its lines. It may have none."""

    period: Period
    due_on: date
    lines: tuple[Line, ...]

    @property
    def amount_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines)


def lines_within(terms: LeaseTerms, period: Period) -> tuple[Line, ...]:
    """What every charge of the lease comes to over a closed period, each rounded once.

    The period need not be one of the billing cycle: so a bill that has gone out is reckoned again.
    """
    occupied = terms.period.intersect(period)
    if occupied is None:
        return ()
    lines = [_line(terms, charge, occupied) for charge in terms.charges]
    return tuple(line for line in lines if line is not None)


def lay_out(terms: LeaseTerms, *, window: Period | None = None) -> tuple[Instalment, ...]:
    """This will lay out each instalment whose first day lies in the window, in order.

    Instalments are whole: one that begins in the window may end after it, so that windows laid
    end to end bill every day once. Without a window the whole lease is laid out. A stretch
    without any charge (免租期) gives an instalment without lines; a one-off outside the lease
    is not billed.
    Raises Invalid("window_needed") for an open-ended lease without a closed window, and
    Invalid("window_too_wide") beyond MOST_INSTALMENTS.
    """
    asked = terms.period if window is None else window
    return tuple(_instalment(terms, period) for period in _periods(terms, asked))


def _periods(terms: LeaseTerms, window: Period) -> Iterator[Period]:
    """The occupied part of each billing period, from the first that begins in the window."""
    lease, cycle = _billed(terms), terms.cycle
    begun_before = earlier(window.end, lease.end)
    if begun_before is None:
        raise Invalid(
            "window_needed",
            "This lease has no end: say up to which day it is to be laid out.",
            field="window",
        )

    number = cycle.number(max(window.start, lease.start))
    start = max(cycle.boundary(number), lease.start)
    if start < window.start:
        number += 1
        start = cycle.boundary(number)
    if cycle.number(begun_before) - number > MOST_INSTALMENTS:
        raise Invalid(
            "window_too_wide",
            "This would be more than {most} bills. Choose a shorter window.",
            most=MOST_INSTALMENTS,
            field="window",
        )

    while start < begun_before:
        number += 1
        after = cycle.boundary(number)
        yield Period(start, earlier(after, lease.end))
        start = after


def _billed(terms: LeaseTerms) -> Period:
    """The days of the lease that are laid out at all."""
    if terms.billed_from is None or terms.billed_from <= terms.period.start:
        return terms.period
    return Period(terms.billed_from, terms.period.end)


def _instalment(terms: LeaseTerms, period: Period) -> Instalment:
    due = due_on(terms.billing.due, period, terms.period.start)
    return Instalment(period, due, lines_within(terms, period))


def _line(terms: LeaseTerms, charge: Rate | OneOff, period: Period) -> Line | None:
    if isinstance(charge, OneOff):
        if charge.on not in period:
            return None
        return Line(
            charge.id, Period.through(charge.on, charge.on), charge.amount_fen, Once(charge)
        )

    charged = charge.within(period)
    if charged is None:
        return None
    return reckoned(charge, charged, terms.billing.proration, terms.cycle)


def reckoned(rate: Rate, period: Period, proration: Proration, cycle: Cycle) -> Line:
    """This will reckon one rate over a closed period and round it, once (see reckon)."""
    working = reckon(rate, period, proration, cycle)
    return Line(rate.id, period, rounded(working.exact), working)

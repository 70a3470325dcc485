"""The first bill of a lease that is billed late: it gathers what should have gone out before."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from leasing.core.dues import MonthDay, dues_of_year
from leasing.core.rents import Instalment, lines_within, reckoned
from leasing.core.terms import LeaseTerms, Proration, Rate
from market.core.cycles import CALENDAR_MONTHS
from market.core.periods import Period, months_after


def first_bill(
    lease: Period,
    rates: Sequence[Rate],
    *,
    due_days: Sequence[MonthDay],
    notice_days: int,
    on: date,
) -> Instalment | None:
    """This will merge every period whose bill should have gone out by `on` into one bill.

    due_days are the (month, day) due dates of a year, each standing for one of as many equal
    periods. A bill goes out on the first day of the month before its due date. The merged bill
    is due on the latest of these due dates, but at least `notice_days` after `on`. None when
    no bill has to go out yet.
    """
    gathered = list(_gone_out(lease, due_days, on))
    if not gathered:
        return None
    period = Period(gathered[0][1].start, gathered[-1][1].end)
    due = max(gathered[-1][0], on + timedelta(days=notice_days))
    lines = tuple(
        reckoned(rate, charged, Proration.ACTUAL_DAYS_IN_MONTH, CALENDAR_MONTHS)
        for rate in rates
        if (charged := rate.within(period)) is not None
    )
    return Instalment(period, due, lines)


def bill_goes_out_on(due: date) -> date:
    """The first day of the month before the due date."""
    return months_after(due.replace(day=1), -1)


def merged(bills: Sequence[Instalment], *, due_on: date, terms: LeaseTerms) -> Instalment:
    """One bill for the days of several that follow one another, reckoned as one period."""
    period = Period(bills[0].period.start, bills[-1].period.end)
    return Instalment(period, due_on, lines_within(terms, period))


def _gone_out(
    lease: Period, due_days: Sequence[MonthDay], on: date
) -> Iterator[tuple[date, Period]]:
    """Due dates and the occupied part of their periods, as far as their bills go out by the day."""
    for year in range(lease.start.year, on.year + 2):
        for due, whole in dues_of_year(year, due_days):
            occupied = whole.intersect(lease)
            if occupied is not None and bill_goes_out_on(due) <= on:
                yield due, occupied

"""When a bill is due, and which period a yearly due date stands for."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from leasing.core.terms import DueBase, DueRule
from market.core.periods import Period, day_of_month, divide_year
from market.core.refusals import Invalid

MonthDay = tuple[int, int]


def due_on(rule: DueRule, period: Period, lease_start: date) -> date:
    """The day on which the bill of a closed period is due.

    A due day of the month that lies before the period's first day moves to that first day. Only
    a rule that asks for payment so many days ahead (a negative offset, not counted from the
    period's end) leads to before the period, and never to before the lease. The roll to a
    working day comes last.
    """
    ahead = rule.offset_days < 0 and rule.base is not DueBase.PERIOD_END
    earliest = lease_start if ahead else period.start
    day = max(_base(rule, period) + timedelta(days=rule.offset_days), earliest)
    return day if rule.roll is None else rule.roll.next_working_day(day)


def _base(rule: DueRule, period: Period) -> date:
    if rule.base is DueBase.PERIOD_END:
        if period.last is None:
            raise ValueError("an open period has no last day to be due on")
        return period.last
    if rule.day is not None:
        return max(day_of_month(period.start, rule.day), period.start)
    return period.start


def dues_of_year(year: int, due_days: Sequence[MonthDay]) -> list[tuple[date, Period]]:
    """The due dates (month, day) of a year, each with the period it stands for.

    The n-th due date belongs to the n-th of as many equal periods of the calendar year.
    Raises Invalid when the dates are out of order, or do not divide a year in whole months.
    """
    dates = [day_of_month(date(year, month, 1), day) for month, day in due_days]
    if any(after <= before for before, after in pairwise(dates)):
        raise Invalid(
            "due_dates_out_of_order",
            "Give the due dates of a year in their order, each once.",
            field="due_dates",
        )
    return list(zip(dates, divide_year(year, len(dates)), strict=True))


def period_due_on(day: date, due_days: Sequence[MonthDay]) -> Period | None:
    """The period whose bill is due on exactly this day, or None when the day is no due date."""
    return dict(dues_of_year(day.year, due_days)).get(day)

"""Spans of days, half open: the end is the first day that is no longer in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from market.core.refusals import Invalid

ONE_DAY = timedelta(days=1)
PARTS_OF_A_YEAR = (1, 2, 3, 4, 6, 12)

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """The days [start, end). end None means that no end is known; end == start holds no day."""

    start: date
    end: date | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise Invalid(
                "ends_before_it_starts",
                "This ends before it begins on {start}. Check both days.",
                start=self.start.isoformat(),
            )

    @classmethod
    def through(cls, first: date, last: date | None) -> Self:
        """From the first to the last day, the last included, as contracts are written."""
        return cls(first, None if last is None else last + ONE_DAY)

    @property
    def last(self) -> date | None:
        """The last day that is in it; None when it is open. An empty one ends before its start."""
        return None if self.end is None else self.end - ONE_DAY

    @property
    def days(self) -> int:
        """How many days. Raises ValueError for an open period, which has no such number."""
        if self.end is None:
            raise ValueError("an open period has no number of days")
        return (self.end - self.start).days

    @property
    def empty(self) -> bool:
        return self.end == self.start

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def intersect(self, other: "Period") -> "Period | None":
        """The days in both, or None where they share none."""
        start = max(self.start, other.start)
        end = earlier(self.end, other.end)
        return None if end is not None and end <= start else Period(start, end)

    def overlaps(self, other: "Period") -> bool:
        return self.intersect(other) is not None

    def cut(self, days: Iterable[date]) -> "tuple[Period, ...]":
        """The same days in pieces: a new piece begins on each of the given days inside it."""
        starts = [self.start, *sorted({day for day in days if day in self and day != self.start})]
        return tuple(Period(a, b) for a, b in zip(starts, [*starts[1:], self.end], strict=True))


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, where None is no end at all."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def days_in_month(year: int, month: int) -> int:
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_DAYS[month - 1]


def day_of_month(day: date, number: int) -> date:
    """The numbered day of that day's month, or its last day where the month is shorter."""
    return day.replace(day=min(number, days_in_month(day.year, day.month)))


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the month's last day where there is no such day.

    Count from the original day each time (民法典 202): two steps of one month may land
    elsewhere than one step of two. months may be negative.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    first = day.replace(day=1)
    return Period(first, months_after(first, 1))


def year_of(year: int) -> Period:
    """The calendar year."""
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def divide_year(year: int, parts: int) -> tuple[Period, ...]:
    """The calendar year in equal parts of whole months: 4 gives its quarters.

    Raises Invalid("bad_division") for a number of parts that does not divide twelve months.
    """
    if parts not in PARTS_OF_A_YEAR:
        raise Invalid(
            "bad_division",
            "A year cannot be divided into {parts} equal billing periods. Choose one of {allowed}.",
            parts=parts,
            allowed=",".join(str(number) for number in PARTS_OF_A_YEAR),
            field="periods_per_year",
        )
    months = 12 // parts
    first = date(year, 1, 1)
    return year_of(year).cut(months_after(first, months * part) for part in range(parts))


def cut_yearly(period: Period, month: int, day: int) -> tuple[Period, ...]:
    """The period in pieces, a new one beginning on that day of each year.

    29 February falls on the 28th in common years. Raises ValueError for an open period.
    """
    if period.end is None:
        raise ValueError("an open period has no number of years")
    years = range(period.start.year, period.end.year + 1)
    return period.cut(day_of_month(date(year, month, 1), day) for year in years)

"""农历: which lunar month and day a day is (GB/T 33661-2017).

The month that holds 冬至 is the eleventh. Where thirteen months begin between one such month and
the next, the first of them without a mid-term (中气) repeats the number before it: 闰.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from events.core.recurrence.moments import refuse_far
from events.core.recurrence.new_moons import last_before, moment_of
from events.core.recurrence.solar_terms import terms_of
from market.core.periods import Period

_SOLSTICE = 23  # the place of 冬至 among the terms of a year


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """A month from one new moon to the next. year is the one that began with its 正月."""

    year: int
    number: int
    leap: bool
    first: date
    days: int

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number - 1)


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day as the lunar calendar names it."""

    year: int
    month: int
    leap: bool
    day: int


def months_in(period: Period) -> Iterator[LunarMonth]:
    """Every lunar month of which a day lies in the period. Raises ValueError for an open one."""
    if period.end is None:
        raise ValueError("an open period has no last month")
    for year in range(period.start.year, period.end.year + 2):
        for month in _months_to_solstice_of(year):
            ends = month.first + timedelta(days=month.days)
            if month.first < period.end and ends > period.start:
                yield month


def lunar_day(day: date) -> LunarDay:
    """What the lunar calendar calls a day."""
    months = _months_to_solstice_of(day.year)
    if day >= months[-1].first + timedelta(days=months[-1].days):
        months = _months_to_solstice_of(day.year + 1)
    month = next(each for each in reversed(months) if each.first <= day)
    return LunarDay(month.year, month.number, month.leap, (day - month.first).days + 1)


@lru_cache(maxsize=256)
def _months_to_solstice_of(year: int) -> tuple[LunarMonth, ...]:
    """The months from the eleventh of the year before to the tenth of this one."""
    refuse_far(year)
    first, end = (_eleventh_month_of(each) for each in (year - 1, year))
    starts = [moment_of(number).date() for number in range(first, end + 1)]
    leap = _leap(starts, year) if end - first > 12 else -1
    return tuple(_numbered(starts, leap, year))


def _numbered(starts: list[date], leap: int, year: int) -> Iterator[LunarMonth]:
    number, of = 10, year - 1
    for at, (start, following) in enumerate(pairwise(starts)):
        if at != leap:
            number = number % 12 + 1
            of = year if number == 1 else of
        yield LunarMonth(of, number, at == leap, start, (following - start).days)


def _leap(starts: list[date], year: int) -> int:
    mid_terms = [each.day for at in (year - 1, year) for each in terms_of(at)[1::2]]
    spans = enumerate(pairwise(starts))
    return next(
        at
        for at, (start, following) in spans
        if at and not any(start <= day < following for day in mid_terms)
    )


def _eleventh_month_of(year: int) -> int:
    return last_before(terms_of(year)[_SOLSTICE].day)

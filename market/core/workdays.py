"""Rest days and working days, from the published list of holidays and make-up workdays."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from market.core.periods import ONE_DAY, Period

_SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """What has been published: statutory holidays, weekend days worked (调休), and for which years.

    A year that is not in `published` may still gain both: what is reckoned in it is provisional.
    """

    holidays: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()
    published: frozenset[int] = frozenset()

    def is_rest_day(self, day: date) -> bool:
        """A weekend day or statutory holiday that is not made a workday."""
        off = day.isoweekday() >= _SATURDAY or day in self.holidays
        return off and day not in self.working_weekends

    def is_working_day(self, day: date) -> bool:
        return not self.is_rest_day(day)

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked, or else the first worked day after it."""
        while self.is_rest_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The day that is so many working days on, or back; the day itself does not count."""
        return _counted(self, day, count)

    def rest_days(self, period: Period) -> tuple[date, ...]:
        """Every rest day of the period. Raises ValueError for an open one."""
        days = (date.fromordinal(period.start.toordinal() + at) for at in range(period.days))
        return tuple(day for day in days if self.is_rest_day(day))

    def is_provisional(self, day: date) -> bool:
        """Whether the list for that day's year has yet to be published (暂定)."""
        return day.year not in self.published


@lru_cache(maxsize=20_000)
def _counted(calendar: Calendar, day: date, count: int) -> date:
    """Remembered, as the same few months are counted through again and again."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day

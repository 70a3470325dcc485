"""From a rule to sessions: which are missing, which are no longer meant, and how far ahead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from events.core.recurrence.rules import Planned, Rule, planned
from market.core.hours import Hours
from market.core.periods import ONE_DAY, Period, earlier
from market.core.workdays import Calendar

AHEAD = timedelta(days=400)
YEARS_SHOWN = 3
_REACH = 3


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule with its hours, and the days between which it holds, the last included."""

    rule: Rule
    hours: Hours
    first_on: date
    last_on: date | None = None

    def period(self, start: date, end: date) -> Period:
        """The days of [start, end) in which it holds; an empty period where it holds on none."""
        first = max(self.first_on, start)
        last = earlier(end, self.last_on + ONE_DAY if self.last_on else None) or end
        return Period(first, max(first, last))

    def days(self, start: date, end: date, calendar: Calendar) -> tuple[Planned, ...]:
        """The days of [start, end) on which there is a session."""
        period = self.period(start, end)
        return planned(self.rule, period, calendar, anchor=self.first_on)

    def slots(self, start: date, end: date, calendar: Calendar) -> dict[datetime, Planned]:
        """The same by the moment at which each begins."""
        days = self.days(start, end, calendar)
        return {self.hours.on(each.day)[0]: each for each in days}


def three_years(schedule: Schedule, calendar: Calendar, *, on: date) -> tuple[Planned, ...]:
    """What the rule comes to in the next three years."""
    return schedule.days(on, on.replace(day=1, year=on.year + YEARS_SHOWN), calendar)


def followers(old: Iterable[date], new: Iterable[date]) -> dict[date, date]:
    """For each old day the new one that takes its place: the same, or the nearest free one.

    None that is more than three days away: a Friday becomes that week's Saturday, never the next
    month's.
    """
    free = set(new)
    left = list(old)
    found = {day: day for day in left if day in free}
    free -= found.keys()
    for day in sorted(set(left) - found.keys()):
        near = [each for each in free if abs((each - day).days) <= _REACH]
        if near:
            found[day] = min(near, key=lambda each: (abs((each - day).days), each < day))
            free.remove(found[day])
    return found

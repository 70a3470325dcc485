"""A series' rule: a pattern, the seasons it keeps to, what happens on days off, and exceptions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from events.core.recurrence.patterns import (
    Festivals,
    Lunar,
    MonthDays,
    MonthWeekdays,
    NoPattern,
    Off,
    OffDays,
    Pattern,
    Terms,
    Weekly,
    days_of,
)
from events.core.recurrence.rrules import RRule
from market.core.periods import ONE_DAY, Period
from market.core.workdays import Calendar

# how far a day off can push a date: the longest holiday is nine days
_REACH = timedelta(days=14)


class Shift(StrEnum):
    """What happens to a date that falls on a day off, or on a working day."""

    NONE = "none"
    NEXT_WORKING = "next_working"
    PREVIOUS_WORKING = "previous_working"
    SKIP_REST = "skip_rest"
    SKIP_WORKING = "skip_working"


@dataclass(frozen=True, slots=True)
class Season:
    """From one day of the year to another, both included; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def __contains__(self, day: date) -> bool:
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True, slots=True)
class Rule:
    """On which days. left_out and added are single days; what is added asks for no season."""

    pattern: Pattern
    seasons: tuple[Season, ...] = ()
    shift: Shift = Shift.NONE
    left_out: frozenset[date] = frozenset()
    added: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """A day that the rule gives. provisional: it may change when that year's list is published."""

    day: date
    provisional: bool


def planned(rule: Rule, period: Period, calendar: Calendar, *, anchor: date) -> tuple[Planned, ...]:
    """Every day of a closed period that the rule gives, in order."""
    found = {
        day: _provisional(rule, day, calendar) for day in _shifted(rule, period, calendar, anchor)
    }
    kept = {day: each for day, each in found.items() if day not in rule.left_out}
    kept.update({day: False for day in rule.added if day in period})
    return tuple(Planned(day, kept[day]) for day in sorted(kept))


def asks_for_days_off(rule: Rule) -> bool:
    """Whether the rule hangs on the official list of days off."""
    return isinstance(rule.pattern, OffDays) or rule.shift != Shift.NONE


def as_rrule(rule: Rule) -> RRule | None:
    """The same days as a rule that every calendar understands; None where there is no such rule.

    Seasons and exceptions are not in it: they are what was never announced.
    """
    if rule.shift != Shift.NONE or rule.added:
        return None
    match rule.pattern:
        case Weekly(weekdays, interval):
            return RRule("WEEKLY", interval=interval, weekdays=tuple((0, day) for day in weekdays))
        case MonthDays(days, interval):
            return RRule("MONTHLY", interval=interval, month_days=days)
        case MonthWeekdays(places, weekdays):
            pairs = tuple((place, day) for place in places for day in weekdays)
            return RRule("MONTHLY", weekdays=pairs)
        case Lunar() | Festivals() | Terms() | OffDays() | NoPattern():
            return None


def _shifted(rule: Rule, period: Period, calendar: Calendar, anchor: date) -> Iterator[date]:
    end = period.start + timedelta(days=period.days)
    moves = rule.shift in (Shift.NEXT_WORKING, Shift.PREVIOUS_WORKING)
    wide = Period(period.start - _REACH, end + _REACH) if moves else period
    for day in days_of(rule.pattern, wide, calendar, anchor):
        if rule.seasons and not any(day in season for season in rule.seasons):
            continue
        shifted = _shift(rule.shift, day, calendar)
        if shifted is not None and shifted in period:
            yield shifted


def _shift(shift: Shift, day: date, calendar: Calendar) -> date | None:
    rest = calendar.is_rest_day(day)
    if shift == Shift.NEXT_WORKING:
        return calendar.next_working_day(day)
    if shift == Shift.PREVIOUS_WORKING:
        return calendar.add_working_days(day, -1) if rest else day
    if (shift == Shift.SKIP_REST and rest) or (shift == Shift.SKIP_WORKING and not rest):
        return None
    return day


def _provisional(rule: Rule, day: date, calendar: Calendar) -> bool:
    if not asks_for_days_off(rule):
        return False
    eve = isinstance(rule.pattern, OffDays) and rule.pattern.which == Off.EVES
    return calendar.is_provisional(day) or (eve and calendar.is_provisional(day + ONE_DAY))

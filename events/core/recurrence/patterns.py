"""What repeats: by the week, the month, the moon, the sun, by name, by days off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from events.core.recurrence.festivals import FESTIVALS, festival_days
from events.core.recurrence.lunar import LunarMonth, months_in
from events.core.recurrence.solar_terms import dog_days_of, terms_of
from market.core.periods import ONE_DAY, Period, days_in_month
from market.core.workdays import Calendar


class Leap(StrEnum):
    """What a rule does with a leap month."""

    INCLUDE = "include"
    SKIP = "skip"
    ONLY = "only"


class Missing(StrEnum):
    """What a rule does with the thirtieth of a month of 29 days."""

    SKIP = "skip"
    LAST_DAY = "last_day"


class Off(StrEnum):
    """Days known by who works."""

    REST_DAYS = "rest_days"
    EVES = "eves"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Weekly:
    """On these ISO weekdays of every interval-th week."""

    weekdays: tuple[int, ...]
    interval: int = 1


@dataclass(frozen=True, slots=True)
class MonthDays:
    """On these days of every interval-th month; -1 is the last."""

    days: tuple[int, ...]
    interval: int = 1


@dataclass(frozen=True, slots=True)
class MonthWeekdays:
    """On these ISO weekdays, the places-th of each month; -1 is the last."""

    places: tuple[int, ...]
    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lunar:
    """On these days of these lunar months; no months means all."""

    days: tuple[int, ...]
    months: tuple[int, ...] = ()
    leap: Leap = Leap.INCLUDE
    missing: Missing = Missing.SKIP


@dataclass(frozen=True, slots=True)
class Festivals:
    """On these feasts, and so many days before and after each."""

    keys: tuple[str, ...]
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """On these solar terms and dog-day beginnings."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OffDays:
    """On days off, the days before them, or working days."""

    which: Off


@dataclass(frozen=True, slots=True)
class NoPattern:
    """On none but the days that are named one by one."""


Pattern = Weekly | MonthDays | MonthWeekdays | Lunar | Festivals | Terms | OffDays | NoPattern


def days_of(pattern: Pattern, period: Period, calendar: Calendar, anchor: date) -> Iterator[date]:
    """The days of a closed period that follow the pattern. anchor: where intervals count from."""
    match pattern:
        case Weekly():
            yield from _weekly(pattern, period, anchor)
        case MonthDays():
            yield from _month_days(pattern, period, anchor)
        case MonthWeekdays():
            yield from _month_weekdays(pattern, period)
        case Lunar():
            yield from lunar_days(pattern, period)
        case Festivals():
            yield from _festivals(pattern, period)
        case Terms():
            yield from (day for day, _ in term_days(pattern.names, period))
        case OffDays():
            yield from (day for day in days_in(period) if _off(pattern.which, day, calendar))
        case NoPattern():
            return


def days_in(period: Period) -> Iterator[date]:
    """Each day of a closed period."""
    return (period.start + timedelta(days=at) for at in range(period.days))


def lunar_days(rule: Lunar, period: Period) -> Iterator[date]:
    """The days of the period on which a lunar rule falls, in order."""
    for month in months_in(period):
        if _takes(rule, month):
            found = {day for each in rule.days if (day := _lunar_day(month, each, rule.missing))}
            yield from sorted(day for day in found if day in period)


def term_days(names: tuple[str, ...], period: Period) -> Iterator[tuple[date, str]]:
    """The solar terms and dog days of these names in a closed period, in order."""
    assert period.last is not None
    for year in range(period.start.year, period.last.year + 1):
        known = sorted((*terms_of(year), *dog_days_of(year)), key=lambda each: each.day)
        for each in known:
            if each.name in names and each.day in period:
                yield each.day, each.name


def _weekly(rule: Weekly, period: Period, anchor: date) -> Iterator[date]:
    monday = anchor - timedelta(days=anchor.weekday())
    for day in days_in(period):
        week = (day - monday).days // 7
        if day.isoweekday() in rule.weekdays and week % rule.interval == 0:
            yield day


def _month_days(rule: MonthDays, period: Period, anchor: date) -> Iterator[date]:
    for day in days_in(period):
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        from_end = day.day - days_in_month(day.year, day.month) - 1
        if months % rule.interval == 0 and (day.day in rule.days or from_end in rule.days):
            yield day


def _month_weekdays(rule: MonthWeekdays, period: Period) -> Iterator[date]:
    for day in days_in(period):
        place = (day.day - 1) // 7 + 1
        last = (day + 7 * ONE_DAY).month != day.month
        if day.isoweekday() in rule.weekdays and (
            place in rule.places or (last and -1 in rule.places)
        ):
            yield day


def _festivals(rule: Festivals, period: Period) -> Iterator[date]:
    wide = Period(
        period.start - timedelta(days=rule.after),
        (period.end or period.start) + timedelta(days=rule.before),
    )
    for key in rule.keys:
        for day in festival_days(FESTIVALS[key], wide):
            around = range(-rule.before, rule.after + 1)
            yield from (each for at in around if (each := day + timedelta(days=at)) in period)


def _takes(rule: Lunar, month: LunarMonth) -> bool:
    if rule.months and month.number not in rule.months:
        return False
    if month.leap:
        return rule.leap != Leap.SKIP
    return rule.leap != Leap.ONLY


def _lunar_day(month: LunarMonth, number: int, missing: Missing) -> date | None:
    if number > month.days:
        return month.day(month.days) if missing == Missing.LAST_DAY else None
    return month.day(number)


def _off(which: Off, day: date, calendar: Calendar) -> bool:
    if which == Off.EVES:
        return calendar.is_rest_day(day + ONE_DAY)
    return calendar.is_rest_day(day) == (which == Off.REST_DAYS)

"""Recurrence rules as calendars know them (RFC 5545), laid out between two moments.

Written anew rather than taken from dateutil: that one seeks an impossible rule until the year 9999.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NoReturn

from market.core.periods import days_in_month, months_after
from market.core.refusals import Invalid

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
YEARS_TO_FIRE = 8
MOST = 1000


@dataclass(frozen=True, slots=True)
class RRule:
    """A rule in its parts. until is local time, the last start included; weekdays are pairs of
    a place in the month or year (0 for every) and an ISO weekday.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_begins: int = 1


def beginning(rule: RRule, start: datetime) -> datetime:
    """The first start that follows the rule: calendars disagree on one that does not.

    Raises Invalid("bad_rule") for a rule that does not come true within eight years.
    """
    last = start + timedelta(days=366 * YEARS_TO_FIRE)
    found = next(iter(_starts(replace(rule, count=None), start, last)), None)
    if found is None:
        refuse("bad_rule", "", "This does not happen once in {years} years.", years=YEARS_TO_FIRE)
    return found


def starts(rule: RRule, start: datetime, end: datetime, most: int = MOST) -> tuple[datetime, ...]:
    """Every start before `end`, in local time. COUNT counts from the first.

    Raises Invalid("too_many_dates") for more than `most`.
    """
    found = tuple(islice(_starts(rule, start, end), most + 1))
    if len(found) > most:
        raise Invalid(
            "too_many_dates",
            "This rule has more than {most} dates. Choose a shorter time.",
            most=most,
            field="rrule",
        )
    return found


def _starts(rule: RRule, start: datetime, end: datetime) -> Iterator[datetime]:
    left = rule.count
    for days in _day_sets(rule, start.date(), end.date()):
        moments = [datetime.combine(day, at) for day in days for at in _times(rule, start)]
        for moment in _placed(rule, moments):
            if moment < start:
                continue
            if moment >= end or (rule.until is not None and moment > rule.until) or left == 0:
                return
            if left is not None:
                left -= 1
            yield moment


def _placed(rule: RRule, moments: list[datetime]) -> list[datetime]:
    if not rule.places:
        return moments
    size = len(moments)
    at = sorted({place - 1 if place > 0 else size + place for place in rule.places})
    return [moments[each] for each in at if 0 <= each < size]


def _times(rule: RRule, start: datetime) -> list[time]:
    return [
        time(hour, minute, second)
        for hour in sorted(rule.hours or (start.hour,))
        for minute in sorted(rule.minutes or (start.minute,))
        for second in sorted(rule.seconds or (start.second,))
    ]


def _day_sets(rule: RRule, first: date, last: date) -> Iterator[list[date]]:
    """The days of each day, week, month or year in turn that the rule is about."""
    if rule.frequency == "DAILY":
        days = range(0, (last - first).days + 1, rule.interval)
        yield from (_kept(rule, [first + timedelta(days=offset)]) for offset in days)
    elif rule.frequency == "WEEKLY":
        week = first - timedelta(days=(first.isoweekday() - rule.week_begins) % 7)
        while week <= last:
            wanted = {day for _, day in rule.weekdays} or {first.isoweekday()}
            days7 = [week + timedelta(days=offset) for offset in range(7)]
            yield [
                day
                for day in days7
                if day.isoweekday() in wanted and (not rule.months or day.month in rule.months)
            ]
            week += timedelta(days=7 * rule.interval)
    elif rule.frequency == "MONTHLY":
        month = first.replace(day=1)
        while month <= last:
            yield _of_month(rule, month, first.day)
            month = months_after(month, rule.interval)
    else:
        for year in range(first.year, last.year + 1, rule.interval):
            yield sorted(_of_year(rule, year, first))


def _kept(rule: RRule, days: Iterable[date]) -> list[date]:
    weekdays = {day for _, day in rule.weekdays}
    return [
        day
        for day in days
        if (not rule.months or day.month in rule.months)
        and (not weekdays or day.isoweekday() in weekdays)
        and (not rule.month_days or _in_month(day, rule.month_days))
    ]


def _of_month(rule: RRule, month: date, default: int) -> list[date]:
    if rule.months and month.month not in rule.months:
        return []
    days = [month + timedelta(days=at) for at in range(days_in_month(month.year, month.month))]
    if rule.month_days:
        days = [day for day in days if _in_month(day, rule.month_days)]
    if rule.weekdays:
        chosen = _by_weekday(month, months_after(month, 1), rule.weekdays)
        return [day for day in days if day in chosen]
    return days if rule.month_days else [day for day in days if day.day == default]


def _of_year(rule: RRule, year: int, first: date) -> Iterator[date]:
    by_months = rule.months or rule.month_days
    if rule.weekdays and not by_months:
        yield from _by_weekday(date(year, 1, 1), date(year + 1, 1, 1), rule.weekdays)
        return
    months = rule.months or (range(1, 13) if rule.month_days else (first.month,))
    for number in sorted(months):
        yield from _of_month(replace(rule, months=()), date(year, number, 1), first.day)


def _by_weekday(start: date, end: date, wanted: Iterable[tuple[int, int]]) -> set[date]:
    found: set[date] = set()
    for place, weekday in wanted:
        day = start + timedelta(days=(weekday - start.isoweekday()) % 7)
        days = [day + timedelta(days=7 * week) for week in range((end - day).days // 7 + 1)]
        days = [each for each in days if each < end]
        at = place - 1 if place > 0 else len(days) + place
        found.update(days if place == 0 else days[at : at + 1] if at >= 0 else [])
    return found


def _in_month(day: date, numbers: Iterable[int]) -> bool:
    size = days_in_month(day.year, day.month)
    return any(day.day == (number if number > 0 else size + 1 + number) for number in numbers)


def refuse(code: str, part: str, sentence: str, **facts: object) -> NoReturn:
    """Raises Invalid about one part of a rule."""
    field = f"rrule.{part}" if part else "rrule"
    raise Invalid(code, sentence, part=part, field=field, **facts)

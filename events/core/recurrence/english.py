"""A rule said in one English sentence."""

from collections.abc import Iterable, Sequence

from events.core.recurrence.festivals import FESTIVALS
from events.core.recurrence.patterns import (
    Festivals,
    Leap,
    Lunar,
    Missing,
    MonthDays,
    MonthWeekdays,
    Off,
    OffDays,
    Pattern,
    Terms,
    Weekly,
)
from events.core.recurrence.rules import Rule, Season, Shift

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_OFF = {
    Off.REST_DAYS: "every day off (weekends and holidays, but not the weekend days worked)",
    Off.EVES: "every eve of a day off",
    Off.WORKING_DAYS: "every working day",
}
_SHIFTS = {
    Shift.NONE: "",
    Shift.NEXT_WORKING: "put off to the next working day if that is a day off",
    Shift.PREVIOUS_WORKING: "brought forward to the last working day if that is a day off",
    Shift.SKIP_REST: "not on days off",
    Shift.SKIP_WORKING: "not on working days",
}
TERMS = {
    **{"小寒": "Minor Cold", "大寒": "Major Cold", "立春": "Start of Spring"},
    **{"雨水": "Rain Water", "惊蛰": "Waking of Insects", "春分": "Spring Equinox"},
    **{"清明": "Pure Brightness", "谷雨": "Grain Rain", "立夏": "Start of Summer"},
    **{"小满": "Grain Buds", "芒种": "Grain in Ear", "夏至": "Summer Solstice"},
    **{"小暑": "Minor Heat", "大暑": "Major Heat", "立秋": "Start of Autumn"},
    **{"处暑": "End of Heat", "白露": "White Dew", "秋分": "Autumn Equinox"},
    **{"寒露": "Cold Dew", "霜降": "Frost's Descent", "立冬": "Start of Winter"},
    **{"小雪": "Minor Snow", "大雪": "Major Snow", "冬至": "Winter Solstice"},
    **{"初伏": "first dog days", "中伏": "middle dog days", "末伏": "last dog days"},
}


def english(rule: Rule) -> str:
    """The whole rule: Every Friday and Saturday, 3 Apr to 31 Oct."""
    parts = [_pattern(rule.pattern)]
    parts += [_season(each) for each in rule.seasons]
    parts.append(_SHIFTS[rule.shift])
    if rule.left_out:
        parts.append(f"without {_listed(rule.left_out)}")
    if rule.added:
        parts.append(f"and besides on {_listed(rule.added)}")
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:] + "."


def _pattern(pattern: Pattern) -> str:
    match pattern:
        case Weekly(weekdays, interval):
            if weekdays == (1, 2, 3, 4, 5, 6, 7) and interval == 1:
                return "every day"
            days = _and(_WEEKDAYS[day - 1] for day in weekdays)
            every = {1: "every ", 2: "every other week on "}
            return every.get(interval, f"every {interval} weeks on ") + days
        case MonthDays(days, interval):
            of = "every month" if interval == 1 else f"every {interval} months"
            return f"on {_and(_month_day(day) for day in days)} of {of}"
        case MonthWeekdays(places, weekdays):
            names = _and(_WEEKDAYS[day - 1] for day in weekdays)
            return f"on the {_and(_PLACES[place] for place in places)} {names} of every month"
        case _:
            return _by_the_sky(pattern)


def _by_the_sky(pattern: Pattern) -> str:
    match pattern:
        case Lunar():
            return _lunar(pattern)
        case Festivals(keys, before, after):
            names = _and(FESTIVALS[key].en for key in keys)
            return f"at {names} every year" + _around(before, after)
        case Terms(names):
            return f"at {_and(TERMS[name] for name in names)} every year"
        case OffDays(which):
            return _OFF[which]
        case _:
            return "on single days only"


def _lunar(rule: Lunar) -> str:
    digits = _by_digits(rule.days)
    days = f"on days ending in {digits}" if digits else f"on day {_and(map(str, rule.days))}"
    if rule.leap == Leap.ONLY:
        months = "of leap lunar month " + _and(map(str, rule.months)) if rule.months else ""
        months = months or "of leap lunar months"
    elif rule.months:
        months = f"of lunar month {_and(map(str, rule.months))}"
    else:
        months = "of every lunar month"
    asides = []
    if rule.leap == Leap.INCLUDE:
        asides.append("leap months too")
    if rule.leap == Leap.SKIP and not rule.months:
        asides.append("not in leap months")
    if 30 in rule.days:
        last = rule.missing == Missing.LAST_DAY
        asides.append(
            "the 29th where there is no 30th" if last else "nothing in place of a missing 30th"
        )
    return f"{days} {months}" + (f" ({', '.join(asides)})" if asides else "")


def _by_digits(days: Sequence[int]) -> str:
    digits = sorted({day % 10 for day in days}, key=lambda digit: digit or 10)
    whole = {day for digit in digits for day in range(digit or 10, 31, 10)}
    return "" if len(days) < 3 or whole != set(days) else _and(map(str, digits))


def _around(before: int, after: int) -> str:
    if not before and not after:
        return ""
    said = [f"{before} before" if before else "", f"{after} after" if after else ""]
    return f" (with {' and '.join(each for each in said if each)})"


def _month_day(day: int) -> str:
    if day == -1:
        return "the last day"
    return f"day {day}" if day > 0 else f"the last day but {-day - 1}"


def _season(season: Season) -> str:
    (m1, d1), (m2, d2) = season.first, season.last
    return f"{d1} {_MONTHS[m1 - 1]} to {d2} {_MONTHS[m2 - 1]}"


def _listed(days: Iterable[object]) -> str:
    listed = sorted(str(day) for day in days)
    return _and(listed[:6]) + (f" and {len(listed) - 6} more" if len(listed) > 6 else "")


def _and(words: Iterable[str]) -> str:
    told = list(words)
    return " and ".join(part for part in (", ".join(told[:-1]), told[-1] if told else "") if part)

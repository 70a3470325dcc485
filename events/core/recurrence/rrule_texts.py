"""Recurrence rules as calendars write them (RFC 5545), read strictly.

Only days, weeks, months and years; what other programs understand differently is refused here.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from events.core.recurrence.rrules import DAYS, FREQUENCIES, RRule, refuse
from market.core.hours import SHANGHAI
from market.core.periods import days_in_month

LONGEST = 500

_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
_RANGES = {
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 59),
    "BYSETPOS": (-366, 366),
}


def read(text: str, *, timed: bool = True, lenient: bool = False) -> RRule:
    """A rule from its text. timed: the first start has a time of day.

    lenient: somebody else's calendar, where an UNTIL without a time is the end of that day.
    Raises Invalid("bad_rule") and names the part that is wrong.
    """
    if len(text) > LONGEST:
        refuse("bad_rule", "", "A rule of this length is none of a person's.")
    parts = dict(_pairs(text))
    frequency = parts.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        refuse("bad_rule", "FREQ", "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY.")
    if "COUNT" in parts and "UNTIL" in parts:
        refuse("bad_rule", "UNTIL", "A rule ends by COUNT or by UNTIL, not by both.")
    rule = RRule(
        frequency,
        interval=_number(parts, "INTERVAL", 1, 999, 1),
        count=_number(parts, "COUNT", 1, 10_000, 0) or None,
        until=_until(parts.pop("UNTIL", ""), timed=timed, lenient=lenient),
        weekdays=_weekdays(parts.pop("BYDAY", "")),
        months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"),
        hours=_numbers(parts, "BYHOUR"),
        minutes=_numbers(parts, "BYMINUTE"),
        seconds=_numbers(parts, "BYSECOND"),
        places=_numbers(parts, "BYSETPOS"),
        week_begins=_weekday(parts.pop("WKST", "MO")),
    )
    for name in parts:
        refuse("bad_rule", name, "{part} is not understood by every calendar. Say it otherwise.")
    _refuse_impossible(rule)
    return rule


def text_of(rule: RRule) -> str:
    """The rule as a feed writes it, the week's beginning always said."""
    parts = [f"FREQ={rule.frequency}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    for name, numbers in (("BYMONTH", rule.months), ("BYMONTHDAY", rule.month_days)):
        if numbers:
            parts.append(f"{name}={','.join(str(each) for each in numbers)}")
    if rule.weekdays:
        days = ",".join(f"{place or ''}{DAYS[day - 1]}" for place, day in rule.weekdays)
        parts.append(f"BYDAY={days}")
    parts.append(f"WKST={DAYS[rule.week_begins - 1]}")
    if rule.until is not None:
        until = rule.until.replace(tzinfo=SHANGHAI).astimezone(UTC)
        parts.append(f"UNTIL={until:%Y%m%dT%H%M%SZ}")
    return ";".join(parts)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    seen = set()
    for part in text.strip().removeprefix("RRULE:").upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in seen:
            refuse("bad_rule", "", "{text} cannot be read in this rule.", text=part[:20])
        seen.add(name)
        yield name, value


def _number(parts: dict[str, str], name: str, low: int, high: int, default: int) -> int:
    text = parts.pop(name, "")
    if not text:
        return default
    if not text.isdecimal() or not text.isascii() or not low <= int(text[:9]) <= high:
        refuse(
            "bad_rule", name, "{part} must be a number from {low} to {high}.", low=low, high=high
        )
    return int(text)


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    low, high = _RANGES[name]
    text = parts.pop(name, "")
    found = []
    for each in text.split(",") if text else ():
        if not re.fullmatch(r"[+-]?[0-9]{1,3}", each):
            refuse("bad_rule", name, "{part} must be a list of numbers.")
        number = int(each)
        if not low <= number <= high or (number == 0 and low < 0):
            refuse(
                "bad_rule",
                name,
                "{part} must be a number from {low} to {high}.",
                low=low,
                high=high,
            )
        found.append(number)
    return tuple(found)


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for each in text.split(",") if text else ():
        match = _DAY.fullmatch(each)
        if match is None or (match[1] and not 1 <= abs(int(match[1])) <= 53):
            refuse("bad_rule", "BYDAY", "{part} must be days such as MO or -1SA.")
        found.append((int(match[1] or 0), DAYS.index(match[2]) + 1))
    return tuple(found)


def _weekday(text: str) -> int:
    if text not in DAYS:
        refuse("bad_rule", "WKST", "{part} must be days such as MO or -1SA.")
    return DAYS.index(text) + 1


def _until(text: str, *, timed: bool, lenient: bool) -> datetime | None:
    if not text:
        return None
    match = _UNTIL.fullmatch(text)
    if match is None:
        refuse("bad_rule", "UNTIL", "{part} must be a moment in UTC such as 20261031T100000Z.")
    try:
        day = datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007
        at = datetime.strptime(match[2] or "235959", "%H%M%S").time()  # noqa: DTZ007
    except ValueError:
        refuse("bad_rule", "UNTIL", "{part} must be a moment in UTC such as 20261031T100000Z.")
    if match[3]:
        moment = datetime.combine(day, at, tzinfo=UTC).astimezone(SHANGHAI)
        return moment.replace(tzinfo=None)
    if timed and not lenient:
        refuse("bad_rule", "UNTIL", "{part} must be a moment in UTC such as 20261031T100000Z.")
    return datetime.combine(day, at)


def _refuse_impossible(rule: RRule) -> None:
    if rule.frequency == "WEEKLY" and rule.month_days:
        refuse("bad_rule", "BYMONTHDAY", "{part} has no meaning in a weekly rule.")
    ordinal = [place for place, _ in rule.weekdays if place]
    if ordinal and rule.frequency in ("DAILY", "WEEKLY"):
        refuse("bad_rule", "BYDAY", "A day with a number needs a monthly or yearly rule.")
    within_month = rule.frequency == "MONTHLY" or rule.months
    if within_month and any(abs(place) > 5 for place in ordinal):
        refuse("bad_rule", "BYDAY", "No month has more than five of a weekday.")
    if rule.places and not (rule.weekdays or rule.months or rule.month_days or rule.hours):
        refuse("bad_rule", "BYSETPOS", "{part} needs something to choose from.")
    days = [number for number in rule.month_days if number > 0]
    longest = max((29 if m == 2 else days_in_month(2025, m) for m in rule.months), default=31)
    if days and len(days) == len(rule.month_days) and min(days) > longest:
        refuse("bad_rule", "BYMONTHDAY", "There is no such day in these months.")

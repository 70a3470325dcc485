"""A rule as it is kept and as the API says it: JSON in, JSON out, read strictly."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from events.core.recurrence.festivals import FESTIVALS
from events.core.recurrence.patterns import (
    Festivals,
    Leap,
    Lunar,
    Missing,
    MonthDays,
    MonthWeekdays,
    NoPattern,
    Off,
    OffDays,
    Pattern,
    Terms,
    Weekly,
)
from events.core.recurrence.rules import Rule, Season, Shift
from events.core.recurrence.solar_terms import DOG_DAYS, TERMS
from market.core.periods import days_in_month
from market.core.questions import Question

MOST_DAYS = 400
_ALWAYS = ("every", "seasons", "shift", "left_out", "added")


class Every(StrEnum):
    """What a rule goes by."""

    WEEK = "week"
    MONTH = "month"
    MONTH_WEEKDAY = "month_weekday"
    LUNAR = "lunar"
    FESTIVAL = "festival"
    TERM = "term"
    OFF = "off"
    NONE = "none"


def read(told: object, path: str = "rule") -> Rule:
    """A rule from its JSON. Raises Invalid with the path of the field that is wrong."""
    question = Question.of(told, path)
    every = question.word("every", Every)
    return Rule(
        pattern=_pattern(every, question),
        seasons=tuple(_season(each) for each in question.parts("seasons", 12))
        if question.says("seasons")
        else (),
        shift=question.word("shift", Shift) if question.says("shift") else Shift.NONE,
        left_out=_days(question, "left_out"),
        added=_days(question, "added"),
    )


def written(rule: Rule) -> dict[str, Any]:
    """The rule as JSON; what is usual is left out."""
    told = _written(rule.pattern)
    if rule.seasons:
        told["seasons"] = [
            {"first": _month_day(each.first), "last": _month_day(each.last)}
            for each in rule.seasons
        ]
    if rule.shift != Shift.NONE:
        told["shift"] = str(rule.shift)
    for name, days in (("left_out", rule.left_out), ("added", rule.added)):
        if days:
            told[name] = [day.isoformat() for day in sorted(days)]
    return told


def read_lunar(question: Question) -> Lunar:
    """The lunar part of a rule: days, months ("*" or a list), leap, missing_day."""
    months = question.fields.get("months")
    every = months is None or months in ("*", [])
    return Lunar(
        days=_numbers(question, "days", 1, 30),
        months=() if every else _numbers(question, "months", 1, 12),
        leap=question.word("leap", Leap) if question.says("leap") else Leap.INCLUDE,
        missing=question.word("missing_day", Missing)
        if question.says("missing_day")
        else Missing.SKIP,
    )


def read_terms(question: Question, name: str) -> tuple[str, ...]:
    """The solar terms and dog days named in a list."""
    return _words(question, name, (*TERMS, *DOG_DAYS))


def _pattern(every: Every, question: Question) -> Pattern:
    match every:
        case Every.WEEK:
            question.knows(*_ALWAYS, "weekdays", "interval")
            return Weekly(_numbers(question, "weekdays", 1, 7), _interval(question))
        case Every.MONTH:
            question.knows(*_ALWAYS, "days", "interval")
            return MonthDays(_numbers(question, "days", -5, 31), _interval(question))
        case Every.MONTH_WEEKDAY:
            question.knows(*_ALWAYS, "places", "weekdays")
            places = _numbers(question, "places", -1, 5)
            return MonthWeekdays(places, _numbers(question, "weekdays", 1, 7))
        case _:
            return _by_the_sky(every, question)


def _by_the_sky(every: Every, question: Question) -> Pattern:
    match every:
        case Every.LUNAR:
            question.knows(*_ALWAYS, "days", "months", "leap", "missing_day")
            return read_lunar(question)
        case Every.FESTIVAL:
            question.knows(*_ALWAYS, "keys", "before", "after")
            around = [
                question.number(name, 0, 15) if question.says(name) else 0
                for name in ("before", "after")
            ]
            return Festivals(_words(question, "keys", tuple(FESTIVALS)), *around)
        case Every.TERM:
            question.knows(*_ALWAYS, "names")
            return Terms(read_terms(question, "names"))
        case Every.OFF:
            question.knows(*_ALWAYS, "which")
            return OffDays(question.word("which", Off))
        case _:
            question.knows(*_ALWAYS)
            return NoPattern()


def _written(pattern: Pattern) -> dict[str, Any]:
    match pattern:
        case Weekly(weekdays, interval):
            told: dict[str, Any] = {"every": "week", "weekdays": list(weekdays)}
            return told | ({"interval": interval} if interval != 1 else {})
        case MonthDays(days, interval):
            told = {"every": "month", "days": list(days)}
            return told | ({"interval": interval} if interval != 1 else {})
        case MonthWeekdays(places, weekdays):
            return {
                "every": "month_weekday",
                "places": list(places),
                "weekdays": list(weekdays),
            }
        case _:
            return _written_by_the_sky(pattern)


def _written_by_the_sky(pattern: Pattern) -> dict[str, Any]:
    match pattern:
        case Lunar(days, months, leap, missing):
            return {
                "every": "lunar",
                "days": list(days),
                "months": list(months) or "*",
                "leap": str(leap),
                "missing_day": str(missing),
            }
        case Festivals(keys, before, after):
            return {"every": "festival", "keys": list(keys), "before": before, "after": after}
        case Terms(names):
            return {"every": "term", "names": list(names)}
        case OffDays(which):
            return {"every": "off", "which": str(which)}
        case _:
            return {"every": "none"}


def _interval(question: Question) -> int:
    return question.number("interval", 1, 52) if question.says("interval") else 1


def _numbers(question: Question, name: str, low: int, high: int) -> tuple[int, ...]:
    values = question.fields.get(name)
    if not isinstance(values, list | tuple) or not values:
        question.refuse("not_a_list", name, "{field} must be a list.")
    for value in values:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not low <= value <= high or (value == 0 and low < 0):
            question.refuse(
                "bad_number",
                name,
                "{field} must be a whole number from {low} to {high}.",
                low=low,
                high=high,
            )
    return tuple(sorted(set(values), key=lambda each: (each < 0, each)))


def _words(question: Question, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    values = question.fields.get(name)
    if not isinstance(values, list | tuple) or not values:
        question.refuse("not_a_list", name, "{field} must be a list.")
    if any(value not in known for value in values):
        sentence = "{field} must be one of: {known}."
        question.refuse("bad_word", name, sentence, known=", ".join(known))
    return tuple(each for each in known if each in values)


def _days(question: Question, name: str) -> frozenset[date]:
    days = question.days(name)
    if len(days) > MOST_DAYS:
        question.refuse("too_many", name, "{field} may list at most {most}.", most=MOST_DAYS)
    return days


def _season(question: Question) -> Season:
    question.knows("first", "last")
    return Season(_day_of_year(question, "first"), _day_of_year(question, "last"))


def _day_of_year(question: Question, name: str) -> tuple[int, int]:
    month, dash, day = question.text(name).partition("-")
    if dash and month.isdecimal() and day.isdecimal() and len(month + day) <= 4:
        found = (int(month), int(day))
        if 1 <= found[0] <= 12 and 1 <= found[1] <= days_in_month(2024, found[0]):
            return found
    question.refuse("bad_date", name, "Write a day of the year like 04-03.")


def _month_day(day: tuple[int, int]) -> str:
    return f"{day[0]:02}-{day[1]:02}"


def told_of(told: Mapping[str, Any]) -> Rule:
    """A rule as it was kept by us."""
    return read(dict(told))

"""`preview dates`: on which days, by a calendar's rule, the moon, the sun, or days off."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from events.core.recurrence.english import english
from events.core.recurrence.patterns import lunar_days, term_days
from events.core.recurrence.rrule_texts import read as read_rrule
from events.core.recurrence.rrules import beginning, starts
from events.core.recurrence.rules import planned
from events.core.recurrence.sentences import chinese
from events.core.recurrence.writing import read as read_rule
from events.core.recurrence.writing import read_lunar, read_terms
from market.core.official_days import PUBLISHED
from market.core.periods import ONE_DAY, Period
from market.core.previews import Answer
from market.core.questions import Question
from market.core.refusals import Invalid

MOST_YEARS = 11

# what a case says about itself and nobody reckons with
_ABOUT = (
    *("id", "kind", "title_zh", "title_en", "notes", "tzid", "all_day", "window"),
    *("expected_provisional", "permit", "valid_until", "span_days", "start_time"),
)


class Kind(StrEnum):
    RRULE = "rrule"
    LUNAR = "lunar"
    SOLAR_TERM = "solar_term"
    WORKDAY = "workday"
    RULE = "rule"


class Asked(StrEnum):
    """What is asked about working days."""

    REST_DAYS = "rest_days"
    EVES = "eves_of_rest_days"
    WORKING_WEEKENDS = "working_weekends"
    ROLL_FORWARD = "roll_forward"
    RENEWAL_WINDOW = "renewal_window"


def dates(asked: Mapping[str, Any]) -> Answer:
    """An item of the dates' cases -> {dates[], provisional}. `rule` is a rule as a series keeps it.

    This will go by the official days off that are published; a day of another year is provisional.
    """
    question = Question.of(asked)
    match question.word("kind", Kind):
        case Kind.RRULE:
            return _rrule(question)
        case Kind.LUNAR:
            question.knows(*_ABOUT, "lunar_rule")
            rule = question.part("lunar_rule").knows(
                "calendar", "tz", "months", "days", "leap", "missing_day"
            )
            return _said(lunar_days(read_lunar(rule), _window(question)))
        case Kind.SOLAR_TERM:
            question.knows(*_ABOUT, "terms")
            found = term_days(read_terms(question, "terms"), _window(question))
            return {"dates": [f"{day} {name}" for day, name in found], "provisional": False}
        case Kind.WORKDAY:
            return _workday(question)
        case Kind.RULE:
            return _rule(question)


def _rrule(question: Question) -> Answer:
    question.knows(*_ABOUT, "dtstart", "duration", "rrule", "exdate", "rdate", "overlap_queries")
    start, timed = _start(question, "dtstart", question.fields.get("dtstart"))
    rule = read_rrule(question.text("rrule"), timed=timed)
    start = beginning(rule, start)
    window = _window(question)
    left_out = {_start(question, "exdate", each)[0] for each in question.fields.get("exdate") or ()}
    besides = {_start(question, "rdate", each)[0] for each in question.fields.get("rdate") or ()}
    found = {*starts(rule, start, _midnight(window.end)), *besides} - left_out
    told = sorted(each for each in found if each.date() in window)
    answer: Answer = {
        "dates": [each.isoformat() if timed else each.date().isoformat() for each in told],
        "provisional": False,
    }
    if question.says("overlap_queries"):
        answer["overlaps"] = _overlaps(question, sorted(found))
    return answer


def _overlaps(question: Question, found: list[datetime]) -> list[list[str]]:
    """For each query [first, end): the starts of what goes on in it, by the duration in days."""
    days = int(question.text("duration").removeprefix("P").removesuffix("D") or 1)
    lasts = timedelta(days=days)
    told = []
    for each in question.parts("overlap_queries", 20):
        first, end = (date.fromisoformat(str(day)) for day in each.fields["query"])
        told.append(
            [
                start.date().isoformat()
                for start in found
                if start < _midnight(end) and start + lasts > _midnight(first)
            ]
        )
    return told


def _workday(question: Question) -> Answer:
    asked = question.word("query", Asked)
    question.knows(*_ABOUT, "query", "days", "expires", "open_working_days", "close_working_days")
    if asked == Asked.ROLL_FORWARD:
        days = question.day_list("days")
        return _said([PUBLISHED.next_working_day(day) for day in days], days)
    if asked == Asked.RENEWAL_WINDOW:
        expires = question.day("expires")
        counts = [question.number(f"{name}_working_days", 0, 400) for name in ("open", "close")]
        found = [PUBLISHED.add_working_days(expires, -count) for count in counts]
        return _said(found, (expires,))
    window = _window(question)
    reach = [date.fromordinal(window.start.toordinal() + at) for at in range(window.days)]
    found = {
        Asked.REST_DAYS: [day for day in reach if PUBLISHED.is_rest_day(day)],
        Asked.EVES: [day for day in reach if PUBLISHED.is_rest_day(day + ONE_DAY)],
        Asked.WORKING_WEEKENDS: [day for day in reach if day in PUBLISHED.working_weekends],
    }[asked]
    last = [day + ONE_DAY for day in reach[-1:]] if asked == Asked.EVES else []
    return _said(found, (*reach, *last))


def _rule(question: Question) -> Answer:
    question.knows(*_ABOUT, "rule", "anchor")
    rule = read_rule(question.fields.get("rule"))
    window = _window(question)
    anchor = question.day_if_any("anchor") or window.start
    found = planned(rule, window, PUBLISHED, anchor=anchor)
    return {
        "zh": chinese(rule),
        "en": english(rule),
        "dates": [each.day.isoformat() for each in found],
        "provisional": any(each.provisional for each in found),
    }


def _said(found: Any, reckoned_on: Any = ()) -> Answer:
    found = list(found)
    days = [*found, *reckoned_on] if reckoned_on else []
    return {
        "dates": [day.isoformat() for day in found],
        "provisional": any(PUBLISHED.is_provisional(day) for day in days),
    }


def _window(question: Question) -> Period:
    """[start, end) in days."""
    part = question.part("window").knows("start", "end", "bounds")
    start, end = part.day("start"), part.day("end")
    if not start <= end <= start + timedelta(days=366 * MOST_YEARS):
        sentence = "A window begins before it ends, and is at most {years} years long."
        question.refuse("bad_window", "window", sentence, years=MOST_YEARS)
    return Period(start, end)


def _start(question: Question, name: str, value: object) -> tuple[datetime, bool]:
    try:
        if isinstance(value, str) and len(value) == 10:
            return datetime.combine(date.fromisoformat(value), time()), False
        if isinstance(value, str) and len(value) <= 19:
            return datetime.fromisoformat(value).replace(tzinfo=None), True
    except ValueError as fault:
        raise _bad_moment(question, name) from fault
    raise _bad_moment(question, name)


def _bad_moment(question: Question, name: str) -> Invalid:
    sentence = "{field} must be a local time such as 2026-04-03T18:00:00, or a day."
    return Invalid("bad_moment", sentence, field=question.at(name))


def _midnight(day: date | None) -> datetime:
    return datetime.combine(day or date.max, time())

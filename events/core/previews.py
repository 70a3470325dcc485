"""The filings a planned event brings with it, as a preview: a JSON question in, an answer out."""

import re
from collections.abc import Mapping
from datetime import date, time

from events.core.breaches import Remedy
from events.core.cautions import cautions
from events.core.filings import Need, needed
from events.core.materials import materials
from events.core.occasions import Feature, Occasion
from market.core.hours import Hours
from market.core.previews import Answer
from market.core.questions import Question

_CLOCK = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")
_FIELDS = ("on", "date", "start", "end", "expected_people", *Feature)


def filings(asked: Mapping[str, object]) -> Answer:
    """{on, date, start, end, expected_people, food_fair, …} -> {filings[], warnings[]}.

    This will say what to file for an event on `date`, and what is late for who asks `on` that
    day. start and end are HH:MM; an end at or before the start is the next morning.
    """
    question = Question.of(asked).knows(*_FIELDS)
    on = question.day("on")
    occasion = _occasion(question)
    return {
        "filings": [_filing(need, on) for need in needed(occasion)],
        "warnings": [
            {"code": each.code, "zh": each.zh, "en": each.en, "source": each.source}
            for each in cautions(occasion)
        ],
    }


def _occasion(question: Question) -> Occasion:
    people = question.says("expected_people")
    return Occasion(
        day=question.day("date"),
        hours=Hours.between(_clock(question, "start"), _clock(question, "end")),
        people=question.number("expected_people", 0, 10_000_000) if people else None,
        features=frozenset(feature for feature in Feature if _flag(question, feature)),
    )


def _filing(need: Need, on: date) -> Answer:
    return {
        "code": need.code,
        "zh": need.zh,
        "authority": need.authority,
        "apply_by": need.apply_by.isoformat(),
        "decided_by": need.decided_by.isoformat() if need.decided_by else None,
        "late": need.late(on),
        "source": need.source,
        "confidence": need.confidence,
        "unit": need.unit,
        "materials": [{"zh": each.zh, "en": each.en} for each in materials(need.code)],
        "on_change": _on_change(need.code),
    }


def _on_change(code: str) -> Answer:
    """What a granted filing needs when the event changes afterwards."""
    anew = Remedy.REPORT_AGAIN if code == "FOOD_FAIR_REPORT" else Remedy.APPLY_AGAIN
    mass = code == "MASS_EVENT"
    return {
        "time": Remedy.APPROVAL if mass else anew,
        "place": anew,
        "content": anew,
        "more_people": anew if mass else None,
        "cancelled": Remedy.GIVE_BACK,
    }


def _clock(question: Question, name: str) -> time:
    match = _CLOCK.fullmatch(question.text(name))
    if match is None or (match[1] == "24" and match[2] != "00"):
        question.refuse("bad_time", name, "{field} must be a time of day such as 18:00.")
    return time(int(match[1]) % 24, int(match[2]))


def _flag(question: Question, name: str) -> bool:
    value = question.fields.get(name) or False
    if not isinstance(value, bool):
        question.refuse("bad_flag", name, "{field} must be true or false.")
    return value

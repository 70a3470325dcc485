"""`preview reminders`: what a due date would have said, run by run, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from market.core.policies import Stage, Unit
from market.core.previews import Answer
from market.core.questions import Question
from market.core.reminders import plan
from market.core.workdays import Calendar

KNOWN = (
    *("due_date", "expires", "stages", "marks", "runs", "concurrent_runs", "paid_on", "then"),
    *("holidays", "working_weekends"),
)
FAILS = "fails"


@dataclass
class _Told:
    """What came of the runs: keys in order, what was left unsaid, and how delivery went."""

    sent: list[Any] = field(default_factory=list)
    skipped: list[Any] = field(default_factory=list)
    attempts: int = 0
    waiting: set[str] = field(default_factory=set)


def reminders(asked: Mapping[str, Any]) -> Answer:
    """{due_date, stages[] | expires, marks[], runs[], paid_on?, then?} -> {sent[], skipped[]}.

    A stage has a key, days and perhaps a unit (day, working_day; holidays and working_weekends
    say which days are worked). `then` moves the date: from there on only the new one counts, and
    each key is told with its date. A run that "fails" is delivered by the next one; such a
    question, and one with concurrent_runs, also says delivered and attempts.
    """
    question = Question.of(asked).knows(*KNOWN)
    stages, names = _stages(question)
    calendar = Calendar(question.days("holidays"), question.days("working_weekends"))
    due_on = question.day("due_date") if question.says("due_date") else question.day("expires")
    paid_on = question.day_if_any("paid_on")
    told = _Told()
    _run(told, due_on, _runs(question), stages=stages, paid_on=paid_on, calendar=calendar)
    moved = question.part("then").knows("due_date", "runs") if question.says("then") else None
    if moved is None:
        answer: Answer = {
            "sent": [names[key] for key in told.sent],
            "skipped": [names[key] for key in told.skipped],
        }
    else:
        after, again = moved.day("due_date"), _Told()
        _run(again, after, _runs(moved), stages=stages, paid_on=paid_on, calendar=calendar)
        answer = {
            "sent": [f"{key}@{due_on}" for key in told.sent]
            + [f"{key}@{after}" for key in again.sent],
            "skipped": [f"{key}@{due_on}" for key in told.skipped]
            + [f"{key}@{after}" for key in again.skipped],
        }
    if question.says("concurrent_runs") or any(FAILS in words for _, words in _runs(question)):
        answer |= {"delivered": len(told.sent), "attempts": told.attempts}
    return answer


def _stages(question: Question) -> tuple[list[Stage], dict[str, Any]]:
    """The stages, and what each is called in the answer: a mark is its number."""
    if question.says("marks"):
        marks = question.fields["marks"]
        if not isinstance(marks, list) or not all(isinstance(mark, int) for mark in marks):
            question.refuse("bad_marks", "marks", "{field} must be a list of whole numbers.")
        return [Stage(str(mark), -mark) for mark in marks], {str(mark): mark for mark in marks}
    stages = [
        Stage(
            part.text("key"),
            part.number("days", -1000, 1000),
            part.word("unit", Unit) if part.says("unit") else Unit.DAY,
        )
        for part in question.parts("stages", most=50)
    ]
    return stages, {each.key: each.key for each in stages}


def _runs(question: Question) -> list[tuple[date, str]]:
    """Each run's day, and what is said of it: "2026-05-03 fails"."""
    name = "runs" if question.says("runs") else "concurrent_runs"
    given = question.fields.get(name)
    if not isinstance(given, list) or not all(isinstance(run, str) for run in given):
        question.refuse("bad_runs", name, "{field} must be a list of days.")
    parts = [run.partition(" ") for run in given]
    return [(Question({name: day}).day(name), words) for day, _, words in parts]


def _run(
    told: _Told,
    due_on: date,
    runs: list[tuple[date, str]],
    *,
    stages: list[Stage],
    paid_on: date | None,
    calendar: Calendar,
) -> None:
    planned: set[str] = set()
    for on, words in runs:
        if paid_on is not None and on >= paid_on:
            return
        choice = plan(due_on, stages, on, planned, calendar)
        told.skipped += [each.key for each in choice.skipped if each.key not in told.skipped]
        if choice.stage is not None:
            planned.add(choice.stage.key)
            told.waiting.add(choice.stage.key)
        for key in sorted(told.waiting):
            told.attempts += 1
            if FAILS not in words:
                told.sent.append(key)
                told.waiting.discard(key)

"""The cases of tests/cases/rent, by kind, for tests that must meet them exactly."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from market.core.periods import Period

CASES = json.loads((Path(__file__).parent / "cases" / "rent" / "cases.json").read_text("utf-8"))


def cases(kind: str) -> list[Any]:
    """(input, expected) of every case of a kind, named for its id. A kind without cases fails."""
    found = [case for case in CASES["cases"] if case["kind"] == kind]
    assert found, kind
    return [pytest.param(case["input"], case["expected"], id=case["id"]) for case in found]


def projected(answer: Any, expected: Any) -> Any:
    """The answer with only the fields that are expected, however deep; lists keep their length."""
    if isinstance(expected, dict):
        return {name: projected(answer[name], expected[name]) for name in expected}
    if isinstance(expected, list) and len(answer) == len(expected):
        return [projected(one, other) for one, other in zip(answer, expected, strict=True)]
    return answer


def through(first: str, last: str) -> Period:
    """A period from two ISO days, the last included."""
    return Period.through(date.fromisoformat(first), date.fromisoformat(last))


def month_day(text: str) -> tuple[int, int]:
    """ "04-01" as (4, 1)."""
    month, day = text.split("-")
    return int(month), int(day)

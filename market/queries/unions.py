"""Several questions of the same columns, asked at once."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_PARAMETER = re.compile(r"%\((\w+)\)s")

# a SELECT with named parameters, and what is given for them
Question = tuple[str, Mapping[str, Any]]


def union_all(questions: Iterable[Question]) -> tuple[str, dict[str, Any]]:
    """One statement for all of these, and what is given: every question keeps its parameters."""
    parts: list[str] = []
    given: dict[str, Any] = {}
    for number, (statement, mine) in enumerate(questions):
        parts.append("(" + _PARAMETER.sub(rf"%(\1_{number})s", statement) + ")")
        given |= {f"{name}_{number}": value for name, value in mine.items()}
    return "\nUNION ALL\n".join(parts), given

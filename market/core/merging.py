"""A list is brought in again: what of it is news, and what people have changed here meanwhile.

Three things are compared, field by field: what the list says now, what it said last time (of
which only a print is kept), and what stands here. A field that people changed stays as they
left it; a field that only the list changed follows the list.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from market.core.maps import Fault
from market.core.refusals import Conflict

Prints = Mapping[str, str]
PrintOf = Callable[[str, str], str]
PrintsOf = Callable[[str, str], Collection[str]]


@dataclass(frozen=True)
class Merge:
    """changes: what is to be written. kept: fields in which the list and the house differ, and
    the house stays as it is."""

    changes: Mapping[str, Any]
    kept: tuple[str, ...] = ()


def merged(
    told: Mapping[str, Any],
    here: Mapping[str, Any],
    before: Prints,
    *,
    prints_of: PrintsOf,
    overwrite: bool = False,
) -> Merge:
    """This will say which fields follow the list, and which stay.

    told: what the list says; None where it says nothing. before: prints of what it said last.
    prints_of: every print that a value of a field may have left. overwrite: the list wins.
    What is empty here and was never told before is filled in.
    """
    changes: dict[str, Any] = {}
    kept: list[str] = []
    for field, value in told.items():
        if value is None or canonical(value) == canonical(here[field]):
            continue
        if overwrite or _follows(field, value, here[field], before, prints_of):
            changes[field] = value
        elif before.get(field) not in prints_of(field, canonical(value)):
            kept.append(field)
    return Merge(changes, tuple(kept))


def _follows(field: str, value: Any, here: Any, before: Prints, prints_of: PrintsOf) -> bool:
    if field not in before:
        return canonical(here) == ""
    if before[field] in prints_of(field, canonical(value)):
        return False
    return before[field] in prints_of(field, canonical(here))


def prints(values: Mapping[str, Any], *, print_of: PrintOf) -> dict[str, str]:
    """The print of every field."""
    return {field: print_of(field, canonical(value)) for field, value in values.items()}


def canonical(value: Any) -> str:
    """A value as text, the same for equal values: 12.50 is 12.5, None and "" are nothing."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "\x1f".join(canonical(each) for each in value)
    return str(value)


def kept_fault(field: str, columns: Mapping[str, str]) -> Fault:
    """What is said of a field that was not taken over."""
    refusal = Conflict(
        "changed_here",
        "This was changed here and stays as it is. Correct it here, or bring the list in again "
        "with the list's word above ours.",
    )
    return Fault(columns.get(field, field), refusal.code, refusal.sentence)

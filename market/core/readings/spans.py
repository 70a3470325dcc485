"""Spans of days in one cell, and days until which a paper is good."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from market.core.readings.cells import words
from market.core.readings.days import Order, bare, day, day_in
from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell

_ALWAYS = frozenset(
    (
        "长期",
        "长期有效",
        "永久",
        "永久有效",
        "不定期",
        "无期限",
        "无固定期限",
        "PERMANENT",
        "NO EXPIRY",
    )
)
_BETWEEN = re.compile(r" *(?:起?至|起?到|~|—+|–|--+| - ) *")
_DASHED = re.compile(r"([0-9]{4}([./年])[^-]*)-([^-]+)")
_PARTS = re.compile(r"(?:([0-9]{4})[-/.])?(?:([0-9]{1,2})[-/.])?([0-9]{1,2})")


@dataclass(frozen=True)
class Days:
    """From the first day to the last, both included, as lists and contracts write them."""

    first: date
    last: date


@dataclass(frozen=True)
class Until:
    """The last day that a paper is good, or None for one that says it is good for ever (长期)."""

    last: date | None


def until(cell: Cell) -> Until:
    """This will give the day printed as a paper's last, or that it has none. Raises as day does."""
    return _until(cell, day)


def until_in(order: Order) -> Callable[[Cell], Until]:
    """A reader as until, for days whose year is written last in this order."""
    return lambda cell: _until(cell, day_in(order))


def days(cell: Cell) -> Days:
    """This will give a span such as 2026.3.1-2027.2.28 or 2026年2月15日至23日, or of one day.

    What the last day leaves out (its year, its month) it has from the first.
    Raises Invalid: what day raises, or ends_before_it_starts.
    """
    return _days(cell, day)


def days_in(order: Order) -> Callable[[Cell], Days]:
    """A reader as days, for days whose year is written last in this order."""
    return lambda cell: _days(cell, day_in(order))


def _days(cell: Cell, read: Callable[[Cell], date]) -> Days:
    if not isinstance(cell, str):
        only = read(cell)
        return Days(only, only)
    first, last = _parted(words(cell))
    start = read(first)
    end = read(_completed(last, start)) if last else start
    if end < start:
        raise Invalid(
            "ends_before_it_starts",
            "This ends before it begins on {start}. Check both days.",
            start=start.isoformat(),
        )
    return Days(start, end)


def _until(cell: Cell, read: Callable[[Cell], date]) -> Until:
    if isinstance(cell, str) and words(cell).upper() in _ALWAYS:
        return Until(None)
    return Until(read(cell))


def _parted(text: str) -> tuple[str, str]:
    """The two ends of a span; the second is empty where there is only one day."""
    ends = _BETWEEN.split(text)
    if len(ends) == 2:
        return ends[0], ends[1]
    dashed = _DASHED.fullmatch(text)
    return (dashed[1], dashed[3]) if dashed else (text, "")


def _completed(last: str, start: date) -> str:
    match = _PARTS.fullmatch(bare(last))
    if match is None:
        return last
    return f"{match[1] or start.year}-{match[2] or start.month}-{match[3]}"

"""How templates write money, days, states and what must be masked: `{% load market_words %}`.

An empty value is written as an empty string, so that a template need not ask first.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import get_language, gettext, pgettext

from market.core import wording
from market.core.money import fen
from market.core.tones import tone_of
from market.core.words import english as in_english

register = template.Library()


def _language() -> str:
    return get_language() or "zh-hans"


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as ¥1,733.33."""
    return "" if fen is None else wording.yuan(fen)


@register.filter
def as_yuan(text: str) -> str:
    """An amount as a paper of ours has it (-1733.33) as −¥1,733.33."""
    return wording.yuan(fen(text)) if text else ""


@register.filter
def day(on: date | None) -> str:
    """8月31日（周一）, or Mon 31 Aug."""
    return wording.day(on, _language()) if on else ""


@register.filter
def full_day(on: date | None) -> str:
    """2026年8月31日（周一）, or Mon 31 Aug 2026."""
    return wording.full_day(on, _language()) if on else ""


@register.filter
def weekday(on: date | None) -> str:
    """周一, or Mon."""
    return wording.weekday(on, _language()) if on else ""


@register.filter
def month(on: date | None) -> str:
    """2026年8月, or August 2026."""
    return wording.month(on, _language()) if on else ""


@register.filter
def span(period: Any) -> str:
    """A half-open period as 2026-03-01 至 2027-02-28（含）.

    It may have `start` and `end`, as in the core, or `lower` and `upper`, as from the database.
    """
    if not period:
        return ""
    start, end = _ends(period)
    return wording.span(start, end, _language())


@register.filter
def moment(at: datetime | None) -> str:
    """2026年8月31日 18:05 on the market's clock, or 31 Aug 2026, 18:05."""
    return wording.moment(at, _language()) if at else ""


@register.filter
def hours(minutes: Any) -> str:
    """Hours of the market day, with `start` and `end` in minutes, as 18:00–次日 01:00."""
    if not minutes:
        return ""
    return wording.hours(*_ends(minutes), _language())


@register.filter
def state_word(state: str, noun: str = "") -> str:
    """The word for a state: `{{ lease.state|state_word:"lease" }}`.

    The noun picks the translation where the same state is called differently ("closed").
    """
    english = in_english(state, noun)
    said = pgettext(noun, english) if noun else english
    return gettext(english) if said == english else said


@register.filter
def tone(state: str, noun: str = "") -> str:
    """Which of the plan's six looks a state has: free, let, soon, trouble, reserved, closed."""
    return tone_of(state, noun)


@register.filter
def masked(text: str | None) -> str:
    """138****5678, or the last four of a longer number, or the first sign of a name."""
    return wording.masked(str(text)) if text else ""


@register.filter
def go_letter(key: str) -> str:
    """The letter that, after g, goes to this part of the desk: its first, or d and n."""
    return {"papers": "d", "messages": "n"}.get(key, key[:1])


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to go through in a template."""
    return text.split()


@register.filter
def total_fen(lines: Iterable[Any]) -> int:
    """The sum of the lines' `amount_fen`, for the foot of a table."""
    return sum(_amount(line) for line in lines)


def _ends(period: Any) -> tuple[Any, Any]:
    if hasattr(period, "lower"):
        return period.lower, period.upper
    return period.start, period.end


def _amount(line: Any) -> int:
    return int(line["amount_fen"] if isinstance(line, dict) else line.amount_fen)

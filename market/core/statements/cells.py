"""Cells of statements: backquotes before values, signs, thousands, days with and without hours."""

import re
from datetime import datetime, time
from decimal import Decimal

from market.core.hours import SHANGHAI
from market.core.readings import day, money
from market.core.readings.cells import is_blank, shown, words
from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?$")
_CLOCK_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_RUN_TOGETHER = re.compile(r"([0-9]{8})[ T]?([0-9]{6})")
_MINUS = "-−－"
_STARRED = re.compile(r"[*＊xX]{2,}")


def plain(cell: Cell) -> Cell:
    """The cell without the backquote, tab or ="…" by which numbers are passed off as text."""
    if not isinstance(cell, str):
        return cell
    return cell.strip(" \t\r\n\ufeff").removeprefix("`").strip()


def text(cell: Cell, longest: int) -> str:
    """Text, cut to what there is room for; nothing where a word for nothing stands."""
    bare = plain(cell)
    return "" if is_blank(bare) else words(bare)[:longest]


def number(cell: Cell) -> str:
    """A reference or an account number without its spaces; a run of zeros is none.

    Raises Invalid("lost_digits") where Excel has eaten its end.
    """
    found = "".join(text(cell, 120).split())
    return "" if not found.strip("0") else found


def signed_fen(cell: Cell) -> int | None:
    """An amount in fen with its sign; None where nothing stands. (12.00) is below zero.

    Raises Invalid: what readings.money raises.
    """
    bare = plain(cell)
    if is_blank(bare):
        return None
    if isinstance(bare, Decimal):
        return money(abs(bare)) * (-1 if bare < 0 else 1)
    written = "".join(words(bare).split())
    below = written[:1] in _MINUS or written.startswith("(") or written[1:2] in tuple(_MINUS)
    return money(re.sub(r"[-−－+()]", "", written)) * (-1 if below else 1)


def moment(cell: Cell, hour: Cell = "") -> tuple[datetime, bool]:
    """The moment on the market's clock, and whether an hour was told. Raises what day() raises."""
    bare, clock = plain(cell), plain(hour)
    if isinstance(bare, datetime):
        return bare.replace(tzinfo=SHANGHAI), True
    if isinstance(bare, str) and (whole := _RUN_TOGETHER.fullmatch(bare)):
        bare, clock = whole[1], whole[2]
    on = day(bare)
    told = _told(clock) or _told(bare if isinstance(bare, str) else "")
    return datetime.combine(on, told or time(), tzinfo=SHANGHAI), told is not None


def is_masked(account: str) -> bool:
    """Whether stars stand in an account number: then it tells nobody apart."""
    return bool(_STARRED.search(account))


def _told(cell: Cell) -> time | None:
    if isinstance(cell, time):
        return cell
    if isinstance(cell, datetime):
        return cell.time()
    written = shown(cell).strip()
    match = _CLOCK.search(written) or _CLOCK_RUN.fullmatch(written)
    if match is None:
        return None
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError as fault:
        raise Invalid(
            "bad_hour", "{text} is not an hour of the day.", text=written, field="time"
        ) from fault

"""Days as operators write them: 2026-03-05, 2026年3月5日, 2026.3.5, 45721, 11/15/2022."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, TypeAlias

from market.core.readings.cells import shown, words
from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell

Order: TypeAlias = Literal["mdy", "dmy"]

_YEARS = range(1900, 2200)
_SERIALS = range(10_000, 100_000)
_NEVER_WAS = 60

_CLOCK = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?[AP]M)?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"[( ]*(周|星期)[一二三四五六日天]\)?$")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_RUN_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def day(cell: Cell) -> date:
    """This will give the day in a cell; the hour, if there is one, is dropped.

    Known are dates of a workbook, year-month-day with - / . or 年月日 between, eight digits, the
    serial numbers of Excel, and days with the year last as long as only one order gives a day.
    Raises Invalid: bad_date, no_such_day, ambiguous_date (03/04/2025: the column map can say
    the order) or far_off_date for a year before 1900 or after 2199.
    """
    return _read(cell, None)


def day_in(order: Order) -> Callable[[Cell], date]:
    """A reader of days that reads a year written last in this order, and in no other."""
    return lambda cell: _read(cell, order)


def from_serial(serial: int) -> date:
    """The day behind Excel's number for it: 1 is 1 January 1900, 45721 is 5 March 2025.

    Excel counts a 29 February 1900 that never was, as Lotus 1-2-3 did, so numbers above 60 are
    one higher than the days passed. Raises Invalid("bad_date") for 60 and for numbers below 1.
    """
    if serial < 1 or serial == _NEVER_WAS:
        raise _unreadable(str(serial))
    return date(1899, 12, 30 if serial > _NEVER_WAS else 31) + timedelta(days=serial)


def _read(cell: Cell, order: Order | None) -> date:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, bool | time):
        raise _unreadable(shown(cell))
    found = cell if isinstance(cell, date) else _from_text(cell, order)
    if found.year not in _YEARS:
        raise Invalid(
            "far_off_date", "The year of {text} cannot be right. Please check it.", text=shown(cell)
        )
    return found


def _from_text(cell: Cell, order: Order | None) -> date:
    # a number with a fraction is a day with an hour
    text = str(int(cell)) if isinstance(cell, Decimal) else bare(words(cell))
    if match := _YEAR_FIRST.fullmatch(text):
        return _built(cell, match[1], match[3], match[4])
    if match := _RUN_TOGETHER.fullmatch(text):
        return _built(cell, *match.groups())
    if text.isdecimal() and int(text) in _SERIALS:
        return from_serial(int(text))
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(cell, match[1], match[3], match[4], order)
    raise _unreadable(shown(cell))


def bare(text: str) -> str:
    """A day's text without hour and weekday, 年 and 月 as dashes, 日 gone."""
    spoken = _WEEKDAY.sub("", _CLOCK.sub("", text))
    return re.sub("[年月]", "-", re.sub("[日号]$", "", "".join(spoken.split())))


def _year_last(cell: Cell, first: str, second: str, year: str, order: Order | None) -> date:
    if order == "mdy" or (order is None and int(second) > 12):
        return _built(cell, year, first, second)
    if order == "dmy" or int(first) > 12 or first == second:
        return _built(cell, year, second, first)
    raise Invalid(
        "ambiguous_date",
        "{text} could be two days. Write it like 2026-03-05, or let the map say the order.",
        text=shown(cell),
    )


def _built(cell: Cell, year: str, month: str, day_: str) -> date:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError as fault:
        raise Invalid(
            "no_such_day", "There is no such day as {text}. Please check it.", text=shown(cell)
        ) from fault


def _unreadable(text: str) -> Invalid:
    return Invalid(
        "bad_date", "{text} is not a date we can read. Write it like 2026-03-05.", text=text
    )

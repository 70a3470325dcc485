"""Tables that leave the house as CSV, so that a spreadsheet opens them and runs nothing in them."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import StringIO
from typing import Any

from market.core.hours import SHANGHAI

# a spreadsheet takes these at the head of a cell for the beginning of a formula
_BEGINS_A_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# Excel reads UTF-8 only where a file says so
BYTE_ORDER_MARK = "\ufeff"


def csv_lines(heads: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The table line by line: UTF-8 with a byte order mark, CRLF, every cell written by cell()."""
    yield BYTE_ORDER_MARK + _line(heads)
    for row in rows:
        yield _line(row)


def cell(value: Any) -> str:
    """What a cell says: days ISO, moments on the market's clock, nothing for None.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; a number,
    also one below zero, stays a number.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return neutral(str(value))


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    if _NUMBER.fullmatch(text) or not _BEGINS_A_FORMULA.match(text):
        return text
    return f"'{text}"


def _line(values: Iterable[Any]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue()

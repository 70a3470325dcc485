"""Text tables: CSV with comma, semicolon or tab, records over several lines included."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from market.core.refusals import Invalid
from market.core.sheets.limits import require_room
from market.core.sheets.sheet import Grid

# in this order where two fit equally well
_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 50


def read_grid(text: str) -> tuple[Grid, str]:
    """This will give the records under the numbers of the lines they begin on, and the delimiter.

    The delimiter is the one that the first line names (sep=;), or else the one by which most of
    the first fifty records are equally wide.
    Raises Invalid: bad_csv for quotes that do not close, too_many_rows, too_many_columns or
    long_cell.
    """
    named = _named(text)
    delimiter = named or max(_DELIMITERS, key=lambda each: _fit(text, each))
    grid: Grid = {}
    for line, record in _records(text, delimiter):
        require_room(line, record, rows=len(grid))
        grid[line] = tuple(record)
    if named:
        del grid[1]
    return grid, delimiter


def _named(text: str) -> str:
    word, _, delimiter = text.partition("\n")[0].strip("\r ").lower().partition("sep=")
    return delimiter if not word and delimiter in _DELIMITERS else ""


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first records are equally wide, and how wide; one cell is no table."""
    sample = StringIO(text, newline="")
    try:
        records = islice(csv.reader(sample, delimiter=delimiter), _SAMPLE)
        widths = Counter(len(record) for record in records)
    except csv.Error:
        return 0, 0
    return max(((times, width) for width, times in widths.items() if width > 1), default=(0, 0))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as fault:
        raise Invalid(
            "bad_csv",
            "From line {line} on the cells cannot be told apart: a quote opens and does not "
            "close, or a cell is far too long.",
            line=line,
        ) from fault

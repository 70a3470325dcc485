"""Workbooks (.xlsx): the cells of one sheet as values, its merged ranges and hidden columns."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import isfinite
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from market.core.refusals import Invalid
from market.core.sheets.archives import inspect, unreadable
from market.core.sheets.limits import require_reach, require_room
from market.core.sheets.sheet import Cell, Grid, Unreckoned

# Excel reckons with 15 digits; what comes after them is the noise of binary fractions
_DIGITS = 15

_BROKEN = (
    *(BadZipFile, InvalidFileException, ParseError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError),
)


@dataclass(frozen=True)
class Merge:
    """A merged range: lines and columns from first to last, both included, columns from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Leaf:
    """One sheet of a workbook as it lies in the file, before any of it is taken for a header."""

    name: str
    grid: Grid
    merges: tuple[Merge, ...]
    hidden: frozenset[int]
    others: tuple[str, ...]


def read_leaf(data: bytes, name: str | None = None) -> Leaf:
    """This will give the sheet of that name, or the first visible one that holds anything.

    Formulas come as the values that were last reckoned, and as Unreckoned where there is none.
    Raises Invalid: bad_workbook, too_large_workbook, days_from_1904, sheet_missing,
    empty_table, too_many_rows, too_many_columns or long_cell.
    """
    contents = inspect(data)
    book = _loaded(data, values=True)
    if book.epoch == CALENDAR_MAC_1904:
        raise Invalid(
            "days_from_1904",
            "This workbook counts its days from 1904, as old Macs did. Save it again with "
            "days from 1900.",
        )
    filled = [sheet for sheet in book.worksheets if _can_be_read(sheet)]
    chosen = _chosen(filled, name)
    formulas = _formulas(data, chosen.title) if contents.formulas else {}
    return Leaf(
        name=chosen.title,
        grid=_grid(chosen, formulas),
        merges=tuple(_merges(chosen)),
        hidden=frozenset(_hidden(chosen)),
        others=tuple(sheet.title for sheet in filled if sheet is not chosen),
    )


def _loaded(data: bytes, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and filters that it will not keep; nothing is written back
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(data), data_only=values)
    except _BROKEN as fault:
        raise unreadable() from fault


def _can_be_read(sheet: Worksheet) -> bool:
    """Whether people see the sheet and anything stands in it."""
    if sheet.sheet_state != "visible":
        return False
    require_reach(sheet.title, sheet.max_row, sheet.max_column)
    return any(value is not None for values in _lines(sheet) for value in values)


def _lines(sheet: Worksheet) -> Iterator[tuple[object, ...]]:
    return sheet.iter_rows(min_row=1, min_col=1, values_only=True)


def _chosen(sheets: Sequence[Worksheet], name: str | None) -> Worksheet:
    for sheet in sheets:
        if name in (None, sheet.title):
            return sheet
    if name is None:
        raise Invalid("empty_table", "There is nothing in this file.")
    raise Invalid(
        "sheet_missing",
        "There is no sheet called {name}. There are: {found}.",
        name=name,
        found=", ".join(sheet.title for sheet in sheets),
    )


def _formulas(data: bytes, title: str) -> dict[tuple[int, int], str]:
    """What the cells of a sheet say where they do not hold a plain value, by line and place."""
    return {
        (line, at): str(value)
        for line, values in enumerate(_lines(_loaded(data, values=False)[title]), 1)
        for at, value in enumerate(values)
        if value is not None
    }


def _grid(sheet: Worksheet, formulas: dict[tuple[int, int], str]) -> Grid:
    grid: Grid = {}
    for line, values in enumerate(_lines(sheet), 1):
        row = [_cell(value, formulas.get((line, at))) for at, value in enumerate(values)]
        while row and row[-1] == "":
            row.pop()
        if row:
            require_room(line, row, rows=len(grid))
            grid[line] = tuple(row)
    return grid


def _cell(value: object, formula: str | None) -> Cell:
    """A value as core knows it. Nothing, where a formula stands, is a result still to come."""
    if value is None:
        return Unreckoned(formula) if formula else ""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, bool | date | time):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float) and isfinite(value):
        return Decimal(f"{value:.{_DIGITS}g}")
    return str(value)


def _merges(sheet: Worksheet) -> Iterator[Merge]:
    for each in sheet.merged_cells.ranges:
        yield Merge(each.min_row, each.max_row, each.min_col - 1, each.max_col - 1)


def _hidden(sheet: Worksheet) -> Iterator[int]:
    """Columns from 0. One entry may stand for a run of columns."""
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            yield from range((dimension.min or 1) - 1, min(dimension.max or 0, sheet.max_column))

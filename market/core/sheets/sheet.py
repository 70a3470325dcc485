"""A table as it was read from a file: named columns, and rows that know their line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True)
class Unreckoned:
    """A cell with a formula whose result is not in the file: nothing has reckoned it yet."""

    formula: str


Cell: TypeAlias = str | Decimal | bool | date | datetime | time | Unreckoned
Grid: TypeAlias = dict[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class Row:
    """One line below the header.

    line: its number in the file, from 1, as the spreadsheet or a text editor shows it.
    cells: one for each column of the sheet; "" where nothing stands.
    merged: which of them are part of a cell merged over several lines.
    spare: what stands beyond the last column, in files where that means a slipped comma.
    """

    line: int
    cells: tuple[Cell, ...]
    merged: frozenset[int] = frozenset()
    spare: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The columns as the header names them, the rows without empty ones, and how it was read.

    name: the sheet of a workbook, "" for a text file. others: sheets with content, left unread.
    encoding, delimiter: of a text file, "" for a workbook. above: what stands over the header.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str = ""
    others: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    above: tuple[tuple[Cell, ...], ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

"""How large a table may be. Each limit is far above a market's own and far below a machine's."""

from collections.abc import Sequence

from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell

MOST_BYTES = 20 * 2**20
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_REACH = 3_000_000
LONGEST_CELL = 10_000


def require_size(size: int) -> None:
    """This will refuse a file of more than 20 MB. Raises Invalid("too_many_bytes")."""
    if size > MOST_BYTES:
        raise Invalid(
            "too_many_bytes",
            "This file has {size} MB; at most {most} MB can be read. Split it in parts.",
            size=-(-size // 2**20),
            most=MOST_BYTES // 2**20,
        )


def require_reach(name: str, lines: int, columns: int) -> None:
    """This will refuse a sheet with a cell so far out that the way there is mostly empty.

    Raises Invalid("too_far_out").
    """
    if lines * columns > MOST_REACH:
        raise Invalid(
            "too_far_out",
            "Sheet {name} reaches down to line {lines} and across to column {columns}. Delete "
            "the empty lines and columns beyond the table.",
            name=name,
            lines=lines,
            columns=columns,
        )


def require_room(line: int, cells: Sequence[Cell], *, rows: int) -> None:
    """This will refuse one row too many, or a row that is too wide or has too long a cell.

    rows: how many were taken before it. Raises Invalid: too_many_rows, too_many_columns,
    long_cell.
    """
    if rows >= MOST_ROWS:
        raise Invalid(
            "too_many_rows",
            "This table has more than {most} lines. Split it in parts.",
            most=MOST_ROWS,
        )
    if len(cells) > MOST_COLUMNS:
        raise Invalid(
            "too_many_columns",
            "Line {line} has {count} cells; at most {most} can be read.",
            line=line,
            count=len(cells),
            most=MOST_COLUMNS,
        )
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        raise Invalid(
            "long_cell",
            "A cell on line {line} has more than {most} characters.",
            line=line,
            most=LONGEST_CELL,
        )

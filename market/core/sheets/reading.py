"""From the bytes of a file to a sheet: which kind of file, where its header, what its rows."""

from collections.abc import Collection, Iterator
from typing import TypeAlias

from market.core.refusals import Invalid
from market.core.sheets.csvs import read_grid
from market.core.sheets.encodings import decode
from market.core.sheets.headers import Header, find_header
from market.core.sheets.limits import require_size
from market.core.sheets.sheet import Cell, Grid, Row, Sheet
from market.core.sheets.workbooks import Merge, read_leaf

# by line, then by column
_Filled: TypeAlias = dict[int, dict[int, Cell]]

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NO_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml", b"mime-version")


def read_sheet(
    data: bytes,
    *,
    known: Collection[str] = (),
    encoding: str | None = None,
    sheet: str | None = None,
) -> Sheet:
    """This will read a table from a CSV file or an .xlsx workbook, told apart by their bytes.

    known: the keys of column names that mark the header's line (see headers.keys).
    encoding: of a text file, where it is known; sheet: of a workbook, where it is not the first.
    Merged cells of the body are filled down, and said to be merged; hidden and unnamed columns
    and empty rows are left out.
    Raises Invalid: what the readers of each kind raise, old_workbook, web_page, not_a_table or
    empty_table.
    """
    require_size(len(data))
    _require_table(data)
    if data.startswith(_ZIP):
        return _from_workbook(data, known, sheet)
    text, read_as = decode(data, encoding)
    grid, delimiter = read_grid(text)
    header = find_header(grid, (), known)
    rows = tuple(_rows(grid, header, {}))
    above = _above(grid, header)
    return Sheet(_names(header), rows, encoding=read_as, delimiter=delimiter, above=above)


def _from_workbook(data: bytes, known: Collection[str], name: str | None) -> Sheet:
    leaf = read_leaf(data, name)
    header = find_header(leaf.grid, leaf.merges, known)
    shown = tuple(column for column in header.columns if column[0] not in leaf.hidden)
    header = Header(header.first, header.last, shown)

    # beside a table in a workbook people jot things down; in a text file it is a slipped comma
    grid = {line: cells[: _width(header)] for line, cells in leaf.grid.items()}
    rows = tuple(_rows(grid, header, _filled_down(grid, header.last, leaf.merges)))
    above = _above(leaf.grid, header)
    return Sheet(_names(header), rows, name=leaf.name, others=leaf.others, above=above)


def _above(grid: Grid, header: Header) -> tuple[tuple[Cell, ...], ...]:
    """The lines over the header: a title, whose account it is, from when to when."""
    return tuple(grid[line] for line in sorted(grid) if line < header.first)


def _names(header: Header) -> tuple[str, ...]:
    return tuple(name for _, name in header.columns)


def _width(header: Header) -> int:
    return max((at for at, _ in header.columns), default=-1) + 1


def _rows(grid: Grid, header: Header, filled: _Filled) -> Iterator[Row]:
    places = [at for at, _ in header.columns]
    for line in sorted(grid):
        cells = grid[line]
        own = {at: cells[at] for at in places if at < len(cells) and not _empty(cells[at])}
        spare = tuple(cell for cell in cells[_width(header) :] if not _empty(cell))
        if line > header.last and (own or spare):
            shared = filled.get(line, {})
            full = own | shared
            merged = frozenset(place for place, at in enumerate(places) if at in shared)
            yield Row(line, tuple(full.get(at, "") for at in places), merged, spare)


def _filled_down(grid: Grid, last: int, merges: tuple[Merge, ...]) -> _Filled:
    """The values of cells that are merged over several lines below the header."""
    filled: _Filled = {}
    for merge in merges:
        top = grid.get(merge.top, ())
        if merge.top <= last or merge.top == merge.bottom or merge.left >= len(top):
            continue
        for line in range(merge.top, min(merge.bottom, max(grid)) + 1):
            filled.setdefault(line, {})[merge.left] = top[merge.left]
    return filled


def _empty(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _require_table(data: bytes) -> None:
    if data.startswith(_OLD_OFFICE):
        raise Invalid(
            "old_workbook",
            "This is an old workbook (.xls) or has a password. Open it and save it as .xlsx "
            "without a password.",
        )
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB_PAGE):
        raise Invalid(
            "web_page",
            "This is a web page that calls itself a spreadsheet. Open it in Excel or WPS and "
            "save it as .xlsx.",
        )
    if data.startswith(_NO_TABLE):
        raise Invalid("not_a_table", "This is not a table. Send a CSV file or an .xlsx workbook.")

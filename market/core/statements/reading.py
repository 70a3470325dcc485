"""From the bytes of a statement to its movements, every line of the file answered for."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from market.core.maps import Fault, MappedRow
from market.core.movements import Direction, Movement
from market.core.readings import is_blank, shown
from market.core.refusals import Invalid
from market.core.sheets.reading import read_sheet
from market.core.sheets.sheet import Cell, Row, Sheet
from market.core.statements.balances import imbalances
from market.core.statements.cells import moment, number, plain, signed_fen, text
from market.core.statements.layouts import Layout, recognise
from market.core.statements.preambles import Preamble, preamble

_NOT_ROWS = re.compile(
    r"[#\-=—*]{1}|(本页|本日|当日|累计)?(合计|总计|小计)|共[0-9 ]+笔|承前页|过次页|期初余额|期末余额"
)
_NAME, _MEMO, _CHANNEL = 60, 200, 30


@dataclass(frozen=True)
class Reading:
    """A statement that was read: by which layout, what it says of itself, and every line.

    rows: each line of the file with its movement, its faults, or why it is none. layout is None
    where nobody knows it yet: then only the sheet is there.
    """

    sheet: Sheet
    layout: Layout | None
    says: Preamble
    rows: tuple[MappedRow[Movement], ...]
    imbalances: tuple[tuple[int, Fault], ...]

    @property
    def movements(self) -> list[tuple[int, Movement]]:
        return [(row.line, row.value) for row in self.rows if row.value is not None]

    @property
    def faults(self) -> list[tuple[int, Fault]]:
        return [(row.line, fault) for row in self.rows for fault in row.faults]


def read_statement(
    data: bytes, layouts: Collection[Layout], *, layout: Layout | None = None
) -> Reading:
    """This will read a statement by the layout given, or by the one that its heads tell.

    Raises Invalid: what read_sheet raises of the file. What is wrong with single lines is said
    in the rows, with the column.
    """
    known = frozenset(chain.from_iterable(each.heads for each in (*layouts, *_given(layout))))
    sheet = read_sheet(data, known=known)
    found = layout or recognise(sheet.columns, layouts)
    above = [_line_text(cells) for cells in sheet.above]
    if found is None:
        return Reading(sheet, None, preamble(above), (), ())
    rows = _Rows(sheet, found).all()
    below = [_line_text(row.cells + row.spare) for row in sheet.rows[-12:]]
    says = preamble([*above, *below])
    lines = [(row.line, row.value) for row in rows if row.value is not None]
    unsound = imbalances(lines, opening_fen=says.opening_fen, closing_fen=says.closing_fen)
    return Reading(sheet, found, says, tuple(rows), unsound)


class _Rows:
    """The lines of one sheet, read by one layout."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.sheet, self.layout = sheet, layout
        self.at = {name: layout.places(sheet.columns, name) for name in layout.columns}

    def all(self) -> list[MappedRow[Movement]]:
        rows, over = [], False
        for row in self.sheet.rows:
            over = over or _begins(row, self.layout.ends)
            rows.append(MappedRow(row.line, skipped=_below(row)) if over else self._read(row))
        return rows

    def _read(self, row: Row) -> MappedRow[Movement]:
        if _is_no_row(row):
            return MappedRow(row.line, skipped=_below(row))
        if row.spare:
            return MappedRow(row.line, faults=(_slipped(len(self.sheet.columns)),))
        try:
            movement = self._movement(row)
        except _AtColumn as fault:
            return MappedRow(row.line, faults=(fault.told,))
        if movement is None:
            return MappedRow(row.line, skipped=_nothing_moved())
        return MappedRow(row.line, movement)

    def _movement(self, row: Row) -> Movement | None:
        booked_at, timed = self._at("booked_at", row, lambda: moment(*self._when(row)))
        direction, amount_fen = self._money(row)
        if amount_fen == 0:
            return None
        return Movement(
            booked_at=booked_at,
            timed=timed,
            direction=direction,
            amount_fen=amount_fen,
            balance_fen=self._at("balance", row, lambda: signed_fen(self._cell("balance", row))),
            name=self._at("name", row, lambda: text(self._cell("name", row), _NAME)),
            account=self._number("account", row),
            memo=self._memo(row),
            reference=self._reference(row, direction),
            channel=self._at("channel", row, lambda: text(self._cell("channel", row), _CHANNEL)),
        )

    def _when(self, row: Row) -> tuple[Cell, Cell]:
        day, hour = self.at["booked_at"], self.at.get("time", ())
        return self._cell("booked_at", row), (self._cell("time", row) if hour != day else "")

    def _money(self, row: Row) -> tuple[Direction, int]:
        """Where it went, and how much. One column with a sign, one with a word, or two columns."""
        if "money_in" in self.at:
            came = self._fen("money_in", row) or 0
            went = self._fen("money_out", row) or 0
            # some write what went out with a sign, some without
            net_fen = came - abs(went)
            return (Direction.IN if net_fen > 0 else Direction.OUT), abs(net_fen)
        amount_fen = self._fen("amount", row)
        if amount_fen is None:
            raise _AtColumn(self._column("amount"), Invalid("no_amount", "The amount is missing."))
        if not self.at.get("direction"):
            return (Direction.IN if amount_fen > 0 else Direction.OUT), abs(amount_fen)
        return self._direction(row, amount_fen), abs(amount_fen)

    def _direction(self, row: Row, amount_fen: int) -> Direction:
        word = shown(plain(row.cells[self.at["direction"][0]])).strip()
        standing = text(self._cell("standing", row), _NAME) if "standing" in self.at else ""
        found = self.layout.directions.get(word)
        if found is None:
            refusal = Invalid(
                "unknown_direction",
                "{text} says neither that money came in nor that it went out.",
                text=word,
            )
            raise _AtColumn(self._column("direction"), refusal)
        if any(standing.startswith(each) for each in self.layout.undone):
            return Direction.NEITHER
        direction = Direction(found)
        if amount_fen < 0 and direction is Direction.IN:
            return Direction.OUT
        return direction

    def _memo(self, row: Row) -> str:
        parts = (text(row.cells[at], _MEMO) for at in self.at.get("memo", ()))
        return " · ".join(dict.fromkeys(part for part in parts if part))[:_MEMO]

    def _reference(self, row: Row, direction: Direction) -> str:
        back = self._number("refund_reference", row)
        if direction is Direction.OUT and back:
            return back
        return self._number("reference", row)

    def _number(self, name: str, row: Row) -> str:
        private = name == "account"
        found: str = self._at(name, row, lambda: number(self._cell(name, row)), private=private)
        return found

    def _fen(self, name: str, row: Row) -> int | None:
        found: int | None = self._at(name, row, lambda: signed_fen(self._cell(name, row)))
        return found

    def _cell(self, name: str, row: Row) -> Cell:
        """The first of a field's columns in which anything stands."""
        cells = [row.cells[at] for at in self.at.get(name, ())]
        return next((cell for cell in cells if not is_blank(plain(cell))), "")

    def _column(self, name: str) -> str:
        places = self.at.get(name, ())
        return self.sheet.columns[places[0]] if places else ""

    def _at(self, name: str, row: Row, read: Any, *, private: bool = False) -> Any:
        try:
            return read()
        except Invalid as refusal:
            raise _AtColumn(self._column(name), refusal, private=private) from refusal


class _AtColumn(Exception):
    """A refusal with the column that it is about."""

    def __init__(self, column: str, refusal: Invalid, *, private: bool = False) -> None:
        super().__init__(refusal.code)
        self.told = Fault.of(refusal, column, private=private)


def _is_no_row(row: Row) -> bool:
    first = next((shown(plain(cell)) for cell in row.cells if not is_blank(plain(cell))), "")
    return bool(_NOT_ROWS.match(first)) or not first


def _begins(row: Row, ends: Sequence[str]) -> bool:
    first = next((shown(plain(cell)) for cell in row.cells if not is_blank(plain(cell))), "")
    return any(first.startswith(end) for end in ends)


def _below(row: Row) -> Fault:
    words = "This line sums up or explains: {text}."
    return Fault("", "no_movement", words, _quoted(row))


def _quoted(row: Row) -> dict[str, str]:
    return {"text": next((shown(plain(cell)) for cell in row.cells if not is_blank(cell)), "")}


def _nothing_moved() -> Fault:
    words = "No money moved with this line."
    return Fault("", "nothing_moved", words)


def _slipped(count: int) -> Fault:
    words = (
        "This line has more than the {count} cells of the header: a comma or a quote has slipped."
    )
    return Fault("", "too_many_cells", words, {"count": count})


def _line_text(cells: Sequence[Cell]) -> str:
    return "  ".join(shown_all for cell in cells if (shown_all := str(cell).strip()))


def _given(layout: Layout | None) -> tuple[Layout, ...]:
    return (layout,) if layout else ()

"""Lines that are no rows: sums, headings between the rows, and what the map leaves out."""

from collections.abc import Sequence
from typing import Any

from market.core.maps.kinds import Kind
from market.core.maps.links import Plan, folded
from market.core.maps.outcomes import Fault
from market.core.readings import is_blank, shown
from market.core.sheets.sheet import Row

_SUMS = frozenset(
    ("合计", "总计", "小计", "共计", "累计", "total", "subtotal", "grandtotal", "sum")
)
_NARROWEST = 3


def passed_over(row: Row, columns: Sequence[str], kind: Kind[Any], plan: Plan) -> Fault | None:
    """Why this line is not taken for a row, or None when it is."""
    return _sum(row) or _heading(row, kind, plan) or _left_out(row, columns, plan)


def _sum(row: Row) -> Fault | None:
    first = next((shown(cell) for cell in row.cells if not is_blank(cell)), "")
    if folded(first).rstrip(":：") not in _SUMS:
        return None
    return Fault("", "sum_line", "This is a line of sums: {text}.", {"text": first})


def _heading(row: Row, kind: Kind[Any], plan: Plan) -> Fault | None:
    """One cell alone, where a row would need another: 水产区 over the pitches of that row."""
    filled = [place for place, cell in enumerate(row.cells) if not is_blank(cell)]
    if len(filled) != 1 or row.spare or len(row.cells) < _NARROWEST:
        return None
    needed = {each.name for each in kind.fields if each.required} - plan.constants.keys()
    told = {link.field.name for link in plan.links if link.place in filled}
    if kind.alone and needed <= told:
        return None
    text = shown(row.cells[filled[0]])
    return Fault("", "heading_line", "This is a heading and not a row: {text}.", {"text": text})


def _left_out(row: Row, columns: Sequence[str], plan: Plan) -> Fault | None:
    for place, words in plan.skips.items():
        if folded(shown(row.cells[place])) in words:
            return Fault(
                columns[place],
                "left_out",
                "The map leaves out lines with {text} here.",
                {"text": shown(row.cells[place])},
            )
    return None

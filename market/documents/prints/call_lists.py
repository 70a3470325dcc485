"""What goes by hand, on paper: the list of people to phone, and the slips for doors and stalls.

Both are drawn from what is due at the moment and kept nowhere: they hold phone numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from market.core.prints import Block, Facts, Grid, Print, Words


@dataclass(frozen=True)
class Line:
    """One reader and what is to be said."""

    name: str
    phone: str
    pitches: str
    title: str
    body: str
    market: str


def call_list(lines: Sequence[Line], *, on: str, market: str) -> Print:
    """A table with room for what was said."""
    rows = tuple(
        (str(place), f"{line.name} {line.pitches}".strip(), line.phone or "—", line.body, "")
        for place, line in enumerate(lines, 1)
    )
    head = ("序", "商户", "电话", "要说的话", "结果（接通／未接／约时间）")
    return Print(
        "电话名单",
        (
            Facts((("日期", on), ("人数", str(len({line.phone or line.name for line in lines}))))),
            Grid(head, rows, widths=(5, 20, 17, 38, 20)),
        ),
        place=market,
    )


def slips(lines: Sequence[Line], *, on: str, market: str) -> Print:
    """One strip after the other, to be cut along the lines and put on the stall."""
    blocks: list[Block] = []
    for line in lines:
        blocks += [
            Words(f"{line.name}　{line.pitches}".rstrip("　"), strong=True),
            Words(line.title, strong=True),
            Words(f"{line.body}　（{line.market or market}，{on}）"),
            Words(
                "✂ － － － － － － － － － － － － － － － － － － － － － － － － － －"
            ),
        ]
    return Print("通知条", tuple(blocks), place=market)

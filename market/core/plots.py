"""What stands where on the ground of a market: the plan's input, and the orders it is read in.

All lengths are centimetres on the ground, x to the right and y downwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from re import split

from market.core.lettering import Box
from market.core.refusals import Invalid


class PlanState(StrEnum):
    """How a pitch looks on the plan on one day, in the order of the legend."""

    FREE = "free"
    LET = "let"
    SOON = "soon"
    TROUBLE = "trouble"
    RESERVED = "reserved"
    CLOSED = "closed"


URGENCY = (
    PlanState.TROUBLE,
    PlanState.SOON,
    PlanState.FREE,
    PlanState.RESERVED,
    PlanState.LET,
    PlanState.CLOSED,
)


@dataclass(frozen=True)
class PlanPitch:
    """A pitch as its operator drew it, with what is to be said of it on the chosen day.

    `label` is read after the state, as in "A-12 鲜肉 已出租 至 2027-02-28"; `url` is where
    the pitch leads.
    """

    code: str
    x: int
    y: int
    width: int
    height: int
    state: PlanState
    kind: str = "stall"
    trade: str = ""
    label: str = ""
    url: str = ""

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.width, self.height)


@dataclass(frozen=True)
class PlanArea:
    """A named rectangle: a zone that holds pitches, or an obstacle such as a pillar or a door."""

    name: str
    x: int
    y: int
    width: int
    height: int

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.width, self.height)


def in_rows(pitches: Iterable[PlanPitch]) -> list[list[PlanPitch]]:
    """The pitches row by row from the top, each row from the left.

    A pitch stands in the row whose first pitch its middle is level with.
    """
    rows: list[list[PlanPitch]] = []
    for pitch in sorted(pitches, key=lambda each: (each.y, each.x, _natural(each.code))):
        if rows and pitch.box.middle_y < rows[-1][0].box.bottom:
            rows[-1].append(pitch)
        else:
            rows.append([pitch])
    return [sorted(row, key=lambda each: (each.x, each.y, _natural(each.code))) for row in rows]


def sorted_pitches(pitches: Iterable[PlanPitch], by: str) -> list[PlanPitch]:
    """The pitches for the table beside the plan, by "code", "trade" or "state", "-" for reversed.

    By state means by what needs someone first. Equal ones stay in the order of their codes.
    Raises Invalid("bad_sort") for another word.
    """
    keys = {
        "code": lambda pitch: _natural(pitch.code),
        "trade": lambda pitch: pitch.trade,
        "state": lambda pitch: URGENCY.index(pitch.state),
    }
    word = by.removeprefix("-")
    if word not in keys:
        raise Invalid("bad_sort", "A plan cannot be sorted by {by}.", by=by, field="sort")
    ordered = sorted(pitches, key=lambda pitch: _natural(pitch.code))
    return sorted(ordered, key=keys[word], reverse=by.startswith("-"))


def _natural(code: str) -> list[str | int]:
    """A key that puts A-2 before A-12: words and numbers by turns."""
    return [int(part) if part.isdecimal() else part for part in split(r"([0-9]+)", code)]

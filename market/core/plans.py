"""The floor plan of a market, from the rectangles its operator keeps to what is drawn.

All lengths are centimetres on the ground, x to the right and y downwards. The drawing is in
the same centimetres, so it is to scale; only `Plan.touch_width` speaks of pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import split
from statistics import median

from market.core.lettering import Box, Lettering, fit_code, fit_name, place_label
from market.core.refusals import Invalid

TOUCH = 44
READABLE = 12
DESK_WIDTH = 1160
DESK_READABLE = 7
SCALE_METRES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


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

    `label` is read after the state, as in "A-12 鲜肉 已出租 至 2027-02-28"; `url` is where it leads.
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


@dataclass(frozen=True)
class DrawnPitch:
    """A pitch with its lettering. `trade` is None where the words would not fit."""

    pitch: PlanPitch
    row: int
    corner: int
    code: Lettering
    trade: Lettering | None


@dataclass(frozen=True)
class DrawnZone:
    """A zone, its name, and its pitches row by row, each row from left to right.

    `zone` and `name` are None for the pitches that lie in no zone.
    """

    zone: PlanArea | None
    name: Lettering | None
    pitches: tuple[DrawnPitch, ...]


@dataclass(frozen=True)
class DrawnObstacle:
    """A pillar, a door, a flight of stairs. `name` is None where it would not fit."""

    obstacle: PlanArea
    name: Lettering | None


@dataclass(frozen=True)
class ScaleBar:
    """A line of a round number of metres in the lower left corner."""

    metres: int
    x: int
    y: int
    length: int
    size: int


@dataclass(frozen=True)
class Plan:
    """Everything a template needs to draw the market, and nothing it would have to reckon.

    frame: the part of the ground that is shown. touch_width: the width in pixels at which an
    ordinary pitch is as big as a fingertip and its code can be read. crowded: too many pitches
    to read at the width of a desk, so that the plan starts enlarged there too.
    """

    frame: Box
    zones: tuple[DrawnZone, ...]
    obstacles: tuple[DrawnObstacle, ...]
    counts: tuple[tuple[PlanState, int], ...]
    scale: ScaleBar
    touch_width: int
    crowded: bool

    @property
    def view_box(self) -> str:
        return f"{self.frame.x} {self.frame.y} {self.frame.width} {self.frame.height}"

    @property
    def touch_height(self) -> int:
        return round(self.touch_width * self.frame.height / self.frame.width)

    @property
    def pitches(self) -> tuple[PlanPitch, ...]:
        """All pitches in reading order: zone by zone, row by row, left to right."""
        return tuple(drawn.pitch for zone in self.zones for drawn in zone.pitches)


def lay_out(
    pitches: Iterable[PlanPitch],
    zones: Sequence[PlanArea] = (),
    obstacles: Sequence[PlanArea] = (),
) -> Plan:
    """Lay out the plan of a market. This will always draw the same input in the same way.

    A pitch belongs to the first zone that its middle lies in. Raises Invalid("empty_plan")
    where there is nothing at all to draw.
    """
    everything = list(pitches)
    boxes = [thing.box for thing in (*everything, *zones, *obstacles)]
    if not boxes:
        raise Invalid("empty_plan", "There is nothing on this plan yet.")

    drawn = _draw(everything, zones, Box.around(boxes).width)
    codes = [each.code.size for zone in drawn for each in zone.pitches]
    frame, scale = _frame(drawn, boxes)
    pixels = _pixels_per_cm(everything, codes)
    return Plan(
        frame=frame,
        zones=drawn,
        obstacles=tuple(DrawnObstacle(each, fit_name(each.name, each.box)) for each in obstacles),
        counts=tuple(
            (state, sum(pitch.state is state for pitch in everything)) for state in PlanState
        ),
        scale=scale,
        touch_width=round(frame.width * pixels),
        crowded=bool(codes) and median(codes) * DESK_WIDTH / frame.width < DESK_READABLE,
    )


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


def _draw(pitches: list[PlanPitch], zones: Sequence[PlanArea], width: int) -> tuple[DrawnZone, ...]:
    taken = [pitch.box for pitch in pitches] + [zone.box for zone in zones]
    size = max(width // 75, 60)
    homes: dict[int | None, list[PlanPitch]] = {index: [] for index in range(len(zones))}
    for pitch in pitches:
        homes.setdefault(_home(pitch, zones), []).append(pitch)
    return tuple(
        DrawnZone(
            zone=None if index is None else zones[index],
            name=None if index is None else _zone_name(zones[index], size, taken),
            pitches=_draw_rows(inside),
        )
        for index, inside in homes.items()
    )


def _home(pitch: PlanPitch, zones: Sequence[PlanArea]) -> int | None:
    found = (index for index, zone in enumerate(zones) if zone.box.holds_middle_of(pitch.box))
    return next(found, None)


def _zone_name(zone: PlanArea, size: int, taken: list[Box]) -> Lettering:
    return place_label(zone.name, zone.box, size, [box for box in taken if box != zone.box])


def _draw_rows(pitches: list[PlanPitch]) -> tuple[DrawnPitch, ...]:
    longest = max((pitch.code for pitch in pitches), key=len, default="")
    return tuple(
        _draw_pitch(pitch, row, longest)
        for row, line in enumerate(in_rows(pitches), 1)
        for pitch in line
    )


def _draw_pitch(pitch: PlanPitch, row: int, longest: str) -> DrawnPitch:
    code, trade = fit_code(pitch.code, pitch.trade, pitch.box, as_long_as=longest)
    corner = pitch.box.short_side // 6 if pitch.kind == "night" else 0
    return DrawnPitch(pitch=pitch, row=row, corner=corner, code=code, trade=trade)


def _frame(zones: tuple[DrawnZone, ...], boxes: list[Box]) -> tuple[Box, ScaleBar]:
    named = [zone.name.box for zone in zones if zone.name]
    ground = Box.around([*boxes, *named])
    size = max(ground.width // 90, 50)
    metres = max((m for m in SCALE_METRES if m * 600 <= ground.width), default=SCALE_METRES[0])
    scale = ScaleBar(metres, ground.x, ground.bottom + 2 * size, metres * 100, size)
    return Box(
        ground.x - size, ground.y - size, ground.width + 2 * size, ground.height + 4 * size
    ), scale


def _pixels_per_cm(pitches: list[PlanPitch], codes: list[int]) -> float:
    if not pitches:
        return 0.1
    return max(TOUCH / median(pitch.box.short_side for pitch in pitches), READABLE / median(codes))

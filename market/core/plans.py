"""The floor plan of a market, from the rectangles its operator keeps to what is drawn.

The drawing is in the centimetres of the ground, so it is to scale; only `Plan.touch_width`
speaks of pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from market.core.lettering import Box, Lettering, ems, fit_code, fit_name, place_label
from market.core.plots import PlanArea, PlanPitch, PlanState, in_rows
from market.core.refusals import Invalid

TOUCH = 44
READABLE = 12
DESK_WIDTH = 1160
DESK_READABLE = 8
STALL_SIDE = 220
NAME_SIZE = 60
SCALE_METRES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


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
    """A line of a round number of metres in the lower left corner, its words to its right."""

    metres: int
    x: int
    y: int
    size: int

    @property
    def length(self) -> int:
        return self.metres * 100

    @property
    def half(self) -> int:
        return self.length // 2

    @property
    def tick(self) -> int:
        return self.size // 4

    @property
    def words_x(self) -> int:
        return self.x + self.length + self.size // 2

    @property
    def words_y(self) -> int:
        return self.y + self.size // 2


@dataclass(frozen=True)
class Plan:
    """Everything a template needs to draw the market, and nothing it would have to reckon.

    frame: the part of the ground that is shown. touch_width: the width in pixels at which an
    ordinary pitch is as big as a fingertip and its code can be read. crowded: too many pitches
    to read at the width of a desk, so that the plan starts enlarged there too. grain: how much
    larger than on a stall of 2.2 m the patterns of the states are to be drawn.
    """

    frame: Box
    zones: tuple[DrawnZone, ...]
    obstacles: tuple[DrawnObstacle, ...]
    counts: tuple[tuple[PlanState, int], ...]
    scale: ScaleBar
    grain: float
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
        return tuple(drawn.pitch for drawn in self._drawn())

    def find(self, url: str) -> DrawnPitch | None:
        """The pitch that leads to this address, which unlike its code no other pitch has."""
        return next((drawn for drawn in self._drawn() if drawn.pitch.url == url), None)

    def _drawn(self) -> Iterator[DrawnPitch]:
        return (drawn for zone in self.zones for drawn in zone.pitches)


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
    boxes = [pitch.box for pitch in everything] + [area.box for area in (*zones, *obstacles)]
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
            (state, sum(pitch.state == state for pitch in everything)) for state in PlanState
        ),
        scale=scale,
        grain=round(_ordinary_side(everything) / STALL_SIDE, 2),
        touch_width=ceil(frame.width * pixels),
        crowded=bool(codes) and median(codes) * DESK_WIDTH / frame.width < DESK_READABLE,
    )


def _draw(pitches: list[PlanPitch], zones: Sequence[PlanArea], width: int) -> tuple[DrawnZone, ...]:
    homes: dict[int | None, list[PlanPitch]] = {index: [] for index in range(len(zones))}
    for pitch in pitches:
        homes.setdefault(_home(pitch, zones), []).append(pitch)
    rows = {index: _draw_rows(inside) for index, inside in homes.items()}

    codes = [each.code.size for row in rows.values() for each in row] or [NAME_SIZE]
    size = int(min(max(width / 75, NAME_SIZE), 1.6 * median(codes)))
    taken = [pitch.box for pitch in pitches] + [zone.box for zone in zones]
    return tuple(
        DrawnZone(
            zone=None if index is None else zones[index],
            name=None if index is None else _zone_name(zones[index], size, taken),
            pitches=row,
        )
        for index, row in rows.items()
    )


def _home(pitch: PlanPitch, zones: Sequence[PlanArea]) -> int | None:
    found = (index for index, zone in enumerate(zones) if zone.box.holds_middle_of(pitch.box))
    return next(found, None)


def _zone_name(zone: PlanArea, size: int, taken: list[Box]) -> Lettering:
    return place_label(zone.name, zone.box, size, [box for box in taken if box != zone.box])


def _draw_rows(pitches: list[PlanPitch]) -> tuple[DrawnPitch, ...]:
    widest = max((pitch.code for pitch in pitches), key=ems, default="")
    return tuple(
        _draw_pitch(pitch, row, widest)
        for row, line in enumerate(in_rows(pitches), 1)
        for pitch in line
    )


def _draw_pitch(pitch: PlanPitch, row: int, widest: str) -> DrawnPitch:
    code, trade = fit_code(pitch.code, pitch.trade, pitch.box, as_long_as=widest)
    corner = pitch.box.short_side // 6 if pitch.kind == "night" else 0
    return DrawnPitch(pitch=pitch, row=row, corner=corner, code=code, trade=trade)


def _frame(zones: tuple[DrawnZone, ...], boxes: list[Box]) -> tuple[Box, ScaleBar]:
    named = [zone.name.box for zone in zones if zone.name]
    ground = Box.around([*boxes, *named])
    size = max(ground.width // 90, 50)
    metres = max((m for m in SCALE_METRES if m * 600 <= ground.width), default=SCALE_METRES[0])
    scale = ScaleBar(metres, ground.x, ground.bottom + 2 * size, size)
    return Box(
        ground.x - size, ground.y - size, ground.width + 2 * size, ground.height + 4 * size
    ), scale


def _ordinary_side(pitches: list[PlanPitch]) -> float:
    """The shorter side of a middling pitch."""
    return median(pitch.box.short_side for pitch in pitches) if pitches else STALL_SIDE


def _pixels_per_cm(pitches: list[PlanPitch], codes: list[int]) -> float:
    return max(TOUCH / _ordinary_side(pitches), READABLE / median(codes or [READABLE * 10]))

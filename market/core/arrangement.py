"""Where pitches lie that nobody has drawn yet: in rows by their codes, zone under zone.

All lengths are centimetres on the plan, x to the right and y downwards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import sqrt

from market.core.lettering import Box

MARGIN = 150
AISLE = 250
BETWEEN_ZONES = 600
LONGEST_ROW = 6000
SIDE = 300
NARROWEST, WIDEST = 100, 3000

_LAST_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")


@dataclass(frozen=True)
class Undrawn:
    """A pitch without a place. row: as the list names it, or "" where its code must tell.

    order: what it is sorted by within its row.
    """

    code: str
    row: str = ""
    order: tuple[int, str] = (0, "")
    width: int = SIDE
    height: int = SIDE


@dataclass(frozen=True)
class Ground:
    """A zone: its box (without size where it is new), what is drawn in it, what is not yet."""

    box: Box
    drawn: tuple[Box, ...] = ()
    undrawn: tuple[Undrawn, ...] = ()


@dataclass(frozen=True)
class Arrangement:
    """boxes: the place of each pitch that had none, by code; zone: the zone's box, grown to fit.

    moved: by how much everything that was drawn in the zone goes down.
    """

    boxes: Mapping[str, Box]
    zone: Box
    moved: int = 0


def side_of(area_m2: float | None) -> int:
    """The side of a square pitch of so many m², in whole steps of 10 cm; 3 m where nobody knows."""
    if not area_m2:
        return SIDE
    return min(max(round(sqrt(area_m2) * 10) * 10, NARROWEST), WIDEST)


def row_of(code: str) -> str:
    """The row that a code speaks of: what stands before its last number. A-12 is in row A."""
    found = _LAST_NUMBER.search(code)
    return code[: found.start()].rstrip("-－_ .") if found else code


def arranged(grounds: Mapping[str, Ground]) -> dict[str, Arrangement]:
    """This will place what is not drawn, row under row below what is, and let the zones grow.

    What is drawn stays where it is, except that zones below one that grew make room for it. A
    new zone goes below all others. grounds: by any name, in the order of the zones.
    """
    made = {name: _filled(ground) for name, ground in grounds.items()}
    standing = [name for name, ground in grounds.items() if _has_size(ground.box)]
    placed = _made_room({name: made[name] for name in standing}, grounds)

    bottom = max((each.zone.bottom for each in placed.values()), default=None)
    for name, ground in grounds.items():
        if name in placed:
            continue
        top = made[name]
        if not ground.drawn and bottom is not None:
            top = _shifted(top, bottom + BETWEEN_ZONES)
        placed[name] = top
        bottom = max(top.zone.bottom, bottom or 0)
    return {name: placed[name] for name in grounds}


def _filled(ground: Ground) -> Arrangement:
    """The zone with everything in it, where it lies now."""
    corner = ground.box
    if not _has_size(corner) and ground.drawn:
        corner = _with_margin(Box.around(ground.drawn))
    top = max((box.bottom for box in ground.drawn), default=corner.y + MARGIN - AISLE) + AISLE
    room = max(corner.width - 2 * MARGIN, 0) or LONGEST_ROW
    boxes = dict(_rows(ground.undrawn, corner.x + MARGIN, top, room))
    reach = [_with_margin(Box.around(list(boxes.values())))] if boxes else []
    inside = [*([corner] if _has_size(corner) else []), *ground.drawn, *reach]
    return Arrangement(boxes, Box.around(inside) if inside else corner)


def _rows(pitches: Sequence[Undrawn], left: int, top: int, room: int) -> Iterator[tuple[str, Box]]:
    by_row = sorted(pitches, key=lambda each: (_row_key(each), each.order, each.code))
    for _, group in groupby(by_row, key=_row_key):
        for line in _lines(group, room):
            x = left
            for pitch in line:
                yield pitch.code, Box(x, top, pitch.width, pitch.height)
                x += pitch.width
            top += max(pitch.height for pitch in line) + AISLE


def _row_key(pitch: Undrawn) -> str:
    return pitch.row or row_of(pitch.code)


def _lines(row: Iterable[Undrawn], room: int) -> Iterator[list[Undrawn]]:
    """A row that is longer than the room goes on in the next line."""
    line: list[Undrawn] = []
    for pitch in row:
        if line and sum(each.width for each in line) + pitch.width > room:
            yield line
            line = []
        line.append(pitch)
    yield line


def _made_room(
    made: Mapping[str, Arrangement], before: Mapping[str, Ground]
) -> dict[str, Arrangement]:
    """From the top down: a zone that a grown one above now covers goes down, with all it holds."""
    placed: dict[str, Arrangement] = {}
    for name in sorted(made, key=lambda each: (before[each].box.y, before[each].box.x)):
        now, was = made[name], before[name].box
        over = [
            other.zone.bottom + _gap(before[above].box, was)
            for above, other in placed.items()
            if other.zone.meets(now.zone) and not before[above].box.meets(was)
        ]
        top = max(over, default=now.zone.y)
        moved = replace(_shifted(now, top), moved=top - now.zone.y)
        placed[name] = moved
    return placed


def _gap(above: Box, below: Box) -> int:
    """The way between two zones as they were."""
    return max(below.y - above.bottom, 0) or BETWEEN_ZONES


def _shifted(one: Arrangement, top: int) -> Arrangement:
    down = top - one.zone.y
    boxes = {code: replace(box, y=box.y + down) for code, box in one.boxes.items()}
    return replace(one, boxes=boxes, zone=replace(one.zone, y=top))


def _with_margin(box: Box) -> Box:
    return Box(box.x - MARGIN, box.y - MARGIN, box.width + 2 * MARGIN, box.height + 2 * MARGIN)


def _has_size(box: Box) -> bool:
    return box.width > 0 and box.height > 0

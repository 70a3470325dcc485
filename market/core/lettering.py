"""Boxes, and how large words can be written in them. Lengths are whole centimetres."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

CODE_AT_MOST = 110
TRADE_AT_MOST = 70
NAME_AT_LEAST = 24
FILLED = 0.8
LINE = 1.15
RISE = 0.36


@dataclass(frozen=True)
class Box:
    """A rectangle with its upper left corner at x, y."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def around(cls, boxes: Sequence["Box"]) -> "Box":
        """The smallest box that holds all of these."""
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        return cls(left, top, right - left, bottom - top)

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle_x(self) -> int:
        return self.x + self.width // 2

    @property
    def middle_y(self) -> int:
        return self.y + self.height // 2

    @property
    def short_side(self) -> int:
        return max(min(self.width, self.height), 1)

    def meets(self, other: "Box") -> bool:
        """Whether the two share any ground; touching edges share none."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds_middle_of(self, other: "Box") -> bool:
        return self.x <= other.middle_x < self.right and self.y <= other.middle_y < self.bottom


@dataclass(frozen=True)
class Lettering:
    """Words on the plan. x is their middle (a zone's name: their left end), y their baseline.

    turned: written upwards, a quarter turn about x, y.
    """

    text: str
    x: int
    y: int
    size: int
    turned: bool = False

    @property
    def box(self) -> Box:
        """The ground that a name written from its left end covers."""
        return Box(
            self.x, self.y - self.size, round(ems(self.text) * self.size), round(LINE * self.size)
        )


def ems(text: str) -> float:
    """The width of words in units of their own size, on the safe side."""
    return sum(_ems_of(sign) for sign in text) or 1


def fit_code(
    code: str, trade: str, box: Box, *, as_long_as: str
) -> tuple[Lettering, Lettering | None]:
    """A pitch's code as large as its box allows, and its trade below it where there is room.

    `as_long_as` is the widest code of the zone, so that A-2 and A-12 are written alike.
    """
    upright = _size(as_long_as, box.width, box.height)
    upwards = _size(as_long_as, box.height, box.width)
    if upwards > 1.25 * upright:
        x = box.middle_x + round(RISE * upwards)
        return Lettering(code, x, box.middle_y, upwards, turned=True), None

    below = _below(trade, box, upright)
    lift = round(below * LINE / 2)
    baseline = box.middle_y + round(RISE * upright) - lift
    written = Lettering(code, box.middle_x, baseline, upright)
    if not below:
        return written, None
    return written, Lettering(trade, box.middle_x, baseline + round(below * LINE), below)


def fit_name(text: str, box: Box) -> Lettering | None:
    """Words in the middle of a box, or None where they could not be read."""
    size = min(_size(text, box.width, box.height), TRADE_AT_MOST)
    if not text or size < NAME_AT_LEAST:
        return None
    return Lettering(text, box.middle_x, box.middle_y + round(RISE * size), size)


def place_label(text: str, box: Box, size: int, taken: Iterable[Box]) -> Lettering:
    """A zone's name above its upper left corner, or below, or inside: where nothing stands yet."""
    gap = size // 3
    places = [
        Lettering(text, box.x, box.y - gap, size),
        Lettering(text, box.x, box.bottom + size + gap // 2, size),
        Lettering(text, box.x + gap, box.y + size, size),
    ]
    obstacles = list(taken)
    free = (at for at in places if not any(at.box.meets(each) for each in obstacles))
    return next(chain(free, places))


def _ems_of(sign: str) -> float:
    if ord(sign) > 0x2E7F:
        return 1.0
    return 0.42 if sign in " -.,il1" else 0.64


def _size(text: str, along: int, across: int) -> int:
    return max(int(min(FILLED * along / ems(text), 0.6 * across, CODE_AT_MOST)), 1)


def _below(trade: str, box: Box, code: int) -> int:
    """The size for a trade under a code of this size, 0 where there is no room for it."""
    if not trade:
        return 0
    size = int(min(FILLED * box.width / ems(trade), 0.72 * code, TRADE_AT_MOST))
    fits = size >= 0.5 * code and code + LINE * size <= 0.9 * box.height
    return size if fits else 0

"""A season on one drawing: how many came each night, in what weather, and what was taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, FOOT, SIDE = 720, 220, 34, 44
TALL = HEIGHT - FOOT - 16
# the fewest who must have told their takings before an average says nothing about one of them
FEWEST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Night:
    """What one session came to; off: the state in which it was not held.

    people None where nobody counted; takings in fen, told by so many."""

    session: int
    day: date
    off: str
    people: int | None
    weather: str = ""
    celsius: int | None = None
    stalls: int = 0
    came: int = 0
    checked: bool = False
    takings_fen: int = 0
    told: int = 0

    @property
    def average_fen(self) -> int | None:
        """What a stall took on average; None where too few have told."""
        return self.takings_fen // self.told if self.told >= FEWEST_TOLD else None

    @property
    def missed(self) -> int:
        """Who had a pitch and was not there; nobody where nobody checked in at all."""
        return self.stalls - self.came if self.checked else 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One night drawn: a bar of the height of its crowd, standing on the foot line."""

    night: Night
    x: float
    y: float
    width: float
    height: float
    middle: float
    labelled: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across, at a round number of people."""

    y: float
    people: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The bars, the lines across, and the points of the average takings as a polyline."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    line: str
    dots: tuple[tuple[float, float, Night], ...]
    most_fen: int
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = HEIGHT - FOOT


def drawing(nights: Sequence[Night]) -> Drawing:
    """Lay the nights out from left to right, the tallest crowd a little below the upper edge."""
    most = max((night.people or 0 for night in nights), default=0)
    top = _round_up(most)
    step = (WIDTH - 2 * SIDE) / max(len(nights), 1)
    width = min(step * 0.7, 36)
    every = max(1, -(-len(nights) // 12))
    bars = tuple(
        _bar(night, SIDE + step * (number + 0.5), width, top=top, labelled=number % every == 0)
        for number, night in enumerate(nights)
    )
    ticks = tuple(
        Tick(round(HEIGHT - FOOT - TALL * part / 4, 1), top * part // 4) for part in range(1, 5)
    )
    most_fen = max((night.average_fen or 0 for night in nights), default=0)
    dots = tuple(
        (bar.middle, round(HEIGHT - FOOT - TALL * bar.night.average_fen / most_fen, 1), bar.night)
        for bar in bars
        if bar.night.average_fen and most_fen
    )
    line = " ".join(f"{x},{y}" for x, y, _ in dots)
    return Drawing(bars, ticks if top else (), line, dots, most_fen)


def _bar(night: Night, middle: float, width: float, *, top: int, labelled: bool) -> Bar:
    height = TALL * (night.people or 0) / top if top else 0.0
    foot = HEIGHT - FOOT
    return Bar(
        night,
        round(middle - width / 2, 1),
        round(foot - height, 1),
        round(width, 1),
        round(height, 1),
        round(middle, 1),
        labelled,
    )


def _round_up(most: int) -> int:
    """The next number above that divides well by four."""
    if most <= 0:
        return 0
    unit = 4
    while unit * 25 < most:
        unit *= 10
    steps = -(-most // unit)
    return steps * unit

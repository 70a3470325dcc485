"""What runs out in the next weeks, as a picture: figures for bars, drawn by whoever shows them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
MARKS = (30, 60, 90)
WIDTH, HEIGHT, FOOT, TOP = 780, 190, 34, 22


@dataclass(frozen=True)
class Bar:
    """A week: how many papers run out in it, and how many of them are being renewed."""

    first: date
    last: date
    count: int
    applied: int
    x: float
    width: float
    height: float
    applied_height: float

    @property
    def top(self) -> float:
        return HEIGHT - FOOT - self.height

    @property
    def applied_top(self) -> float:
        return HEIGHT - FOOT - self.applied_height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def label_top(self) -> float:
        return self.top - 6


@dataclass(frozen=True)
class Mark:
    """A line after so many days, and how many papers run out until then."""

    days: int
    count: int
    x: float


@dataclass(frozen=True)
class Picture:
    """Thirteen weeks of bars with the marks at 30, 60 and 90 days."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def ground(self) -> int:
        return HEIGHT - FOOT

    @property
    def foot(self) -> int:
        return HEIGHT - FOOT + 20


def picture(expiries: Iterable[tuple[date, bool]], *, on: date) -> Picture:
    """The bars of the weeks from a day on. expiries: last days, and whether renewal is applied for."""
    days = [((day - on).days, applied, many) for (day, applied), many in Counter(expiries).items()]
    weeks = -(-MARKS[-1] // WEEK)
    counts = [[0, 0] for _ in range(weeks)]
    for left, applied, many in days:
        if 0 <= left < weeks * WEEK:
            counts[left // WEEK][0] += many
            counts[left // WEEK][1] += many * applied
    most = max((count for count, _ in counts), default=0) or 1
    each, tall = WIDTH / weeks, HEIGHT - FOOT - TOP
    bars = tuple(
        Bar(
            first=on + timedelta(days=place * WEEK),
            last=on + timedelta(days=place * WEEK + WEEK - 1),
            count=count,
            applied=applied,
            x=round(place * each + 5, 1),
            width=round(each - 10, 1),
            height=round(tall * count / most, 1),
            applied_height=round(tall * applied / most, 1),
        )
        for place, (count, applied) in enumerate(counts)
    )
    marks = tuple(
        Mark(
            mark,
            sum(many for left, _, many in days if 0 <= left <= mark),
            round(WIDTH * mark / (weeks * WEEK), 1),
        )
        for mark in MARKS
    )
    return Picture(bars, marks)

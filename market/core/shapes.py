"""Neighbouring pitches as one, and one as several: rectangles, and their areas."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from market.core.lettering import Box
from market.core.money import split
from market.core.refusals import Invalid


def union(boxes: Sequence[Box]) -> Box:
    """The rectangle that these make together.

    Raises Invalid("not_neighbours") where they leave a gap, overlap, or make another figure.
    """
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    whole = Box(x, y, right - x, bottom - y)
    if sum(box.width * box.height for box in boxes) != whole.width * whole.height:
        raise Invalid(
            "not_neighbours",
            "These pitches do not make one rectangle. Choose neighbours of the same depth.",
            field="pitches",
        )
    return whole


def touching(one: Box, other: Box) -> bool:
    """Whether two rectangles have a stretch of their edges in common."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return (across == 0 and down > 0) or (down == 0 and across > 0)


def parts(box: Box, count: int) -> tuple[Box, ...]:
    """The rectangle in so many parts, side by side along its longer side; the odd cm comes first."""
    across = box.width >= box.height
    lengths = split(box.width if across else box.height, [Fraction(1)] * count)
    found, at = [], 0
    for length in lengths:
        found.append(
            Box(box.x + at, box.y, length, box.height)
            if across
            else Box(box.x, box.y + at, box.width, length)
        )
        at += length
    return tuple(found)


def areas(whole: Decimal | None, count: int) -> tuple[Decimal | None, ...]:
    """An area in equal parts to the hundredth of a m²; together they are the whole."""
    if whole is None:
        return (None,) * count
    return tuple(Decimal(part) / 100 for part in split(int(whole * 100), [Fraction(1)] * count))

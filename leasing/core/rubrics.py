"""Points by a rubric: 0 to 5 for each criterion, each with its weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from market.core.refusals import Invalid

MOST_POINTS = 5
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Marked:
    """The points of one criterion, and how much it counts."""

    points: int
    weight: int


@dataclass(frozen=True)
class Opinion:
    """What several reviewers think: how many they are, their mean, and how far they lie apart."""

    reviews: int
    mean: Decimal
    spread: Decimal


def score(marks: Iterable[Marked]) -> Decimal:
    """The weighted mean of the points, 0.00 to 5.00, rounded once, half up.

    Raises Invalid for points beyond the scale, and where nothing that counts was marked.
    """
    marked = list(marks)
    if any(not 0 <= mark.points <= MOST_POINTS for mark in marked):
        raise Invalid("bad_points", "Give each criterion 0 to {most} points.", most=MOST_POINTS)
    weights = sum(mark.weight for mark in marked)
    if weights <= 0:
        raise Invalid("no_criteria", "There is nothing to mark yet. Add a criterion first.")
    return _rounded(Fraction(sum(mark.points * mark.weight for mark in marked), weights))


def opinion(scores: Iterable[Decimal]) -> Opinion | None:
    """The scores of several reviewers together; nothing where nobody has reviewed."""
    all_scores = list(scores)
    if not all_scores:
        return None
    mean = _rounded(Fraction(sum(map(Fraction, all_scores), Fraction(0))) / len(all_scores))
    return Opinion(len(all_scores), mean, max(all_scores) - min(all_scores))


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_CENT, rounding=ROUND_HALF_UP)

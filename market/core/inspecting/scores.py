"""What a visit is worth: a hundred points, less what each finding takes off."""

from collections.abc import Iterable
from dataclasses import dataclass

FULL = 100
# from so many points on, this grade; one grave finding is the last grade whatever the points
GRADES = ((90, "A"), (75, "B"), (60, "C"))
FAILED = "D"


@dataclass(frozen=True, slots=True)
class Fault:
    """What one finding takes off. grave: it alone fails the visit, such as food past its day."""

    points: int
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    points: int
    grade: str


def score(faults: Iterable[Fault]) -> Score:
    """The points and the grade of a visit; never below nothing."""
    found = list(faults)
    points = max(FULL - sum(fault.points for fault in found), 0)
    if any(fault.grave for fault in found):
        return Score(points, FAILED)
    return Score(points, next((grade for least, grade in GRADES if points >= least), FAILED))

"""Why a part of a market is closed, and how much of a lease's rent that takes off."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class ClosureReason(StrEnum):
    WORKS = "works"
    POWER = "power"
    WATER = "water"
    TYPHOON = "typhoon"
    EPIDEMIC = "epidemic"
    FESTIVAL = "festival"
    OTHER = "other"


def share_of(
    percent: Decimal, closed: Sequence[Decimal | None], all_of_them: Sequence[Decimal | None]
) -> Decimal:
    """The rebate of a lease, in percent, of whose pitches only some are closed.

    closed and all_of_them: the areas in m². They weigh by area where every pitch has one on
    file, and each alike otherwise.
    """
    if len(closed) == len(all_of_them):
        return percent
    known = [area for area in all_of_them if area]
    if len(known) == len(all_of_them):
        part = sum((area or Decimal(0) for area in closed), Decimal(0)) / sum(known, Decimal(0))
    else:
        part = Decimal(len(closed)) / len(all_of_them)
    return (percent * part).quantize(Decimal("0.0001"), ROUND_HALF_UP)


# what a bill and a message say of it, where nobody wrote anything else
REASONS = {
    ClosureReason.WORKS: "施工",
    ClosureReason.POWER: "停电",
    ClosureReason.WATER: "停水",
    ClosureReason.TYPHOON: "台风",
    ClosureReason.EPIDEMIC: "疫情防控",
    ClosureReason.FESTIVAL: "活动",
    ClosureReason.OTHER: "停业",
}

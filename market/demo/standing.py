"""Who stands where: which pitches are let to whom, and which are to be had."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from market.demo.places import APPROVED_DAYS, OUT_OF_USE
from market.demo.rows import Spot, spots

# free on the day of the demo
FREE = {
    *("A-06", "C-03", "C-07", "C-12", "D-09", "E-05", "E-14", "F-03", "G-05", "H-11", "K-06"),
    *("箱-04", "箱-16", "箱-28", "箱-35", "B-09"),
}
# the vendor of this stall has the next one too
TOGETHER = {
    *("A-02", "A-08", "A-11", "B-01", "B-04", "B-10", "B-12", "C-01", "C-04", "C-08", "C-13"),
    *("D-02", "D-04", "D-06", "D-10", "D-12", "E-02", "E-06", "E-08", "E-10", "E-12"),
    *("F-01", "F-05", "F-07", "F-09", "F-11", "F-13", "G-02", "G-07", "G-09", "G-11", "G-13"),
    *("H-01", "H-03", "H-07", "H-09"),
}
# let for every evening; the rest of the street is given out night by night
EVENINGS = {
    *("夜-01", "夜-02", "夜-06", "夜-07", "夜-12", "夜-13"),
    *("夜-24", "夜-25", "夜-30", "夜-36", "夜-42", "夜-48"),
}
FORMER = 12
PARTS = {"stall": "hall", "container": "container", "night": "street"}


@dataclass(frozen=True)
class Stand:
    """The pitches of one vendor, by their codes. key: of the vendor, such as hall/017."""

    key: str
    kind: str
    trade: str
    codes: tuple[str, ...]


def stands() -> Iterator[Stand]:
    """Every vendor who has pitches of their own, in the order of the rows."""
    numbers = dict.fromkeys(PARTS.values(), 0)
    together = {spot.code: after for spot, after in pairwise(spots()) if spot.code in TOGETHER}
    joined = {after.code for after in together.values()}
    for spot in spots():
        if not _is_let(spot) or spot.code in joined:
            continue
        part = PARTS[spot.row.kind]
        numbers[part] += 1
        more = (together[spot.code].code,) if spot.code in together else ()
        codes = (spot.code, *more)
        yield Stand(f"{part}/{numbers[part]:03}", spot.row.kind, spot.trade, codes)


def vacated() -> Iterator[Stand]:
    """The pitches that are free today, each with the vendor who had it before: former/001…"""
    free = (spot for spot in spots() if spot.code in FREE)
    for number, spot in enumerate(islice(free, FORMER), 1):
        yield Stand(f"former/{number:03}", spot.row.kind, spot.trade, (spot.code,))


def _is_let(spot: Spot) -> bool:
    if spot.row.kind == "night":
        return spot.code in EVENINGS
    no_longer = APPROVED_DAYS.get(spot.code, 1) < 0
    return not (no_longer or spot.code in FREE or spot.code in OUT_OF_USE)

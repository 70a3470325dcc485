"""Every tenancy of the demo: who has which pitches, from when until when, on what terms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from random import Random

from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.demo.habits import UNPAID
from market.core.hours import EVERY_DAY, SHANGHAI, Hours
from market.core.periods import ONE_DAY, months_after
from market.demo.chance import dice
from market.demo.standing import Stand, stands, vacated
from market.models import Pitch

EVENING = Hours.between(time(17), time(1))
WEDNESDAY_TO_SUNDAY = (3, 4, 5, 6, 7)

# how many days their year has left; below zero, how long ago it ended and they stayed
DAYS_LEFT = {
    **{"hall/001": 44, "hall/008": 5, "hall/016": 12, "hall/023": 17, "hall/031": 26},
    **{"hall/040": 29, "hall/045": 33, "hall/050": 38, "hall/055": 41, "hall/062": 52},
    **{"container/004": 21, "container/015": 47, "street/005": 36},
    **{"hall/011": -6, "hall/047": -19, "container/010": -38},
}
# of those, who has signed for another year
RENEWED = {"hall/016", "hall/040", "hall/055"}
# months until they begin, or agreed without an end
TO_BEGIN = {"hall/033": 1, "container/026": 1}
WITHOUT_END = {"hall/019", "hall/058"}
# who left before the end of the year, and why; the others left when it was over
LEFT_EARLY = (
    "回老家照顾老人",
    "改到县城开店",
    "生意不好，不做了",
    "身体原因",
    "换到了沿街门市",
    "合伙人散伙",
    "随军搬家",
    "转做线上",
)


@dataclass(frozen=True)
class Tenancy:
    """One lease of the story. signed: the day on which it was signed.

    last_day and why: of one that has ended, early or not.
    """

    key: str
    codes: tuple[str, ...]
    terms: LeaseDraft
    signed: date
    last_day: date | None = None
    why: str = ""

    @property
    def signed_at(self) -> datetime:
        return datetime.combine(self.signed, time(10, 20), tzinfo=SHANGHAI)

    @property
    def ended_at(self) -> datetime | None:
        if self.last_day is None:
            return None
        return datetime.combine(self.last_day, time(16, 40), tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Ground:
    """The pitches by their codes, and the day as of which the story is told."""

    pitches: dict[str, Pitch]
    on: date

    @property
    def this_month(self) -> date:
        return self.on.replace(day=1)

    def of(self, stand: Stand) -> list[Pitch]:
        return [self.pitches[code] for code in stand.codes]


def tenancies(ground: Ground) -> Iterator[Tenancy]:
    """All of them: who has left first, then the present ones, some of whom go on after that."""
    for place, stand in enumerate(vacated()):
        yield _former(stand, place, ground)
    for stand in stands():
        first, last = _term(stand, ground)
        yield _signed(stand, ground, first, last)
        if stand.key in RENEWED and last is not None:
            yield _next_year(stand, ground, last + ONE_DAY)


def _former(stand: Stand, place: int, ground: Ground) -> Tenancy:
    """Somebody who was here until some months ago."""
    early = place < len(LEFT_EARLY)
    first = months_after(ground.this_month, -13 - (0 if early else place % 3))
    last = _a_year_from(first)
    tenancy = _signed(stand, ground, first, last)
    if not early:
        return replace(tenancy, last_day=last, why="合同到期，不再续租")
    left = months_after(ground.on, -1 - place % 6) - place * ONE_DAY
    return replace(tenancy, last_day=min(left, last), why=LEFT_EARLY[place])


def _signed(stand: Stand, ground: Ground, first: date, last: date | None) -> Tenancy:
    """Some days before it begins, and not after yesterday."""
    throw = dice(f"terms {stand.key}")
    signed = min(first - throw.randint(3, 12) * ONE_DAY, ground.on - ONE_DAY)
    terms = _terms(stand, first, last, throw, ground.of(stand))
    return Tenancy(stand.key, stand.codes, terms, signed)


def _next_year(stand: Stand, ground: Ground, first: date) -> Tenancy:
    """Another year on the same pitches; the deposit stays where it is."""
    tenancy = _signed(stand, ground, first, _a_year_from(first))
    return replace(tenancy, terms=replace(tenancy.terms, deposit_fen=0))


def _term(stand: Stand, ground: Ground) -> tuple[date, date | None]:
    """From when until when: a year as a rule, never past a container's approval."""
    throw = dice(f"term {stand.key}")
    if stand.key in DAYS_LEFT:
        last = ground.on + DAYS_LEFT[stand.key] * ONE_DAY
        return months_after(last + ONE_DAY, -12), last
    if stand.key in WITHOUT_END:
        return months_after(ground.this_month, -12), None
    if stand.key in TO_BEGIN:
        first = months_after(ground.this_month, TO_BEGIN[stand.key])
        return first, _a_year_from(first)
    if stand.kind == "stall" and throw.random() < 0.4:
        first = months_after(ground.this_month, -12)
        return first, months_after(first, 24) - ONE_DAY
    first = months_after(ground.this_month, -throw.choice((8, 8, 8, 7, 7, 6, 6, 5, 4, 3, 2, 1)))
    approved = (pitch.structure_approval_until for pitch in ground.of(stand))
    return first, min([_a_year_from(first), *(until for until in approved if until is not None)])


def _a_year_from(first: date) -> date:
    """The last day of a year that begins on a day."""
    return months_after(first, 12) - ONE_DAY


def _terms(
    stand: Stand, first: date, last: date | None, throw: Random, pitches: list[Pitch]
) -> LeaseDraft:
    """Rent around the guide rent, with the fee for cleaning; for containers, for management too."""
    guide_fen = sum(pitch.guide_rent_fen or 0 for pitch in pitches)
    rent_fen = round(guide_fen * throw.uniform(0.94, 1.06) / 5000) * 5000
    lines = [DraftLine("rent", rent_fen), DraftLine("sanitation", 6000 * len(pitches))]
    if stand.kind == "container":
        lines.append(DraftLine("management", 15000))
    months = throw.choice((1, 1, 1, 1, 1, 3, 3, 6, 12))
    if stand.kind == "night" or stand.key in UNPAID:
        months = 1
    monthly = months <= 3
    night = stand.kind == "night"
    some_days = night and throw.random() < 0.5
    return LeaseDraft(
        first=first,
        last=last,
        lines=tuple(lines),
        interval_months=months,
        anchor="calendar" if monthly else "lease_start",
        due_offset_days=9 if monthly else 0,
        due_next_working_day=throw.random() < 0.3,
        deposit_fen=rent_fen,
        weekdays=WEDNESDAY_TO_SUNDAY if some_days else EVERY_DAY,
        hours=EVENING if night else Hours(),
    )

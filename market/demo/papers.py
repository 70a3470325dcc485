"""The papers on file, in every condition: valid, running out, run out, and missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from market.core.actors import Actor
from market.core.hours import SHANGHAI, local_day
from market.core.periods import ONE_DAY, months_after
from market.core.requirements.rules import plan
from market.core.requirements.shipped import RULES
from market.core.states import PermitState
from market.demo.cast import source_key
from market.demo.chance import dice
from market.demo.numbers import paper_number
from market.demo.standing import stands
from market.models import Market, Move, Permit, PermitType, Pitch, Vendor, Worker
from market.queries.requirements import situation_of, weighs

# papers of the ground, or of every batch that comes in
NOT_FILED = ("TEMP_STRUCTURE", "OUTDOOR_AD")
# papers that name no place
OF_THE_BUSINESS = ("BIZ_LICENSE", "PREPACK_FILING")
# bakers have the full permit, which does as well
BAKERS = "烘焙"


class Condition(StrEnum):
    VALID = "valid"
    EXPIRING = "expiring"
    LAPSED = "lapsed"
    MISSING = "missing"


# by vendor and kind of paper, where it is not left to chance: days that are left
SETTLED = {
    ("hall/001", "SCALE_VERIFY"): 9,
    ("hall/022", "SD_FOOD_STALL_CARD"): None,
    ("hall/027", "HEALTH_CERT"): 3,
    ("container/007", "FOOD_PERMIT"): 20,
    ("guest/001", "HEALTH_CERT"): 200,
    ("guest/001", "SD_FOOD_STALL_CARD"): None,
}


@dataclass(frozen=True)
class Paper:
    """A paper that a vendor should have, and the person or the pitch it is about."""

    vendor: Vendor
    code: str
    worker: Worker | None = None
    pitch: int | None = None

    @property
    def key(self) -> str:
        return (self.vendor.source_key or "").removeprefix("demo/")


def file_papers(market: Market, *, by: Actor, at: datetime) -> None:
    """Put every paper on file that was handed in and checked in its time.

    One statement for all of them: papers that have run out could not be accepted any more.
    """
    on = local_day(at)
    types = {type.code: type for type in PermitType.objects.all()}
    rows = [_permit(paper, number, types, by, on) for number, paper in enumerate(wanted(market), 1)]
    permits = Permit.objects.bulk_create(row for row in rows if row is not None)
    Move.objects.bulk_create(_accepted(permit, market, by) for permit in permits)


def wanted(market: Market) -> Iterator[Paper]:
    """What each vendor should have on file, by what is sold and where."""
    pitches = _first_pitches(market)
    people = Vendor.objects.filter(source_key__startswith=source_key("")).exclude(
        source_key__startswith=source_key("applicant/")
    )
    for vendor in people.prefetch_related("workers").order_by("pk"):
        pitch = pitches.get(vendor.source_key or "")
        workers = list(vendor.workers.all())
        for code, of_people in _codes(vendor, pitch, len(workers)):
            if of_people:
                yield from (Paper(vendor, code, worker) for worker in workers)
            else:
                there = None if code in OF_THE_BUSINESS or pitch is None else pitch.pk
                yield Paper(vendor, code, pitch=there)


def condition_of(paper: Paper, *, runs_out: bool) -> tuple[Condition, int]:
    """How a paper stands, and for how many days more; below zero, since when it has run out."""
    throw = dice(f"paper {paper.key} {paper.code} {paper.worker and paper.worker.name}")
    settled = SETTLED.get((paper.key, paper.code))
    if settled is not None or (paper.key, paper.code) in SETTLED:
        return Condition.VALID, settled or 0
    chance = throw.random()
    if chance < 0.06:
        return Condition.MISSING, 0
    if not runs_out or chance > 0.24:
        return Condition.VALID, throw.randint(61, 330)
    if chance < 0.12:
        return Condition.LAPSED, -throw.randint(1, 75)
    return Condition.EXPIRING, throw.randint(1, 44)


def _first_pitches(market: Market) -> dict[str, Pitch]:
    """The pitch on which a vendor's papers are, by the vendor's key."""
    codes = {pitch.code: pitch for pitch in Pitch.objects.filter(zone__market=market)}
    return {source_key(stand.key): codes[stand.codes[0]] for stand in stands()}


def _codes(vendor: Vendor, pitch: Pitch | None, workers: int) -> Iterator[tuple[str, bool]]:
    """The kinds that the rules ask for, and whether each person has one. Guests stand at stalls."""
    there = situation_of(
        [pitch] if pitch else [],
        trade=vendor.trade,
        goods=vendor.goods,
        workers=max(workers, 1),
        scales=int(weighs(vendor.trade, tuple(vendor.goods))),
        vendor_kind=vendor.kind,
    )
    for each in plan(there, RULES):
        if each.paper not in NOT_FILED:
            baker = vendor.trade == BAKERS and each.paper == "SD_SMALL_CATERING"
            yield "FOOD_PERMIT" if baker else each.paper, each.rule.each == "worker"


def _permit(
    paper: Paper, number: int, types: dict[str, PermitType], by: Actor, on: date
) -> Permit | None:
    type = types[paper.code]
    condition, left = condition_of(paper, runs_out=type.valid_months is not None)
    if condition is Condition.MISSING:
        return None
    expires = on + left * ONE_DAY if type.valid_months else None
    issued = _issued(paper, type, expires, on)
    handed_in = datetime.combine(issued + 2 * ONE_DAY, time(9, number % 60), tzinfo=SHANGHAI)
    return Permit(
        vendor=paper.vendor,
        type=type,
        worker=paper.worker,
        pitch_id=paper.pitch,
        number=_number(paper, number),
        issued_on=issued,
        expires_on=expires,
        state=PermitState.ACCEPTED,
        consent_at=handed_in if type.sensitive else None,
        checked_by_id=by.user,
        checked_at=handed_in + timedelta(hours=27),
        submitted_at=handed_in,
    )


def _issued(paper: Paper, type: PermitType, expires: date | None, on: date) -> date:
    if expires is not None:
        return months_after(expires + ONE_DAY, -(type.valid_months or 0))
    if paper.code == "ANIMAL_QUARANTINE":
        return on - 4 * ONE_DAY
    return on - dice(f"issued {paper.key} {paper.code}").randint(200, 900) * ONE_DAY


def _number(paper: Paper, number: int) -> str:
    return paper.vendor.uscc if paper.code == "BIZ_LICENSE" else paper_number(paper.code, number)


def _accepted(permit: Permit, market: Market, by: Actor) -> Move:
    """The journal's line of it, as moves.move() would have written it then."""
    return Move(
        noun="permit",
        thing=permit.pk,
        name="accept",
        before=PermitState.SUBMITTED,
        after=PermitState.ACCEPTED,
        at=permit.checked_at or permit.submitted_at,
        by_id=by.user,
        by_name=by.name,
        market=market,
    )

"""What other goods under a lease would ask for, before they are agreed."""

from collections.abc import Sequence
from datetime import date

from leasing.models import Lease
from market.core.requirements.situations import Situation
from market.core.trading import Place
from market.queries.affected import Touched, compared
from market.queries.requirements import needed_at, rules_on, situation_of, stands_of


def lease_situation(lease: Lease, goods: Sequence[str]) -> Situation:
    """The lease's pitches with these goods."""
    pitches = [row.pitch for row in lease.pitches.select_related("pitch")]
    return situation_of(pitches, trade=lease.vendor.trade, goods=goods)


def touched(lease: Lease, goods: Sequence[str], *, on: date) -> list[Touched]:
    """Which papers these goods would need besides, and which no more, on a day."""
    rules = rules_on(on)
    before, after = (
        needed_at(stands_of(_places(lease, named), on=on), rules) for named in (lease.goods, goods)
    )
    return compared(before, after, on=on)


def _places(lease: Lease, goods: Sequence[str]) -> list[Place]:
    pitches = lease.pitches.values_list("pitch", flat=True)
    return [Place(lease.vendor_id, pitch, tuple(goods)) for pitch in pitches]

"""What happens to some leases of the demo after signing: renewed, held over, handed on, closed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from leasing.actions import closures, endings, minding, renewals, sublets, transfers
from leasing.core.closures import ClosureReason
from leasing.core.renewing import Again
from leasing.models import Lease
from market.core.actors import HOUSE
from market.core.hours import local_day, start_of
from market.core.periods import Period, months_after
from market.demo.cast import source_key
from market.demo.crew import acting
from market.models import Market, Vendor

RENEWAL = "hall/023"
STAYED = "container/010"
HANDED_ON, TAKEN_BY = "hall/031", "hall/045"
SUBLET = "hall/050"
CLOSED_FOR = "配电柜检修"


def happen(market: Market, *, at: datetime) -> None:
    """One renewal offered, one vendor who stayed on, one transfer asked, one sublet, one closure."""
    by, on = acting("manager"), local_day(at)
    months = Again(months=12)
    renewals.offer(_lease_of(RENEWAL), months, until=at + timedelta(days=10), by=by, at=at)
    endings.hold_over(_lease_of(STAYED), reason="口头说好先照旧", by=by, at=at)
    transfers.ask(
        _lease_of(HANDED_ON),
        _vendor(TAKEN_BY),
        from_day=on + timedelta(days=7),
        reason="家里有事，转给同乡",
        by=by,
        at=at,
    )
    sublets.record(
        _lease_of(SUBLET),
        learned_on=months_after(on, -1) - timedelta(days=3),
        evidence="巡查时摊上换了人，说是按月给原摊主交钱。",
        by=by,
        at=at,
    )
    _close(market, on=on)
    minding.mind_leases(by=HOUSE, at=at)


def _close(market: Market, *, on: date) -> None:
    """Two days of last month, said a few days before."""
    zone = _lease_of(STAYED).pitches.get().pitch.zone
    first = months_after(on.replace(day=1), -1) + timedelta(days=9)
    told_at = start_of(first - timedelta(days=5)) + timedelta(hours=10)
    closure = closures.close(
        market,
        Period.through(first, first + timedelta(days=1)),
        zone=zone,
        reason=ClosureReason.POWER,
        percent=Decimal(100),
        note=CLOSED_FOR,
        by=acting("manager"),
        at=told_at,
    )
    closures.settle(closure, by=HOUSE, at=told_at)


def _lease_of(key: str) -> Lease:
    mine = Lease.objects.filter(vendor__source_key=source_key(key), state="signed")
    lease = mine.order_by("starts_on").first()
    if lease is None:
        raise ValueError(f"{key} has no lease")
    return lease


def _vendor(key: str) -> Vendor:
    return Vendor.objects.get(source_key=source_key(key))

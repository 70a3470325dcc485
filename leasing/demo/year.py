"""The year behind us, played again in order: leases signed, rent charged, leases ended."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from functools import partial

from leasing.actions import billing, leases
from leasing.demo import scans
from leasing.demo.tenancies import Tenancy
from leasing.models import Lease
from market.core.actors import HOUSE, Actor
from market.core.hours import SHANGHAI, local_day
from market.core.periods import months_after
from market.demo import stock
from market.demo.cast import source_key
from market.models import Market, Pitch, Vendor

MONTHS = 16
Deed = tuple[datetime, Callable[[], object]]


def play(
    tenancies: Iterable[Tenancy],
    market: Market,
    pitches: dict[str, Pitch],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Do, in the order of their days, all that led to how things stand at a moment."""
    people = {vendor.source_key: vendor for vendor in Vendor.objects.exclude(source_key=None)}
    signed: dict[Tenancy, Lease] = {}
    deeds = list(_charge_runs(at))
    for tenancy in tenancies:
        vendor = people[source_key(tenancy.key)]
        mine = [pitches[code] for code in tenancy.codes]
        deeds.append(
            (tenancy.signed_at, partial(_sign, tenancy, vendor, market, mine, signed, by=by))
        )
        if tenancy.ended_at is not None:
            deeds.append((tenancy.ended_at, partial(_end, tenancy, signed, by=by)))
    for _, deed in sorted(deeds, key=lambda deed: deed[0]):
        deed()


def _charge_runs(at: datetime) -> Iterator[Deed]:
    """Twice a month, as the charge run would have found something to do, and once now."""
    this_month = local_day(at).replace(day=1)
    for month in range(-MONTHS, 1):
        for day in (1, 16):
            on = months_after(this_month, month).replace(day=day)
            then = datetime.combine(on, time(6), tzinfo=SHANGHAI)
            if then < at:
                yield then, partial(billing.charge_due, by=HOUSE, at=then)
        if month % 4 == 0:
            yield then, stock.take
    yield at, partial(billing.charge_due, by=HOUSE, at=at)


def _sign(
    tenancy: Tenancy,
    vendor: Vendor,
    market: Market,
    pitches: list[Pitch],
    signed: dict[Tenancy, Lease],
    *,
    by: Actor,
) -> None:
    then = tenancy.signed_at
    lease = leases.draft(vendor, market, pitches, tenancy.terms, by=by, at=then, goods=vendor.goods)
    signed[tenancy] = leases.sign(lease, by=by, at=then, reason=scans.WHY)
    scans.bring_in(lease, tenancy.key, by=by, at=then)


def _end(tenancy: Tenancy, signed: dict[Tenancy, Lease], *, by: Actor) -> None:
    if tenancy.last_day is None or tenancy.ended_at is None:
        raise ValueError(f"{tenancy.key} has not ended")
    leases.end(
        signed[tenancy], last=tenancy.last_day, reason=tenancy.why, by=by, at=tenancy.ended_at
    )

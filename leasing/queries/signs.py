"""What stallholders write beside their money: the code of the stall, or the lease's number."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from leasing.core.states import LeaseState
from leasing.models import Lease, LeasePitch
from market.models import Market

# who left lately may still be paying
_AFTER = timedelta(days=180)


def signs(market: Market, on: date) -> Iterator[tuple[int, str]]:
    """(vendor, sign) of the leases that run or ran until lately. Two queries."""
    running = Lease.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on - _AFTER),
        market=market,
        state=LeaseState.SIGNED,
    )
    yield from running.order_by().values_list("vendor_id", "reference")
    pitches = LeasePitch.objects.filter(lease__in=running.order_by())
    yield from pitches.values_list("lease__vendor_id", "pitch__code")

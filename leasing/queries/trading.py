"""Who trades where by a lease."""

from collections.abc import Collection
from datetime import date

from leasing.core.states import LeaseState
from leasing.models import LeasePitch
from market.core.trading import Place


def places(
    markets: Collection[int] | None, vendors: Collection[int] | None, *, on: date
) -> list[Place]:
    """The pitches of leases in force on a day or about to begin, with their vendors. One query."""
    rows = LeasePitch.objects.filter(lease__state=LeaseState.SIGNED).exclude(lease__ends_on__lt=on)
    if markets is not None:
        rows = rows.filter(lease__market__in=markets)
    if vendors is not None:
        rows = rows.filter(lease__vendor__in=vendors)
    found = rows.order_by("pk").values_list("lease__vendor_id", "pitch_id", "lease__goods")
    return [Place(vendor, pitch, tuple(goods)) for vendor, pitch, goods in found]

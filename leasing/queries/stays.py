"""Which vendor's lease holds a pitch on a day, and until when a vendor's leases last."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from leasing.core.states import LeaseState
from leasing.models import Lease, LeaseHold

OVER = (LeaseState.ENDED, LeaseState.TERMINATED, LeaseState.RENEWED)


def standing(pitches: Collection[int], on: date) -> dict[int, int]:
    """The vendor at each of these pitches by its lease. One query."""
    rows = LeaseHold.objects.filter(
        hold__pitch__in=pitches,
        hold__held_for="lease",
        hold__released_at=None,
        hold__days__contains=on,
        hold__weekdays__contains=on.isoweekday(),
    )
    return dict(rows.values_list("hold__pitch", "lease__vendor"))


def last_days() -> dict[int, date | None]:
    """The last day of all of a vendor's leases; none while one of them stands. One query.

    A lease that ran out and that nobody has ended stands: its vendor may still be there (民法典 734).
    """
    held = Lease.objects.filter(state__in=[LeaseState.SIGNED, *OVER]).order_by()
    rows = held.values("vendor").annotate(
        last=Max(Coalesce("ended_on", "ends_on")),
        standing=Count("pk", filter=Q(state=LeaseState.SIGNED)),
    )
    return {row["vendor"]: None if row["standing"] else row["last"] for row in rows}

"""Which vendor's lease holds a pitch on a day, and until when a vendor's business with us lasts."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, DateTimeField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from leasing.core.states import OPEN_APPLICATIONS, LeaseState
from leasing.models import Application, Lease, LeaseHold
from market.core.hours import SHANGHAI
from market.models import Move

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
    """The last day of all of a vendor's leases and applications; none while one stands. Two queries.

    A lease that ran out and that nobody has ended stands: its vendor may still be there (民法典 734).
    An application is over on the day on which it was last moved.
    """
    found = _applied()
    for vendor, last in _leased().items():
        asked = found.get(vendor, last)
        found[vendor] = None if last is None or asked is None else max(last, asked)
    return found


def _applied() -> dict[int, date | None]:
    moved = Move.objects.filter(noun="application", thing=OuterRef("pk")).order_by("-pk")
    at = Coalesce(Subquery(moved.values("at")[:1]), "created_at", output_field=DateTimeField())
    rows = (
        Application.objects.order_by()
        .annotate(at=at)
        .values("vendor")
        .annotate(
            last=Max(TruncDate("at", tzinfo=SHANGHAI)),
            open=Count("pk", filter=Q(state__in=OPEN_APPLICATIONS)),
        )
    )
    return {row["vendor"]: None if row["open"] else row["last"] for row in rows}


def _leased() -> dict[int, date | None]:
    held = Lease.objects.exclude(state=LeaseState.CANCELLED).order_by()
    rows = held.values("vendor").annotate(
        last=Max(Coalesce("ended_on", "ends_on")),
        standing=Count("pk", filter=~Q(state__in=OVER)),
    )
    return {row["vendor"]: None if row["standing"] else row["last"] for row in rows}

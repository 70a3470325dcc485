"""Leases whose end is near or over, and what is still to be decided about them."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat

from leasing.core.life_states import OPEN_SUBLETS, STANDING_RENEWALS, RenewalState
from leasing.core.renewing import ASK_BEFORE
from leasing.core.states import LeaseState
from leasing.core.sublet_clock import REMIND_AFTER
from leasing.models import Lease, LeaseHold, Renewal, Sublet
from market.models import Hold, Notice

# what a vendor is told whose lease ran out while nobody has decided
OVERSTAYED = "lease_overstayed"
SOON = timedelta(days=ASK_BEFORE[0])


def run_out(on: date) -> QuerySet[Lease]:
    """Signed leases whose last day is over, but for those that go on without an end."""
    return Lease.objects.filter(
        state=LeaseState.SIGNED, ends_on__lt=on, holdover_since__isnull=True
    ).order_by("ends_on", "pk")


def undecided(on: date) -> QuerySet[Lease]:
    """Of these, the ones that nobody has renewed: hold over, or end?"""
    renewed = Renewal.objects.filter(lease=OuterRef("pk"), state=RenewalState.SIGNED)
    return run_out(on).filter(~Exists(renewed))


def overstayed(on: date) -> QuerySet[Lease]:
    """Of these, the ones whose ground may be kept for longer, and those whose vendor was not told.

    Ground is kept for as long as it can be where it has no end, or ends where another's begins.
    """
    next_one = Hold.objects.filter(
        pitch=OuterRef("hold__pitch"),
        released_at__isnull=True,
        days__startswith=OuterRef("hold__days__endswith"),
        weekdays__overlap=OuterRef("hold__weekdays"),
        minutes__overlap=OuterRef("hold__minutes"),
    )
    longer = LeaseHold.objects.filter(
        ~Exists(next_one),
        lease=OuterRef("pk"),
        hold__released_at__isnull=True,
        hold__days__upper_inf=False,
    )
    told = Notice.objects.annotate(last=KT("facts__last")).filter(
        subject=Concat(Value("lease:"), Cast(OuterRef("pk"), TextField())),
        occasion=OVERSTAYED,
        last=Cast(OuterRef("ends_on"), TextField()),
    )
    return undecided(on).filter(Exists(longer) | ~Exists(told)).select_related("vendor", "market")


def leases_to_renew(on: date, *, within: int = ASK_BEFORE[0]) -> QuerySet[Lease]:
    """Signed leases that end within 90 days (or 60, or 30) and have not been offered a renewal."""
    offered = Renewal.objects.filter(lease=OuterRef("pk"), state__in=STANDING_RENEWALS)
    return Lease.objects.filter(
        ~Exists(offered),
        state=LeaseState.SIGNED,
        holdover_since__isnull=True,
        ends_on__gte=on,
        ends_on__lte=on + timedelta(days=within),
    ).order_by("ends_on", "pk")


def ending(leases: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Of these leases, the ones that end within 90 days or have run out, with the state of its `renewal`."""
    standing = Renewal.objects.filter(lease=OuterRef("pk")).order_by("-pk")
    ending: QuerySet[Any] = leases.filter(
        state=LeaseState.SIGNED, holdover_since__isnull=True, ends_on__lte=on + SOON
    ).annotate(renewal=Coalesce(Subquery(standing.values("state")[:1]), Value("")))
    return ending


def sublets_to_object(on: date) -> QuerySet[Sublet]:
    """Suspected sublets of which a reminder has come due, the oldest first."""
    return Sublet.objects.filter(
        state=OPEN_SUBLETS[0], learned_on__lte=on - timedelta(days=REMIND_AFTER[0])
    ).order_by("learned_on", "pk")

"""Which charges are a lease's: the one place that knows how their keys begin."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from leasing.models import Lease
from market.models import Account, Charge

PREFIX = "lease/"


def charges_of_lease(lease: Lease) -> QuerySet[Charge]:
    """All that was charged for a lease, its late fees included; reversals left out."""
    mine = Q(key__startswith=f"{PREFIX}{lease.pk}/")
    fees = Q(late_fee_of__charge__key__startswith=f"{PREFIX}{lease.pk}/")
    return (
        Charge.objects.filter(
            mine | fees,
            account__vendor=lease.vendor_id,
            account__market=lease.market_id,
            reverses__isnull=True,
        )
        .select_related("item", "account__vendor", "account__market")
        .order_by("due_on", "pk")
    )


def charges_of_outer_lease() -> QuerySet[Charge]:
    """The same for a subquery over leases."""
    key = Concat(Value(PREFIX), Cast(OuterRef("pk"), CharField()), Value("/"))
    return Charge.objects.filter(
        Q(key__startswith=key) | Q(late_fee_of__charge__key__startswith=key),
        account__vendor=OuterRef("vendor"),
        account__market=OuterRef("market"),
        reverses__isnull=True,
    ).order_by()


def lease_ids(charges: Collection[Charge]) -> dict[int, int]:
    """The id of the lease of each of these charges (by id) that is a lease's."""
    return {
        charge.pk: int(charge.key.split("/")[1])
        for charge in charges
        if charge.key.startswith(PREFIX)
    }


def account_of(lease: Lease) -> Account:
    """The book on which a lease is charged."""
    return Account.objects.select_related("vendor", "market").get(
        vendor=lease.vendor_id, market=lease.market_id
    )


def overdue_of_lease(lease: Lease, *, on: date) -> QuerySet[Any]:
    """What of a lease should have been paid before the day; its deposit left out."""
    late = charges_of_lease(lease).filter(open_fen__gt=0, due_on__lt=on)
    return late.exclude(item__code="deposit")

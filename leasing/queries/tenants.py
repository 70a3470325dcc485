"""Whose account stands behind a pitch or a lease, for who looks it up at the till."""

from datetime import date

from django.db.models import Q

from leasing.models import Lease


def accounts_of(text: str, on: date) -> set[tuple[int, int]]:
    """Vendor and market of the leases with this reference, or with a pitch of this code.

    A code counts from its beginning, capitals or not. A lease that ended up to a year ago counts
    too: there may be something left to pay.
    """
    named = Q(reference__iexact=text) | Q(holds__hold__pitch__code__istartswith=text)
    recent = Q(ends_on__isnull=True) | Q(ends_on__gte=on.replace(year=on.year - 1, day=1))
    return set(Lease.objects.filter(named, recent).values_list("vendor", "market").distinct()[:50])

"""A lease with all that its paper speaks of, in five queries."""

from django.db.models import Prefetch, prefetch_related_objects

from leasing.models import Lease, LeasePitch


def whole(lease: Lease) -> Lease:
    """The lease as it stands in the database now, with its lines, pitches, tenants, concessions.

    Read anew each time and given back beside the caller's own object, which stays as it is.
    """
    found = Lease.objects.select_related("market", "vendor").get(pk=lease.pk)
    pitches = LeasePitch.objects.select_related("pitch__zone").order_by("pitch__code_key")
    prefetch_related_objects(
        [found],
        "lines__item",
        "concessions__item",
        "parties__vendor",
        Prefetch("pitches", queryset=pitches),
    )
    return found

"""Which lease stands behind a hold."""

from collections.abc import Collection

from django.urls import reverse

from leasing.models import LeaseHold
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.core.holders import Holder


def holders(actor: Actor, holds: Collection[int]) -> dict[int, Holder]:
    """For each of these holds that is a lease's, or its offer's: who has it. Two queries."""
    rows = LeaseHold.objects.filter(hold__in=holds, lease__in=leases_seen_by(actor).order_by())
    return {
        row.hold_id: Holder(
            name=row.lease.vendor.name,
            reference=row.lease.reference,
            url=reverse("leasing:desk_lease", args=[row.lease_id]),
        )
        for row in rows.select_related("lease__vendor")
    }

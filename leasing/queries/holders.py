"""Which lease stands behind a hold."""

from collections.abc import Collection

from django.urls import reverse

from leasing.models import Lease, LeaseHold
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.core.holders import Holder


def behind(actor: Actor, holds: Collection[int]) -> dict[int, Lease]:
    """For each of these holds that is a lease's, or its offer's: the lease. Two queries."""
    rows = LeaseHold.objects.filter(hold__in=holds, lease__in=leases_seen_by(actor).order_by())
    return {row.hold_id: row.lease for row in rows.select_related("lease__vendor")}


def holders(actor: Actor, holds: Collection[int]) -> dict[int, Holder]:
    """For each of these holds that is a lease's, or its offer's: who has it. Two queries."""
    return {
        hold: Holder(
            name=lease.vendor.name,
            reference=lease.reference,
            url=reverse("leasing:desk_lease", args=[lease.pk]),
        )
        for hold, lease in behind(actor, holds).items()
    }

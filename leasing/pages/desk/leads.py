"""What has no page of its own leads to the page of its lease, for the journal's links."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from leasing.models import Relocation, Renewal, Sublet, Transfer
from leasing.pages.desk.leases import PAGE
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.pages.desk.door import desk, find

THINGS = {
    "renewals": Renewal,
    "transfers": Transfer,
    "relocations": Relocation,
    "sublets": Sublet,
}


@desk
def to_lease(request: HttpRequest, by: Actor, pk: int, things: str) -> HttpResponse:
    """Go to the lease that it is about."""
    mine = leases_seen_by(by).order_by().values("pk")
    rows: QuerySet[Renewal | Transfer | Relocation | Sublet]
    rows = THINGS[things].objects.filter(lease__in=mine)  # type: ignore[attr-defined]
    return redirect(PAGE, find(rows, pk).lease_id)

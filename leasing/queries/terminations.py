"""The way to a termination for one lease: what has happened, and which step comes next."""

from datetime import date

from django.db.models import Q, QuerySet

from leasing.core import terminations as core
from leasing.core.arrears_states import DemandState, TerminationState
from leasing.core.states import OVER
from leasing.models import Demand, Lease, Settlement, Termination
from leasing.queries.demands import paid_in_time, policy_of
from leasing.queries.lease_charges import account_of, charges_of_lease, overdue_of_lease
from market.core.actors import Actor
from market.queries.sight import EVERYBODY_HERE, sight_of


def terminations_seen_by(actor: Actor) -> QuerySet[Termination]:
    """Those at one's markets and of one's own leases."""
    sight = sight_of(actor, "lease", EVERYBODY_HERE)
    seen = Termination.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(lease__market__in=sight.markets) | Q(lease__vendor__in=sight.vendors))
    return seen.select_related(
        "lease__vendor", "lease__market", "demand__delivery", "delivery", "document"
    ).order_by("-pk")


def standing_termination(lease: Lease) -> Termination | None:
    """The way that was begun for a lease, if any."""
    rows = Termination.objects.filter(lease=lease).exclude(state=TerminationState.WITHDRAWN)
    return rows.select_related("demand__delivery", "delivery", "document").first()


def demand_of(lease: Lease) -> Demand | None:
    """The latest delivered demand about a lease's charges."""
    rows = Demand.objects.filter(
        Q(lease=lease) | Q(lines__charge__in=charges_of_lease(lease).order_by().values("pk")),
        account=account_of(lease),
        state=DemandState.DELIVERED,
    )
    return rows.select_related("delivery").distinct().order_by("-pk").first()


def facts_of(lease: Lease, termination: Termination | None, *, on: date) -> core.Facts:
    """What has happened so far on the way to the end of a lease."""
    oldest = overdue_of_lease(lease, on=on).order_by("due_on").first()
    demand = termination.demand if termination and termination.demand else demand_of(lease)
    state = termination.state if termination else ""
    return core.Facts(
        overdue_days=(on - oldest.due_on).days if oldest else None,
        needed_days=policy_of(lease.market).overdue_days,
        demand_delivered=demand is not None and demand.state == DemandState.DELIVERED,
        cure_on=demand.cure_on if demand else None,
        cured=demand is not None and paid_in_time(demand),
        notice_issued=state in ("noticed", "delivered", "ended"),
        notice_arrived=state in ("delivered", "ended"),
        ended=lease.state in OVER,
        settled=Settlement.objects.filter(lease=lease, state="booked").exists(),
        skipped=termination.skipped if termination else {},
    )

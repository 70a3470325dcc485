"""Leases, as far as one may see them."""

from django.db.models import Q, QuerySet

from leasing.models import Lease
from market.core.actors import Actor
from market.queries.sight import EVERYBODY_HERE, sight_of


def leases_seen_by(actor: Actor) -> QuerySet[Lease]:
    """Those at one's markets and one's own, the latest begun first, with pitches and terms."""
    sight = sight_of(actor, "lease", EVERYBODY_HERE)
    seen = Lease.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(market__in=sight.markets) | Q(vendor__in=sight.vendors))
    return (
        seen.select_related("market", "vendor", "application")
        .prefetch_related("pitches__pitch__zone", "lines__item")
        .order_by("-starts_on", "-pk")
    )

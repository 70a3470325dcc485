"""Applications, as far as one may see them."""

from django.db.models import Q, QuerySet

from leasing.models import Application
from market.core.actors import Actor
from market.queries.sight import EVERYBODY_HERE, sight_of


def applications_seen_by(actor: Actor) -> QuerySet[Application]:
    """Those at one's markets that were handed in, and all of one's own. The longest waiting first."""
    sight = sight_of(actor, "application", EVERYBODY_HERE)
    seen = Application.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(market__in=sight.markets) | Q(vendor__in=sight.vendors))
    return seen.select_related("market", "vendor", "wish__zone").order_by("submitted_at", "pk")

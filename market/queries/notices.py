"""What was and will be said, as far as one may see it."""

from django.db.models import Q, QuerySet

from market.core.actors import Actor
from market.models import Notice
from market.queries.sight import WITH_MESSAGES, sight_of


def notices_seen_by(actor: Actor) -> QuerySet[Notice]:
    """The messages of one's markets, to one's own vendors and to oneself, the newest first."""
    sight = sight_of(actor, "notice", WITH_MESSAGES)
    seen = Notice.objects.all()
    if sight.markets is not None:
        mine = Q(vendor__in=sight.vendors) | Q(user=actor.user, user__isnull=False)
        seen = seen.filter(Q(market__in=sight.markets) | mine)
    return seen.select_related("vendor", "market").order_by("-not_before", "-pk")

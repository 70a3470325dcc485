"""The journal of moves and the log of what was revealed, for those who watch over both."""

from django.db.models import QuerySet

from market.core.actors import Actor
from market.models import Move, Reveal
from market.queries.sight import WITH_JOURNAL, of_vendors, sight_of


def moves_seen_by(actor: Actor) -> QuerySet[Move]:
    """The moves at one's markets, the newest first."""
    sight = sight_of(actor, "audit", WITH_JOURNAL)
    seen = Move.objects.all()
    if sight.markets is not None:
        seen = seen.filter(market__in=sight.markets)
    return seen.order_by("-pk")


def reveals_seen_by(actor: Actor) -> QuerySet[Reveal]:
    """Who read what is kept sealed, of the vendors at one's markets, the newest first."""
    sight = sight_of(actor, "audit", WITH_JOURNAL)
    return (
        Reveal.objects.filter(of_vendors(sight, "vendor")).select_related("vendor").order_by("-pk")
    )

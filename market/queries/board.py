"""The board: what stands on a day, for everybody; and one's own, whatever became of it."""

from datetime import date

from django.db.models import Q, QuerySet

from market.core.actors import Actor
from market.core.board import EntryState
from market.models import BoardEntry
from market.queries.sight import EVERYBODY_HERE, sight_of


def standing(*, on: date) -> QuerySet[BoardEntry]:
    """What is on the board on a day, the latest first."""
    rows = BoardEntry.objects.filter(state=EntryState.POSTED, until__gte=on)
    return rows.select_related("vendor", "market").order_by("-posted_at", "-pk")


def entries_seen_by(actor: Actor) -> QuerySet[BoardEntry]:
    """All those at one's markets, and one's own, whatever became of them."""
    sight = sight_of(actor, "boardentry", EVERYBODY_HERE)
    rows = BoardEntry.objects.select_related("vendor", "market").order_by("-posted_at", "-pk")
    if sight.markets is None:
        return rows
    return rows.filter(Q(market__in=sight.markets) | Q(vendor__in=sight.vendors))

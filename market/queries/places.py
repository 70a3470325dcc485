"""The ground that an operator works on."""

from django.db.models import QuerySet

from market.core.actors import Actor
from market.models import Market, Pitch


def markets_worked_at(actor: Actor) -> QuerySet[Market]:
    """The markets where the actor holds any role."""
    markets = actor.markets()
    return Market.objects.all() if markets is None else Market.objects.filter(pk__in=markets)


def pitches_worked_at(actor: Actor) -> QuerySet[Pitch]:
    """Their pitches, in the order of the plan."""
    return (
        Pitch.objects.filter(zone__market__in=markets_worked_at(actor))
        .select_related("zone")
        .order_by("zone__market", "zone__position", "zone", "code_key", "pk")
    )

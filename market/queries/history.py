"""What happened to one thing."""

from django.db.models import QuerySet

from market.models import Move


def history_of(noun: str, thing: int) -> QuerySet[Move]:
    """Every move of a thing, the newest first. For those who see the thing itself."""
    return Move.objects.filter(noun=noun, thing=thing).order_by("-pk")

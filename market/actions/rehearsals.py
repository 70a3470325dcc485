"""For transactions that are rolled back: what would be handed over counts as said."""

from datetime import datetime

from market.actions import delivery
from market.core.actors import Actor
from market.core.states import NoticeState
from market.models import Notice


def say_as_if(*, by: Actor, at: datetime) -> list[Notice]:
    """Everything that would be said at this moment, and let it count as said then."""
    _, said = delivery.would_say(by=by, at=at)
    Notice.objects.filter(pk__in=[notice.pk for notice in said]).update(
        state=NoticeState.SENT, sent_at=at, claim_token=None, claim_until=None
    )
    for notice in said:
        notice.sent_at = at
    return said

"""For transactions that are rolled back: what was claimed counts as said."""

from datetime import datetime

from market.core.states import NoticeState
from market.models import Notice


def as_if_sent(*, at: datetime) -> list[Notice]:
    """Let everything that is claimed and was not handed over count as said at this moment."""
    claimed = Notice.objects.filter(state=NoticeState.SENDING, handoff_at=None)
    said = list(claimed.select_related("vendor", "user"))
    for notice in said:
        notice.state, notice.sent_at = NoticeState.SENT, at
    Notice.objects.filter(pk__in=[notice.pk for notice in said]).update(
        state=NoticeState.SENT, sent_at=at, claim_token=None, claim_until=None
    )
    return said

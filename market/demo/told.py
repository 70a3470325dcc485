"""What was said until now: the messages of the past lie in the mailbox, said in their time."""

from datetime import datetime, timedelta

from market.core.states import NoticeState
from market.models import LocalMessage, Notice
from market.queries.readers import reader_of

# since when reminders are planned as they would have been, and what a deliverer may still do
REMEMBERED = timedelta(days=10)
JUST_NOW = timedelta(minutes=10)


def load(*, at: datetime) -> None:
    """Note every message that was due as delivered then. What is due now is left to the market.

    The last part to be loaded: it tells what the other parts have given occasion to say.
    """
    due = Notice.objects.filter(state=NoticeState.PENDING, next_attempt_at__lte=at - JUST_NOW)
    notices = list(due.select_related("vendor", "user").order_by("next_attempt_at", "pk"))
    messages = LocalMessage.objects.bulk_create(_message(notice) for notice in notices)
    for notice, message in zip(notices, messages, strict=True):
        notice.state = NoticeState.SENT
        notice.attempts = 1
        notice.handoff_at = notice.sent_at = message.received_at
        notice.provider_id = f"mailbox-{message.pk}"
    columns = ("state", "attempts", "handoff_at", "sent_at", "provider_id")
    Notice.objects.bulk_update(notices, columns)


def _message(notice: Notice) -> LocalMessage:
    """As the mailbox would have kept it."""
    return LocalMessage(
        key=str(notice.public_id),
        to=reader_of(notice).phone,
        title=notice.title,
        body=notice.body,
        received_at=notice.next_attempt_at,
    )

"""What providers tell afterwards: it has arrived, or it has not; and who agreed to one message more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from market.actions import outcomes
from market.core.reasons import NOT_DELIVERED
from market.core.states import NoticeState
from market.models import Contact, Notice


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line of a provider's report. key: ours, where it comes back; else its own number."""

    delivered: bool
    key: str = ""
    provider_id: str = ""
    why: str = ""


@transaction.atomic
def note(channels: tuple[str, ...], arrival: Arrival, *, at: datetime) -> str:
    """Write down what became of a message. Told twice, it is once. A word on what was done.

    What a provider took and could not deliver goes by the next way, or fails for a person to see.
    What it delivered is sent, also where we had no answer.
    """
    notice = _meant(channels, arrival)
    if notice is None:
        return "not known"
    if arrival.delivered:
        return _delivered(notice, arrival, at)
    if notice.state == NoticeState.SENT and notice.delivered_at is None:
        return _lost(notice, arrival, at)
    return "known already"


def _meant(channels: tuple[str, ...], arrival: Arrival) -> Notice | None:
    meant = Q(pk__in=())
    if arrival.provider_id:
        meant |= Q(provider_id=arrival.provider_id)
    if key := _uuid(arrival.key):
        meant |= Q(public_id=key)
    rows = Notice.objects.select_for_update(of=("self",)).filter(meant, channel__in=channels)
    return rows.select_related("vendor", "user").order_by("pk").first()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _delivered(notice: Notice, arrival: Arrival, at: datetime) -> str:
    if notice.delivered_at is not None or notice.state in (
        NoticeState.PENDING,
        NoticeState.CANCELLED,
    ):
        return "known already"
    return outcomes.delivered(notice, arrival.provider_id, at=at)


def _lost(notice: Notice, arrival: Arrival, at: datetime) -> str:
    why = f"{NOT_DELIVERED} {arrival.why}".strip()[:200]
    return outcomes.not_delivered(notice, why, at=at)


def agreed(channel: str, address: str, *, times: int = 1) -> bool:
    """A reader agreed to so many subscription messages more. False for one we do not know."""
    rows = Contact.objects.filter(channel=channel, address=address)
    return bool(rows.update(consents=F("consents") + times))

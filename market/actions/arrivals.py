"""What providers tell afterwards: it has arrived, or it has not; and who agreed to one message more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from market.actions.outcomes import trailing
from market.core.fallbacks import way_after
from market.core.reasons import NOT_DELIVERED
from market.core.states import NoticeState
from market.models import Contact, Notice
from market.queries.ways import known_ways


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
    Notice.objects.filter(pk=notice.pk).update(
        state=NoticeState.SENT,
        reason="",
        sent_at=notice.sent_at or at,
        delivered_at=at,
        provider_id=notice.provider_id or arrival.provider_id[:120],
        claim_token=None,
        claim_until=None,
        trail=trailing(notice, "delivered", at=at),
    )
    return "delivered"


def _lost(notice: Notice, arrival: Arrival, at: datetime) -> str:
    why = f"{NOT_DELIVERED} {arrival.why}".strip()[:200]
    following = way_after(notice.channels, notice.channel, known_ways(notice))
    Notice.objects.filter(pk=notice.pk).update(
        state=NoticeState.PENDING if following else NoticeState.FAILED,
        channel=following or notice.channel,
        reason=why,
        sent_at=None,
        handoff_at=None,
        attempts=0,
        next_attempt_at=at,
        trail=trailing(notice, "not delivered", why, at=at),
    )
    return "not delivered"


def agreed(channel: str, address: str, *, times: int = 1) -> bool:
    """A reader agreed to so many subscription messages more. False for one we do not know."""
    rows = Contact.objects.filter(channel=channel, address=address)
    return bool(rows.update(consents=F("consents") + times))

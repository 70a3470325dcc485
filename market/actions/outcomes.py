"""How it went: the only lines that end a notice's claim after a hand-off."""

import uuid
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Now

from market.channels import Receipt
from market.core.reasons import NEVER_ARRIVED
from market.core.retries import MOST_ATTEMPTS, pause
from market.core.states import NoticeState
from market.models import Notice

LET_GO = {"claim_token": None, "claim_until": None}


def sent(notice: Notice, receipt: Receipt, *, at: datetime) -> str:
    """The provider has it. That is so, whoever holds the claim by now."""
    open_still = Notice.objects.filter(pk=notice.pk).exclude(state=NoticeState.SENT)
    open_still.update(
        state=NoticeState.SENT,
        reason="",
        sent_at=at,
        provider_id=receipt.provider_id[:120],
        **LET_GO,
    )
    return "sent"


def refused(notice: Notice, why: str, *, token: uuid.UUID) -> str:
    """The provider never will take it: a person has to see to it.

    If an earlier hand-off is still in doubt, so is the notice.
    """
    if notice.handoff_at is not None:
        return unknown(notice, why, token=token)
    _claimed(notice, token).update(
        state=NoticeState.FAILED, reason=why[:200], handoff_at=None, **LET_GO
    )
    return "failed"


def put_off(notice: Notice, why: str, *, token: uuid.UUID, at: datetime) -> str:
    """The provider did not take it this time. After the last attempt it is refused.

    An earlier hand-off that is still in doubt stays in doubt.
    """
    if notice.attempts >= MOST_ATTEMPTS:
        return refused(notice, why, token=token)
    again_at = at + pause(notice.attempts, str(notice.public_id))
    _claimed(notice, token).update(
        state=NoticeState.PENDING,
        reason=why[:200],
        next_attempt_at=again_at,
        handoff_at=notice.handoff_at,
        **LET_GO,
    )
    return "put off"


def unsure(notice: Notice, why: str, *, token: uuid.UUID) -> str:
    """It was handed over and no answer came. The claim ends now: who reaps it will judge."""
    _claimed(notice, token).update(reason=why[:200], claim_until=Now())
    return "no answer"


def unknown(notice: Notice, why: str, *, token: uuid.UUID) -> str:
    """It may have arrived or not, and nobody can be asked: a person has to find out."""
    _claimed(notice, token).update(state=NoticeState.UNKNOWN, reason=why[:200], **LET_GO)
    return "unknown"


def look_again(notice: Notice, *, token: uuid.UUID, after: timedelta, seen: int = 0) -> str:
    """Nothing is certain yet: ask the provider again after a while. `seen` more answers were no."""
    _claimed(notice, token).update(claim_until=Now() + after, lookups=F("lookups") + seen)
    return "asked"


def never_arrived(notice: Notice, *, token: uuid.UUID, at: datetime) -> str:
    """The provider says for certain that it has not got it: it is said as if for the first time."""
    notice.handoff_at = None
    _claimed(notice, token).update(lookups=0)
    return put_off(notice, NEVER_ARRIVED, token=token, at=at)


def _claimed(notice: Notice, token: uuid.UUID) -> QuerySet[Notice]:
    return Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING, claim_token=token)

"""How it went: the only lines that end a notice's claim after a hand-off.

Each also adds a line to the notice's trail, in the same statement.
"""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, JSONField, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

from market.channels import Receipt
from market.core.fallbacks import way_after
from market.core.reasons import NEVER_ARRIVED, RESTORED, TURN
from market.core.retries import MOST_ATTEMPTS, pause
from market.core.states import NoticeState
from market.models import Notice
from market.queries.ways import known_ways

LET_GO = {"claim_token": None, "claim_until": None}


# the provider has it: that is so, whoever holds the claim by now
SENT = """
UPDATE market_notice notice
SET state = 'sent', reason = '', sent_at = %(at)s, channel = told.channel,
    provider_id = told.provider_id, trail = trail || told.line, claim_token = NULL,
    claim_until = NULL
FROM unnest(%(ids)s::bigint[], %(channels)s::text[], %(provider_ids)s::text[], %(lines)s::jsonb[])
    told (id, channel, provider_id, line)
WHERE notice.id = told.id AND state <> 'sent'
"""


def trailing(notice: Notice, done: str, why: str = "", *, at: datetime) -> Any:
    """The trail of a notice with one more line: what became of this try."""
    more = Value([_line(notice, done, why, at=at)], JSONField())
    return CombinedExpression(F("trail"), "||", more, output_field=JSONField())


def _line(
    notice: Notice, done: str, why: str = "", *, at: datetime, id: str = ""
) -> dict[str, str]:
    line = {"at": at.isoformat(), "channel": notice.channel, "done": done, "why": why, "id": id}
    return {name: told for name, told in line.items() if told}


def sent(notice: Notice, receipt: Receipt, *, at: datetime) -> str:
    """The provider has it."""
    sent_all([(notice, receipt)], at=at)
    return "sent"


def sent_all(taken: Sequence[tuple[Notice, Receipt]], *, at: datetime) -> None:
    """The provider has all of these, whoever holds their claims by now."""
    ids = {notice.pk: receipt.provider_id[:120] for notice, receipt in taken}
    lines = [_line(notice, "sent", at=at, id=ids[notice.pk]) for notice, _ in taken]
    given: dict[str, Any] = {
        "ids": list(ids),
        "channels": [notice.channel for notice, _ in taken],
        "provider_ids": list(ids.values()),
        "lines": [json.dumps(line) for line in lines],
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(SENT, given)


def refused(notice: Notice, why: str, *, token: uuid.UUID, at: datetime) -> str:
    """The provider never will take it: it goes by another way, or a person has to see to it.

    If an earlier hand-off is still in doubt, so is the notice, and no other way is tried: the
    reader might hear it twice.
    """
    if notice.handoff_at is not None:
        return unknown(notice, why, token=token, at=at)
    following = way_after(notice.channels, notice.channel, known_ways(notice))
    if following is not None:
        return _elsewhere(notice, following, why, token=token, at=at)
    _claimed(notice, token).update(
        state=NoticeState.FAILED,
        reason=why[:200],
        handoff_at=None,
        trail=trailing(notice, "failed", why, at=at),
        **LET_GO,
    )
    return "failed"


def _elsewhere(notice: Notice, way: str, why: str, *, token: uuid.UUID, at: datetime) -> str:
    _claimed(notice, token).update(
        state=NoticeState.PENDING,
        channel=way,
        reason=why[:200],
        next_attempt_at=at,
        attempts=0,
        lookups=0,
        handoff_at=None,
        trail=trailing(notice, "another way", why, at=at),
        **LET_GO,
    )
    return "another way"


def put_off(
    notice: Notice, why: str, *, token: uuid.UUID, at: datetime, counts: bool = True
) -> str:
    """The provider did not take it this time. After the last attempt it is refused.

    An earlier hand-off that is still in doubt stays in doubt. counts: not for a provider that
    had no time for us; such a try is taken back.
    """
    if counts and notice.attempts >= MOST_ATTEMPTS:
        return refused(notice, why, token=token, at=at)
    again_at = at + pause(max(notice.attempts, 1), str(notice.public_id))
    _claimed(notice, token).update(
        state=NoticeState.PENDING,
        reason=why[:200],
        next_attempt_at=again_at,
        attempts=notice.attempts if counts else max(notice.attempts - 1, 0),
        handoff_at=notice.handoff_at,
        trail=trailing(notice, "put off", why, at=at),
        **LET_GO,
    )
    return "put off"


def wait_turn(
    notice: Notice, after: timedelta, *, token: uuid.UUID, at: datetime, marked: bool = False
) -> str:
    """It waits, and was not handed over: its channel is used as often as its provider allows, or
    the claim might not have lasted.

    marked: it was marked already. That counts as no try, and what an earlier hand-off left in
    doubt stays so.
    """
    _claimed(notice, token).update(
        state=NoticeState.PENDING,
        reason=TURN,
        next_attempt_at=at + after,
        attempts=notice.attempts - marked,
        handoff_at=notice.handoff_at,
        **LET_GO,
    )
    return "waits its turn"


def unsure(notice: Notice, why: str, *, token: uuid.UUID, at: datetime) -> str:
    """It was handed over and no answer came. The claim ends now: who reaps it will judge."""
    _claimed(notice, token).update(
        reason=why[:200],
        claim_until=Now(),
        trail=trailing(notice, "no answer", why[:200], at=at),
    )
    return "no answer"


def unknown(notice: Notice, why: str, *, token: uuid.UUID, at: datetime) -> str:
    """It may have arrived or not, and nobody can be asked: a person has to find out."""
    _claimed(notice, token).update(
        state=NoticeState.UNKNOWN,
        reason=why[:200],
        trail=trailing(notice, "unknown", why[:200], at=at),
        **LET_GO,
    )
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


def delivered(notice: Notice, provider_id: str, *, at: datetime) -> str:
    """The provider says afterwards that it has arrived: that ends every doubt."""
    Notice.objects.filter(pk=notice.pk).update(
        state=NoticeState.SENT,
        reason="",
        sent_at=notice.sent_at or at,
        delivered_at=at,
        provider_id=notice.provider_id or provider_id[:120],
        trail=trailing(notice, "delivered", at=at),
        **LET_GO,
    )
    return "delivered"


def not_delivered(notice: Notice, why: str, *, at: datetime) -> str:
    """The provider took it and could not deliver it: by the next way, or to a person."""
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


def set_aside(*, at: datetime) -> int:
    """After a restore: whatever was due and had not ended is in doubt. How many there were.

    The parts of a digest stay with it: it is in doubt for all of them.
    """
    line = [{"at": at.isoformat(), "done": "unknown", "why": RESTORED}]
    more = Value(line, JSONField())
    due = Notice.objects.filter(
        state__in=(NoticeState.PENDING, NoticeState.SENDING), next_attempt_at__lte=at
    )
    return due.update(
        state=NoticeState.UNKNOWN,
        reason=RESTORED,
        trail=CombinedExpression(F("trail"), "||", more, output_field=JSONField()),
        **LET_GO,
    )


def _claimed(notice: Notice, token: uuid.UUID) -> QuerySet[Notice]:
    return Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING, claim_token=token)

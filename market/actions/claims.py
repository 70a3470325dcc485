"""Who holds a notice while it is being said: a claim that expires, and a mark at the hand-off.

A claim is committed before anything leaves the house, so that a worker may die at any line and
another finds out what it had begun. Whether a claim has expired is for the database's own clock.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from market.models import Notice

# a claim must outlast one delivery: ten seconds to send, and time to write down how it went
LASTS_SECONDS = 60

# where the queue begins: what was said from its head stays in the index until it is vacuumed away,
# and is passed over once a round instead of by every question of it
OLDEST = "SELECT min(next_attempt_at) FROM market_notice WHERE state = 'pending'"

CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id FROM market_notice
    WHERE state = 'pending' AND stale_at > %(at)s
      AND next_attempt_at BETWEEN %(since)s AND %(at)s
      AND channel = ANY(%(channels)s)
      AND NOT EXISTS (
        SELECT FROM market_pause pause WHERE pause.ended_at IS NULL AND (
            pause.scope = 'all' OR (pause.scope = 'channel' AND pause.name = channel)
            OR (pause.scope = 'occasion' AND pause.name = occasion)))
    ORDER BY next_attempt_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE market_notice notice
SET state = 'sending', claim_token = %(token)s,
    claim_until = clock_timestamp() + %(lasts)s * interval '1 second'
FROM due WHERE notice.id = due.id
RETURNING notice.id
"""

# the claim is drawn out to cover the sending; the first hand-off in doubt keeps its moment
MARK = """
UPDATE market_notice notice
SET handoff_at = coalesce(handoff_at, clock_timestamp()), attempts = attempts + 1,
    claim_until = clock_timestamp() + %(lasts)s * interval '1 second',
    title = told.title, body = told.body, facts = told.facts
FROM unnest(%(ids)s::bigint[], %(titles)s::text[], %(bodies)s::text[], %(facts)s::jsonb[])
    told (id, title, body, facts)
WHERE notice.id = told.id AND state = 'sending' AND claim_token = %(token)s
RETURNING notice.id, attempts
"""

# a worker that died before the hand-off has said nothing: the notice waits again
FREE = """
WITH lost AS MATERIALIZED (
    SELECT id FROM market_notice
    WHERE state = 'sending' AND claim_until < statement_timestamp() AND handoff_at IS NULL
    ORDER BY claim_until LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE market_notice notice SET state = 'pending', claim_token = NULL, claim_until = NULL
FROM lost WHERE notice.id = lost.id
RETURNING notice.id
"""

TAKE_OVER = """
WITH lost AS MATERIALIZED (
    SELECT id FROM market_notice
    WHERE state = 'sending' AND claim_until < statement_timestamp() AND handoff_at IS NOT NULL
    ORDER BY claim_until LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE market_notice notice
SET claim_token = %(token)s, claim_until = clock_timestamp() + %(lasts)s * interval '1 second'
FROM lost WHERE notice.id = lost.id
RETURNING notice.id, clock_timestamp() - notice.handoff_at
"""


def oldest() -> datetime | None:
    """Since when something has waited to be said; None where nothing does."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        (since,) = cursor.fetchone() or (None,)
        return since


def claim(
    *, at: datetime, since: datetime, channels: Sequence[str], most: int, token: uuid.UUID
) -> list[Notice]:
    """Claim what is due and not held back, the longest due first.

    Nobody else has any of it while the claim lasts. since: nothing has waited for longer.
    """
    wanted = {"at": at, "channels": list(channels), "most": most, "since": since}
    rows = _rows(CLAIM, token=token, lasts=LASTS_SECONDS, **wanted)
    return _notices(number for (number,) in rows)


def mark(notice: Notice, *, token: uuid.UUID) -> bool:
    """Write down, just before the hand-off, that there will be one, and what is said in it.

    False when the claim is not ours any more: then it must not be said.
    """
    return bool(mark_all([notice], token=token))


def mark_all(notices: Sequence[Notice], *, token: uuid.UUID) -> list[Notice]:
    """The same for several that are handed over one after the other. Answers those still ours.

    Whoever dies on the way leaves all of them in doubt.
    """
    rows = _rows(
        MARK,
        ids=[notice.pk for notice in notices],
        titles=[notice.title for notice in notices],
        bodies=[notice.body for notice in notices],
        facts=[json.dumps(notice.facts) for notice in notices],
        token=token,
        lasts=LASTS_SECONDS,
    )
    attempts = dict(rows)
    ours = [notice for notice in notices if notice.pk in attempts]
    for notice in ours:
        notice.attempts = attempts[notice.pk]
    return ours


def free(*, most: int) -> int:
    """Let go of what dead workers had claimed and never handed over. How many there were."""
    return len(_rows(FREE, most=most))


def take_over(*, most: int, token: uuid.UUID) -> list[tuple[Notice, timedelta]]:
    """Claim what was handed over by workers that never came back to say how it went.

    Each with how long ago it was handed over first.
    """
    rows = dict(_rows(TAKE_OVER, most=most, token=token, lasts=LASTS_SECONDS))
    return [(notice, rows[notice.pk]) for notice in _notices(rows)]


def _notices(ids: Iterable[int]) -> list[Notice]:
    numbers = list(ids)
    if not numbers:
        return []
    found = Notice.objects.filter(pk__in=numbers).select_related("vendor", "user", "market")
    return list(found.order_by("next_attempt_at", "pk"))


def _rows(statement: str, **given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())

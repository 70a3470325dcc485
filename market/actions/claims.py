"""Who holds a notice while it is being said: a claim that expires, and a mark at the hand-off.

A claim is committed before anything leaves the house, so that a worker may die at any line and
another finds out what it had begun. Whether a claim has expired is for the database's own clock.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from market.core.phrases import AT_ANY_HOUR
from market.models import Notice

# a claim must outlast one delivery: ten seconds to send, and time to write down how it went
LASTS_SECONDS = 60

_DUE = """
    SELECT id FROM market_notice
    WHERE state = 'pending' AND next_attempt_at <= %(at)s AND stale_at > %(at)s
      AND channel = ANY(%(channels)s)
    ORDER BY next_attempt_at, id LIMIT %(most)s
"""

CLAIM = f"""
WITH due AS MATERIALIZED ({_DUE} FOR UPDATE SKIP LOCKED)
UPDATE market_notice notice
SET state = 'sending', claim_token = %(token)s,
    claim_until = clock_timestamp() + %(lasts)s * interval '1 second'
FROM due WHERE notice.id = due.id
RETURNING notice.id
"""

COUNT = f"SELECT count(*) FROM ({_DUE}) due"

# the claim is drawn out to cover the sending; the first hand-off in doubt keeps its moment
MARK = """
UPDATE market_notice
SET handoff_at = coalesce(handoff_at, clock_timestamp()), attempts = attempts + 1,
    claim_until = clock_timestamp() + %(lasts)s * interval '1 second',
    title = %(title)s, body = %(body)s
WHERE id = %(id)s AND state = 'sending' AND claim_token = %(token)s
RETURNING attempts
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
RETURNING notice.id
"""

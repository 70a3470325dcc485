"""How fast a channel may be used: exactly as often as its provider allows, over all workers.

Counted in the database, by its clock: a worker more, or a Redis less, changes nothing.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

BEGIN = "INSERT INTO market_pace (channel, taken) VALUES (%s, '{}') ON CONFLICT DO NOTHING"
# the last so many moments are kept; the oldest of them must lie outside the window, or in the
# future, which a clock that was set back makes of it
TAKE = """
UPDATE market_pace
SET taken = (taken || clock_timestamp())[greatest(cardinality(taken) + 2 - %(most)s, 1):]
WHERE channel = %(channel)s AND (
    cardinality(taken) < %(most)s
    OR taken[cardinality(taken) + 1 - %(most)s]
        NOT BETWEEN clock_timestamp() - %(window)s AND clock_timestamp())
RETURNING 1
"""
WAIT = """
SELECT greatest(taken[cardinality(taken) + 1 - %(most)s] + %(window)s - clock_timestamp(),
    interval '1 second')
FROM market_pace WHERE channel = %(channel)s
"""
NO_TIME = timedelta()


def take(channel: str) -> timedelta:
    """Take one turn on a channel. Zero when it is ours, else how long to wait for the next."""
    rate = settings.NOTICE_RATES.get(channel)
    if rate is None:
        return NO_TIME
    most, seconds = rate
    given: dict[str, Any] = {"channel": channel, "most": most, "window": timedelta(seconds=seconds)}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, given)
        if cursor.fetchone():
            return NO_TIME
        cursor.execute(BEGIN, [channel])
        if cursor.rowcount:
            cursor.execute(TAKE, given)
            if cursor.fetchone():
                return NO_TIME
        cursor.execute(WAIT, given)
        row = cursor.fetchone()
    wait: timedelta = row[0] if row and row[0] is not None else timedelta(seconds=1)
    return wait

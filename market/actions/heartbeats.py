"""Who still ticks: a mark by the database's clock, each time a job comes round."""

from django.db import connection

BEAT = """
INSERT INTO market_heartbeat (name, at) VALUES (%s, clock_timestamp())
ON CONFLICT (name) DO UPDATE SET at = excluded.at
"""


def beat(name: str) -> None:
    """Note that the job came round."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, [name])

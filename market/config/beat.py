"""Celery beat that ticks only while it holds a PostgreSQL advisory lock: two beats ring once."""

from typing import Any

import psycopg
from celery.beat import PersistentScheduler
from django.conf import settings

ADVISORY_LOCK = 0x4855_4951_5541_4E
STANDBY_SECONDS = 1.0


class LockedScheduler(PersistentScheduler):  # type: ignore[misc]
    """A scheduler that stands by until the lock is its own, and again when its connection is lost.

    The lock lives as long as the connection: a beat that dies frees it at once. The connection
    must be direct, not through a pooler that shares sessions.
    """

    _connection: psycopg.Connection[Any] | None = None

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if not self._holds_lock():
            return STANDBY_SECONDS
        return float(super().tick(*args, **kwargs))

    def close(self) -> None:
        super().close()
        if self._connection is not None:
            self._connection.close()

    def _holds_lock(self) -> bool:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = None
                return self._take_lock()
            self._connection.execute("SELECT 1")
        except psycopg.OperationalError:
            self._connection = None
            return False
        return True

    def _take_lock(self) -> bool:
        connection = psycopg.connect(settings.ENV.database_url, autocommit=True, connect_timeout=5)
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK]).fetchone()
        if row is not None and row[0]:
            self._connection = connection
            return True
        connection.close()
        return False

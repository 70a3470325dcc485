"""Celery beat that ticks only while it holds a PostgreSQL advisory lock: two beats ring once."""

import contextlib
from datetime import timedelta
from typing import Any

import psycopg
from celery.beat import PersistentScheduler
from django.db import connections

ADVISORY_LOCK = 0x4855_4951_5541_4E
STANDBY_SECONDS = 1.0
NO_TIME = timedelta()

# a database that is cut off, and has long given the lock to another beat, is noticed in seconds
NOTICE_SOON = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


class LockedScheduler(PersistentScheduler):
    """A scheduler that stands by until the lock is its own, and again when its connection is lost.

    Whoever comes by the lock rings for everything at once: nobody knows what was missed, and to
    ring once too often is harmless. The lock lives as long as the connection: a beat that dies
    frees it at once. The connection must be direct, not through a pooler that shares sessions.
    """

    _connection: psycopg.Connection[Any] | None = None

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if not self._holds_lock():
            return STANDBY_SECONDS
        self._mind_the_clock()
        return float(super().tick(*args, **kwargs))

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._let_go()

    def _holds_lock(self) -> bool:
        try:
            if self._connection is None:
                return self._take_lock()
            self._connection.execute("SELECT 1")
        except psycopg.Error:
            self._let_go()
            return False
        return True

    def _take_lock(self) -> bool:
        where = connections["default"].get_connection_params() | NOTICE_SOON
        connection = psycopg.connect(**where, autocommit=True)
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK]).fetchone()
        if row is not None and row[0]:
            self._connection = connection
            self._begin_anew()
            return True
        connection.close()
        return False

    def _let_go(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
        self._connection = None

    def _mind_the_clock(self) -> None:
        """After the clock was set back, nothing would ring until it has caught up."""
        entries = self.schedule.values()
        if any(entry.last_run_at and entry.last_run_at > entry.default_now() for entry in entries):
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Every job that runs at a pace of its own is due now."""
        for entry in self.schedule.values():
            pace = getattr(entry.schedule, "run_every", NO_TIME)
            entry.last_run_at = entry.default_now() - pace
        self._heap = None

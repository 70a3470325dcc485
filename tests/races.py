"""Real races: threads with connections of their own, and a way to see that one is waiting."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection


class Runner(threading.Thread):
    """Runs an act on a connection of its own and keeps what came of it."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.act = act
        self.outcome: Any = None
        self.start()

    def run(self) -> None:
        try:
            self.outcome = self.act()
        except Exception as fault:
            self.outcome = fault
        finally:
            connection.close()

    def result(self) -> Any:
        self.join(20)
        assert not self.is_alive(), "it never came back"
        return self.outcome


def until_somebody_waits(seconds: float = 10) -> None:
    """Return as soon as some connection of this database waits for a lock."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE NOT granted AND datname = current_database()"
            )
            row = cursor.fetchone()
        if row and row[0]:
            return
        time.sleep(0.005)
    raise AssertionError("nobody waited for a lock")


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts at the same moment; the outcomes in the order given."""
    barrier = threading.Barrier(len(acts))

    def behind(act: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            barrier.wait()
            return act()

        return run

    return [runner.result() for runner in [Runner(behind(act)) for act in acts]]

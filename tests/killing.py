"""Processes that die at a statement of their own choice."""

import os
import signal
from typing import Any

from django.db import connection


def killed_at(number: int, *, saying: str = "", before: bool = False) -> Any:
    """A wrapper of every SQL statement that kills the process at the nth that says this.

    before: the statement itself is not sent any more; else the process dies once it is answered.
    """
    passed = 0

    def run(execute: Any, sql: str, *given: Any) -> Any:
        nonlocal passed
        passed += saying in sql
        now = saying in sql and passed == number
        if now and before:
            os.kill(os.getpid(), signal.SIGKILL)
        outcome = execute(sql, *given)
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    return connection.execute_wrapper(run)

"""What happens when two people want the same row at the same moment."""

import functools
from collections.abc import Callable
from hashlib import sha256
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from psycopg import errors

from market.core.refusals import Conflict

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 3


def in_one_go(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action in one transaction, and again where the database broke a deadlock.

    This will try three times and then refuse with Conflict("pitch_taken"): whoever keeps losing
    a deadlock over a pitch has lost the pitch. Inside a transaction that is already open there
    is nothing to begin again with, so the first deadlock refuses.
    """

    @functools.wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        tries = 1 if connection.in_atomic_block else TRIES
        for _ in range(tries):
            try:
                with transaction.atomic():
                    return action(*args, **kwargs)
            except OperationalError as fault:
                if not isinstance(
                    fault.__cause__, errors.DeadlockDetected | errors.SerializationFailure
                ):
                    raise
        raise Conflict(
            "pitch_taken", "Somebody else has just taken this pitch. Please choose another one."
        )

    return run


def one_at_a_time(name: str) -> None:
    """Whoever asks for the same name waits until the transaction that has it is over."""
    lock = int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])

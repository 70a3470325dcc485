"""References that did not agree: refused, but not forgotten."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import moves
from market.core.actors import Actor
from market.core.refusals import Conflict
from market.core.states import MISMATCH
from market.models import Account, Mismatch

DIFFERS = "payment_differs"
_LONGEST = 200


@contextmanager
def noted(
    accounts: Sequence[Account], *, key: str, told_fen: int, by: Actor, at: datetime
) -> Iterator[None]:
    """Book something in one transaction; where its reference differs, write that down and refuse.

    Whatever was booked inside is gone then; the note stays, unless the caller's own transaction
    is rolled back too.
    """
    try:
        with transaction.atomic():
            yield
    except Conflict as refusal:
        if refusal.code == DIFFERS:
            _note(accounts, refusal, key=key, told_fen=told_fen, by=by, at=at)
        raise


def settle(mismatch: Mismatch, *, reason: str, by: Actor, at: datetime) -> Mismatch:
    """Say what became of it: which amount is right, and what was done."""
    rules.require(by, "mismatch.settle", mismatch)
    return moves.move(mismatch, MISMATCH, "settle", by=by, at=at, reason=reason)


def _note(
    accounts: Sequence[Account],
    refusal: Conflict,
    *,
    key: str,
    told_fen: int,
    by: Actor,
    at: datetime,
) -> None:
    row = Mismatch(
        market_id=accounts[0].market_id,
        key=key,
        booked_fen=refusal.facts["booked_fen"],
        told_fen=told_fen,
        told_for="、".join(account.vendor.name for account in accounts)[:_LONGEST],
        told_at=at,
        told_by=by.name[:60],
    )
    Mismatch.objects.bulk_create([row], ignore_conflicts=True)

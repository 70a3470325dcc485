"""Each guard of delivery taken away, so that the run can be seen to fail without it."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from market.actions import claims, delivery
from market.channels import Message, Receipt
from market.channels.gateway import Gateway


def _no_claim() -> None:
    """Whatever is due is said by everyone who looks."""
    claims.CLAIM = (
        "SELECT id FROM market_notice WHERE state = 'pending' AND next_attempt_at <= %(at)s"
        " AND stale_at > %(at)s AND channel = ANY(%(channels)s)"
        " ORDER BY next_attempt_at, id LIMIT %(most)s"
    )
    claims.MARK = (
        "UPDATE market_notice SET attempts = attempts + 1 WHERE id = ANY(%(ids)s)"
        " RETURNING id, attempts"
    )


def _no_mark() -> None:
    """A claim that ran out is taken for one that was never handed over."""
    claims.MARK = claims.MARK.replace("coalesce(handoff_at, clock_timestamp())", "NULL")


def _no_key() -> None:
    """Every try has a key of its own."""
    send = Gateway.send

    def forgetful(self: Gateway, message: Message) -> Receipt:
        return send(self, replace(message, key=str(uuid.uuid4())))

    Gateway.send = forgetful  # type: ignore[method-assign]


def _no_grace() -> None:
    """The provider's first no is believed at once."""
    delivery.GRACE = timedelta()
    delivery.ENOUGH_NOES = 1


SABOTAGE: dict[str, Callable[[], None]] = {
    "claim": _no_claim,
    "mark": _no_mark,
    "key": _no_key,
    "grace": _no_grace,
}

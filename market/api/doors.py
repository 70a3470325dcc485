"""Refusals of the API's own door: before the deed is looked at, or instead of it."""

from typing import ClassVar

from market.core.refusals import Refusal


class TurnedAway(Refusal):
    """The door says no by itself, with a status of its own."""

    status: ClassVar[int] = 400


class NotKnown(TurnedAway):
    """Nobody knows who asks, or the key shown is no longer good."""

    status = 401


class TooLarge(TurnedAway):
    """More was sent than is read."""

    status = 413


class Stale(TurnedAway):
    """The thing has changed since it was read (If-Match)."""

    status = 412


class Unconditional(TurnedAway):
    """What several people edit is changed only by who says which version was read."""

    status = 428


class TooMany(TurnedAway):
    """Too many requests in a short while. facts: wait_seconds."""

    status = 429

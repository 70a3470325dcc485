"""One line of a statement: money that came in, went out, or did neither."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from market.core.hours import local_day


class Direction(StrEnum):
    """neither: moved between own pockets, or undone in the end."""

    IN = "in"
    OUT = "out"
    NEITHER = "neither"


@dataclass(frozen=True)
class Movement:
    """What a line says. amount_fen is never below zero; the direction says where it went.

    account: the other side's number, still readable: it is masked and printed before it is kept.
    reference: the provider's own number of this movement. balance_fen: after it, where told.
    """

    booked_at: datetime
    direction: Direction
    amount_fen: int
    balance_fen: int | None = None
    name: str = ""
    account: str = field(default="", repr=False)
    memo: str = ""
    reference: str = ""
    channel: str = ""
    timed: bool = True

    @property
    def on(self) -> date:
        return local_day(self.booked_at)

    @property
    def signed_fen(self) -> int:
        """What it adds to the account."""
        if self.direction is Direction.NEITHER:
            return 0
        return self.amount_fen if self.direction is Direction.IN else -self.amount_fen

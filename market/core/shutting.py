"""Ground that is announced as closed, as the app that announces it tells it to the others."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Shutting:
    """A market day on which a zone, or (none) the whole market, is closed.

    key: names it for good, wherever it is moved. percent: what is taken off the rent of that day.
    note: what a bill says of it, at most 100 characters.
    """

    key: str
    market: int
    zone: int | None
    day: date
    percent: Decimal
    note: str

"""What a change of a lease does to the books, bill by bill, before anybody agrees to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from market.core.periods import Period


@dataclass(frozen=True)
class EffectLine:
    """Something charged (above zero) or credited (below) at once. period: none of a one-off."""

    item: str
    vendor: str
    period: Period | None
    due_on: date
    amount_fen: int
    working: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LaterBill:
    """A bill that has not gone out, as it was to be and as it will be. None: there is no such bill."""

    period: Period
    due_on: date
    before_fen: int | None
    after_fen: int | None


@dataclass(frozen=True)
class Effect:
    """All of it. later: bills that change, without those that stay as they are."""

    lines: tuple[EffectLine, ...]
    later: tuple[LaterBill, ...]

    @property
    def charged_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines if line.amount_fen > 0)

    @property
    def credited_fen(self) -> int:
        return -sum(line.amount_fen for line in self.lines if line.amount_fen < 0)


# a bill that has not gone out: the day it is due, and what it comes to
Planned = Mapping[Period, tuple[date, int]]


def changed(before: Planned, after: Planned) -> tuple[LaterBill, ...]:
    """The bills that come out otherwise, in the order of their days."""
    return tuple(_changed(before, after))


def _changed(before: Planned, after: Planned) -> Iterable[LaterBill]:
    periods = {*before, *after}
    for period in sorted(periods, key=lambda each: (each.start, each.end or date.max)):
        was, now = before.get(period), after.get(period)
        if was != now:
            due_on = (now or was or (period.start, 0))[0]
            yield LaterBill(
                period, due_on, None if was is None else was[1], None if now is None else now[1]
            )

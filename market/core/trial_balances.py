"""The trial balance of a month (科目余额表): what stood on each account, what came and went, what stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from market.core.journals import Totals, Turnover


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One account: its balance as the month began, the turnover of the month, its balance after."""

    code: str
    opening_fen: int
    turnover: Turnover

    @property
    def closing_fen(self) -> int:
        return self.opening_fen + self.turnover.balance_fen

    @property
    def opening(self) -> Turnover:
        return on_its_side(self.opening_fen)

    @property
    def closing(self) -> Turnover:
        return on_its_side(self.closing_fen)


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account that anything stands or moved on, in the order of their codes."""

    lines: tuple[BalanceLine, ...]

    @property
    def opening(self) -> Turnover:
        return _sum(line.opening for line in self.lines)

    @property
    def turnover(self) -> Turnover:
        return _sum(line.turnover for line in self.lines)

    @property
    def closing(self) -> Turnover:
        return _sum(line.closing for line in self.lines)


def trial_balance(before: Totals, during: Totals) -> TrialBalance:
    """From what moved before the month and during it. Accounts with nothing at all are left out."""
    lines = (
        BalanceLine(code, before.get(code, Turnover()).balance_fen, during.get(code, Turnover()))
        for code in sorted({*before, *during})
    )
    return TrialBalance(
        tuple(line for line in lines if line.opening_fen or line.turnover != Turnover())
    )


def on_its_side(balance_fen: int) -> Turnover:
    """A balance on the side where it lies: below zero it is a credit."""
    return Turnover(max(balance_fen, 0), max(-balance_fen, 0))


def _sum(turnovers: Iterable[Turnover]) -> Turnover:
    return sum(turnovers, Turnover())

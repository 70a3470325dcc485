"""The running balance of an account. Amounts in whole fen; above zero is owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement. A credit is a charge below zero, money given back a payment below."""

    on: date
    what: str
    charged_fen: int = 0
    paid_fen: int = 0


def run(entries: Iterable[Entry], *, opening_fen: int) -> list[tuple[Entry, int]]:
    """Each entry with what is owed after it."""
    balance = opening_fen
    lines = []
    for entry in entries:
        balance += entry.charged_fen - entry.paid_fen
        lines.append((entry, balance))
    return lines

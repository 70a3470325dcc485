"""What matching is told, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Confidence(StrEnum):
    """sure: one vendor and one reckoning, and nothing near it. None of them books by itself."""

    SURE = "sure"
    LIKELY = "likely"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Bill:
    """What is still owed by one day, in fen."""

    fen: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Book:
    """An account: what its vendor is called, what is open, and by what else it is known.

    names: of the vendor and who stands behind it. signs: codes of stalls, numbers of leases.
    """

    account: int
    names: tuple[str, ...]
    bills: tuple[Bill, ...] = ()
    phone: str = ""
    signs: tuple[str, ...] = ()

    @property
    def open_fen(self) -> int:
        return sum(bill.fen for bill in self.bills)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who paid for an account before: by the print of the paying account, or by name."""

    account: int
    print: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A payment that somebody booked by hand; lined: one that a line stands behind already."""

    payment: int
    account: int
    amount_fen: int
    on: date
    lined: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a line says of money that came in. referenced: it has a number of its own."""

    amount_fen: int
    on: date
    name: str = ""
    print: str = ""
    memo: str = ""
    referenced: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in a sentence: an English template, filled with the facts where it is shown."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """So many fen for one account."""

    account: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where the money of a line may belong. The parts add up to the line.

    payment: the payment that is in the books already; then nothing is booked, only tied.
    """

    parts: tuple[Part, ...]
    confidence: Confidence
    score: int
    reasons: tuple[Reason, ...]
    payment: int | None = None

    @property
    def accounts(self) -> frozenset[int]:
        return frozenset(part.account for part in self.parts)

"""Which money pays which charge: planned here, written by the actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from market.core.money import yuan
from market.core.refusals import Conflict


class Paid(StrEnum):
    """How far a charge is paid, read off its amount and what is open."""

    OPEN = "open"
    PARTLY = "partly_paid"
    FULLY = "paid"


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """What is still owed on a charge, in fen. Without a due day it comes after those with one."""

    key: str
    open_fen: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """So many fen for the charge with that key."""

    key: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The portions of an amount, and what is left of it: the vendor's credit."""

    portions: tuple[Portion, ...]
    left_fen: int

    def paid_fen(self, key: str) -> int:
        """What the plan pays on one charge."""
        return sum(portion.amount_fen for portion in self.portions if portion.key == key)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in, or went back (below zero). One reference is one receipt."""

    amount_fen: int
    reference: str | None = None


def allocate(charges: Iterable[OpenCharge], amount_fen: int) -> Plan:
    """This will pay the oldest due charge first, in the given order among those due together.

    Raises ValueError for an amount below zero: what goes back is taken from its own portions.
    """
    if amount_fen < 0:
        raise ValueError("only money that came in can be allocated")
    portions = []
    for charge in sorted(charges, key=lambda charge: charge.due_on or date.max):
        portion_fen = min(charge.open_fen, amount_fen)
        if portion_fen > 0:
            portions.append(Portion(charge.key, portion_fen))
            amount_fen -= portion_fen
    return Plan(tuple(portions), amount_fen)


def received(receipts: Sequence[Receipt]) -> int:
    """What came in altogether, in fen; a reference that is told twice counts once.

    Raises Conflict("reference_reused") when a reference comes back with another amount.
    """
    by_reference: dict[str, int] = {}
    total_fen = 0
    for receipt in receipts:
        if receipt.reference is None:
            total_fen += receipt.amount_fen
            continue
        known_fen = by_reference.setdefault(receipt.reference, receipt.amount_fen)
        if known_fen != receipt.amount_fen:
            raise Conflict(
                "reference_reused",
                "{reference} was already booked with {known}, and now says {told}. Ask the payer.",
                reference=receipt.reference,
                known=yuan(known_fen),
                told=yuan(receipt.amount_fen),
            )
    return total_fen + sum(by_reference.values())


def standing(amount_fen: int, open_fen: int) -> Paid:
    """How far a charge of that amount is paid when so much of it is open."""
    if open_fen == 0:
        return Paid.FULLY
    return Paid.OPEN if open_fen == amount_fen else Paid.PARTLY

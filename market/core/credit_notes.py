"""Taking back what was charged: whole, row by row, or a part; never more than is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from market.core.money import yuan
from market.core.refusals import Conflict


class Credited(StrEnum):
    """Whether anything of the bill still stands."""

    OPEN = "open"
    IN_FULL = "credited_in_full"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a bill, in fen: what it charged, and what of that was credited before."""

    amount_fen: int
    credited_fen: int = 0

    @property
    def left_fen(self) -> int:
        return self.amount_fen - self.credited_fen


@dataclass(frozen=True, slots=True)
class CreditedBill:
    """A bill's rows with their credits, and what was paid on it. A credit makes a new one."""

    rows: tuple[Row, ...]
    paid_fen: int = 0

    @property
    def amount_fen(self) -> int:
        return sum(row.amount_fen for row in self.rows)

    @property
    def left_fen(self) -> int:
        """What has been charged and not credited."""
        return sum(row.left_fen for row in self.rows)

    @property
    def credited(self) -> Credited:
        return Credited.OPEN if self.left_fen else Credited.IN_FULL

    @property
    def open_fen(self) -> int:
        """What is still to be paid."""
        return max(self.left_fen - self.paid_fen, 0)

    @property
    def refundable_fen(self) -> int:
        """What was paid and is no longer owed."""
        return max(self.paid_fen - self.left_fen, 0)

    def credit_all(self) -> Self:
        """This will credit all that is left. Raises Conflict("nothing_left_to_credit")."""
        return self._credit([row.left_fen for row in self.rows])

    def credit_row(self, number: int) -> Self:
        """This will credit all that is left of one row, counted from 1."""
        return self._credit(
            [row.left_fen if at == number else 0 for at, row in enumerate(self.rows, 1)]
        )

    def credit_amount(self, amount_fen: int) -> Self:
        """This will credit so much, from the first rows on.

        Raises Conflict "more_than_the_invoice" or "more_than_the_remaining_part".
        """
        facts = {"amount": yuan(amount_fen), "left": yuan(self.left_fen)}
        if amount_fen > self.amount_fen:
            sentence = "{amount} is more than the whole bill. At most {left} can be credited."
            raise Conflict("more_than_the_invoice", sentence, **facts)
        if amount_fen > self.left_fen > 0:
            sentence = "{amount} is more than what is left. At most {left} can be credited."
            raise Conflict("more_than_the_remaining_part", sentence, **facts)
        return self._credit(_from_the_first(self.rows, amount_fen))

    def _credit(self, credits_fen: Sequence[int]) -> Self:
        if sum(credits_fen) <= 0:
            raise Conflict("nothing_left_to_credit", "There is nothing left here to credit.")
        rows = zip(self.rows, credits_fen, strict=True)
        return replace(
            self,
            rows=tuple(replace(row, credited_fen=row.credited_fen + more) for row, more in rows),
        )


def _from_the_first(rows: Sequence[Row], amount_fen: int) -> list[int]:
    credits = []
    for row in rows:
        credits.append(min(row.left_fen, amount_fen))
        amount_fen -= credits[-1]
    return credits

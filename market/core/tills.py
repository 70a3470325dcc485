"""What a cashier took: by method, what was reversed, what was handed back, what cash should be there."""

from collections.abc import Iterable
from dataclasses import dataclass

from market.core.refusals import Invalid

CASH = "cash"
# notes and coins of the renminbi, in fen
WORTHS = (10000, 5000, 2000, 1000, 500, 100, 50, 10)


@dataclass(frozen=True, slots=True)
class Entry:
    """One payment (above zero), reversal (below zero) or refund (below zero), in fen."""

    method: str
    amount_fen: int
    refund: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """One method's line of a closing, in fen. What was reversed and refunded is above zero."""

    method: str
    count: int
    amount_fen: int
    reversed_fen: int
    refunded_fen: int

    @property
    def net_fen(self) -> int:
        return self.amount_fen - self.reversed_fen - self.refunded_fen


def takings(entries: Iterable[Entry]) -> tuple[Taking, ...]:
    """This will add up the entries, one line for each method, cash first."""
    by_method: dict[str, list[Entry]] = {}
    for entry in entries:
        by_method.setdefault(entry.method, []).append(entry)
    return tuple(
        Taking(
            method,
            len(found),
            sum(entry.amount_fen for entry in found if entry.amount_fen > 0),
            -sum(entry.amount_fen for entry in found if entry.amount_fen < 0 and not entry.refund),
            -sum(entry.amount_fen for entry in found if entry.refund),
        )
        for method, found in sorted(by_method.items(), key=lambda pair: (pair[0] != CASH, pair[0]))
    )


def expected_cash(lines: Iterable[Taking], *, float_fen: int = 0) -> int:
    """What should lie in the drawer: the change that was there, and the cash that came and went."""
    return float_fen + sum(line.net_fen for line in lines if line.method == CASH)


def counted(counts: dict[int, int]) -> int:
    """What so many notes and coins of each worth (in fen) are together.

    Raises Invalid("bad_count") for a worth that there is not, or a number below zero.
    """
    if any(worth not in WORTHS or number < 0 for worth, number in counts.items()):
        raise Invalid(
            "bad_count",
            "Count notes and coins that there are, zero or more of each.",
            field="counts",
        )
    return sum(worth * number for worth, number in counts.items())

"""Whether a statement adds up: each balance after the one before it, and the last from the first."""

from collections.abc import Sequence
from itertools import pairwise

from market.core.maps import Fault
from market.core.money import yuan
from market.core.movements import Movement

Numbered = tuple[int, Movement]


def imbalances(
    lines: Sequence[Numbered], *, opening_fen: int | None = None, closing_fen: int | None = None
) -> tuple[tuple[int, Fault], ...]:
    """This will say on which lines the balance is not what the lines before make of it.

    lines: (line of the file, what it says), in the order of the file, the newest first or last.
    Where opening and closing balance are told and do not follow from the lines, line 0 says so.
    """
    found = min((_running(lines), _running(lines[::-1])), key=len)
    whole = sum(movement.signed_fen for _, movement in lines)
    if opening_fen is None or closing_fen is None or opening_fen + whole == closing_fen:
        return tuple(sorted(found, key=lambda pair: pair[0]))
    facts = {
        "opening": yuan(opening_fen),
        "sum": yuan(whole),
        "closing": yuan(closing_fen),
    }
    words = (
        "It begins with {opening}, the lines add {sum}, and it ends with {closing}. "
        "Lines are missing: export it again."
    )
    missing = Fault("", "statement_does_not_add_up", words, facts)
    return ((0, missing), *sorted(found, key=lambda pair: pair[0]))


def _running(lines: Sequence[Numbered]) -> list[tuple[int, Fault]]:
    found = []
    for (_, before), (line, after) in pairwise(lines):
        if before.balance_fen is None or after.balance_fen is None:
            continue
        due = before.balance_fen + after.signed_fen
        if due != after.balance_fen:
            facts = {"due": yuan(due), "told": yuan(after.balance_fen)}
            words = "After this line the balance should be {due}; the file says {told}."
            found.append((line, Fault("", "balance_breaks", words, facts)))
    return found

"""Settling a deposit (押金) when a lease ends: claims in order, then what is returned."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settlement:
    """What each claim received from the deposit, what goes back, what stays a debt; in fen."""

    applied_fen: tuple[int, ...]
    returned_fen: int
    still_owed_fen: int


def settle(deposit_fen: int, claims_fen: Sequence[int]) -> Settlement:
    """This will apply the deposit to the claims in the order given, as far as it reaches."""
    left_fen = deposit_fen
    applied = []
    for claim_fen in claims_fen:
        applied.append(min(claim_fen, left_fen))
        left_fen -= applied[-1]
    return Settlement(tuple(applied), left_fen, sum(claims_fen) - sum(applied))

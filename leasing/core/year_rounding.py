"""A year's amount in equal instalments that add up to it, to the fen."""

from fractions import Fraction
from itertools import pairwise

from market.core.money import rounded


def last_corrects(total_fen: int, count: int) -> tuple[int, ...]:
    """Each part rounded alike; the last takes what is missing or too much."""
    part = rounded(Fraction(total_fen, count))
    return (part,) * (count - 1) + (total_fen - part * (count - 1),)


def running_total(total_fen: int, count: int) -> tuple[int, ...]:
    """The running total rounded each time: no sum so far is off by more than half a fen."""
    so_far = [rounded(Fraction(total_fen * number, count)) for number in range(count + 1)]
    return tuple(after - before for before, after in pairwise(so_far))

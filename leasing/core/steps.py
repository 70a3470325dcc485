"""Rent that steps up by a percentage (递增)."""

from fractions import Fraction

from market.core.money import rounded


def steps(base_fen: int, percent: Fraction, *, every_years: int, years: int) -> tuple[int, ...]:
    """The amount for each of the years, in fen.

    It rises every so many years; each rise is rounded, and the next builds on what was rounded,
    because that is the amount the contract names.
    """
    amounts = [base_fen]
    for year in range(1, years):
        rise = year % every_years == 0
        amounts.append(rounded(amounts[-1] * (1 + percent / 100)) if rise else amounts[-1])
    return tuple(amounts)

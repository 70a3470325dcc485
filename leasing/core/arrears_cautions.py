"""What the law would rather not see in the terms: said, never forbidden. Pure checks."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

HIGHEST_DAILY_PERCENT = Fraction(1, 10)
HIGHEST_CAP_PERCENT = Fraction(30)
HIGHEST_EARNEST = Fraction(1, 5)


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence (an English msgid with facts), and the article it rests on."""

    code: str
    sentence: str
    article: str
    facts: tuple[tuple[str, Any], ...] = ()


def of_rate(percent_per_day: Fraction) -> list[Caution]:
    """Above 0.1 % a day a penalty is easily held excessive (民法典 585)."""
    if percent_per_day <= HIGHEST_DAILY_PERCENT:
        return []
    words = "More than 0.1 % a day is easily held excessive by a court, and cut down."
    return [Caution("high_rate", words, "民法典 585")]


def of_cap(cap_percent: Fraction | None) -> list[Caution]:
    """A penalty above 30 % of the loss is generally excessive (民法典 585; 2023 interpretation 65)."""
    if cap_percent is not None and cap_percent <= HIGHEST_CAP_PERCENT:
        return []
    words = "A late fee above 30 per cent of what is owed is generally held excessive."
    return [Caution("high_cap", words, "民法典 585")]


def of_earnest(earnest_fen: int, contract_fen: int) -> list[Caution]:
    """Earnest money (定金) counts as such up to 20 % of the contract's value (民法典 586)."""
    if earnest_fen <= contract_fen * HIGHEST_EARNEST:
        return []
    words = "Earnest money counts only up to 20 per cent of the contract: {most} yuan here."
    most = int(contract_fen * HIGHEST_EARNEST)
    facts = (("most", f"{most // 100}.{most % 100:02}"),)
    return [Caution("high_earnest", words, "民法典 586", facts)]


def of_names(items: frozenset[str]) -> list[Caution]:
    """A deposit (押金) and earnest money (定金) are two things: one is returned, one is forfeited."""
    if not {"deposit", "earnest"} <= items:
        return []
    words = "This asks for a deposit and for earnest money. Say in the contract which is which."
    return [Caution("deposit_and_earnest", words, "民法典 586")]

"""Why a lease ends before its time, and what follows from the reason."""

from enum import StrEnum


class EndReason(StrEnum):
    """agreed: both sides. expired: it ran out. vendor: leaves early. market: the house breaks it off.

    breach: the vendor broke it. arrears: the rent was not paid.
    """

    AGREED = "agreed"
    EXPIRED = "expired"
    VENDOR = "vendor"
    MARKET = "market"
    BREACH = "breach"
    ARREARS = "arrears"


# what was forgone is owed after all
VENDOR_LEAVES = frozenset({EndReason.VENDOR, EndReason.BREACH, EndReason.ARREARS})
# one side breaks it off; otherwise it ends
BROKEN_OFF = frozenset({EndReason.MARKET, EndReason.BREACH, EndReason.ARREARS})


def move_of(reason: EndReason) -> str:
    """The move of the lease that this reason asks for."""
    return "terminate" if reason in BROKEN_OFF else "end"

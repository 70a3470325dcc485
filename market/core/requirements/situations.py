"""Where and what a vendor trades, as far as it decides which papers are needed."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Situation:
    """One place of trade. Pitches side by side count as one, with their areas together.

    area_m2: None where it was never measured; then it counts as large. vendor_kind: person,
    household, company, cooperative, or "" where it is not known.
    """

    kind: str = "stall"
    shopfront: bool = False
    area_m2: Decimal | None = None
    gas: bool = False
    temporary: bool = False
    trade: str = ""
    goods: tuple[str, ...] = ()
    workers: int = 1
    scales: int = 0
    vendor_kind: str = ""

"""What was used month by month, to be drawn."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from leasing.core.metering.dials import Span
from leasing.core.metering.months import month_billed

TALLEST = 48


@dataclass(frozen=True, slots=True)
class Bar:
    """A month: what was used, in whole units to be read, and how tall it is of TALLEST."""

    month: date
    units: Fraction
    height: int
    estimated: bool

    @property
    def shown(self) -> str:
        """The units to be read: at most one decimal."""
        tenths = round(self.units * 10)
        return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"


def bars(found: Iterable[Span], *, most: int = 13) -> list[Bar]:
    """The last months in which a reading closed a span, the oldest first."""
    units: Counter[date] = Counter()
    guessed: dict[date, bool] = {}
    for span in found:
        month = month_billed(span.closes_on)
        units[month] += span.units  # type: ignore[assignment]
        guessed[month] = guessed.get(month, False) or span.estimated
    months = sorted(units)[-most:]
    top = max((Fraction(units[month]) for month in months), default=Fraction(0)) or Fraction(1)
    return [
        Bar(
            month,
            Fraction(units[month]),
            max(round(Fraction(units[month]) / top * TALLEST), 0),
            guessed[month],
        )
        for month in months
    ]

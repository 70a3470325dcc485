"""Stretches of whole months that follow one another, counted from an anchor day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from market.core.periods import Period, months_after


@dataclass(frozen=True, slots=True)
class Cycle:
    """Every so many months from the anchor, before it as well as after.

    The k-th boundary is the anchor plus k times the months, clamped to the month's last day
    and counted from the anchor each time: from 31 January it is 28 February, 31 March, 30 April.
    """

    anchor: date
    months: int

    def boundary(self, number: int) -> date:
        """The first day of the stretch with that number; the anchor's own is number 0."""
        return months_after(self.anchor, number * self.months)

    def number(self, day: date) -> int:
        """The number of the stretch that holds the day."""
        since = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        number = since // self.months
        return number if self.boundary(number) <= day else number - 1

    def stretch(self, number: int) -> Period:
        """The stretch with that number."""
        return Period(self.boundary(number), self.boundary(number + 1))

    def boundaries(self, period: Period) -> Iterator[date]:
        """Each day of the period on which a stretch begins; endless for an open period."""
        number = self.number(period.start)
        if self.boundary(number) < period.start:
            number += 1
        while (day := self.boundary(number)) in period:
            yield day
            number += 1


CALENDAR_MONTHS = Cycle(date(2000, 1, 1), 1)
CALENDAR_YEARS = Cycle(date(2000, 1, 1), 12)

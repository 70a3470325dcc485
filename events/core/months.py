"""A month as a wall calendar draws it: whole weeks, Monday first."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from market.core.periods import Period, month_of, months_after
from market.core.refusals import Invalid

_WRITTEN = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, known by its first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text: str) -> "Month":
        """From 2026-11. Raises Invalid("bad_month") for anything else."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise Invalid(
                "bad_month",
                "{text} is not a month we can read. Write it like 2026-11.",
                text=text[:40],
                field="month",
            )
        return cls(date(int(match[1]), int(match[2]), 1))

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    def __contains__(self, day: date) -> bool:
        return day in self.days

    @property
    def days(self) -> Period:
        """The days of the month itself."""
        return month_of(self.first)

    @property
    def next(self) -> "Month":
        return Month(months_after(self.first, 1))

    @property
    def previous(self) -> "Month":
        return Month(months_after(self.first, -1))

    @property
    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """Rows of seven days that hold the month, with the days around it."""
        monday = self.first - timedelta(days=self.first.weekday())
        rows = []
        while monday < self.next.first:
            rows.append(tuple(monday + timedelta(days=offset) for offset in range(7)))
            monday += timedelta(days=7)
        return tuple(rows)

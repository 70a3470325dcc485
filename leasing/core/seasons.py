"""A fee that runs for a part of each year, such as heating, as the lines that a contract names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from leasing.core.drafts import MOST_YEARS, DraftLine
from market.core.periods import day_of_month, months_after

MonthDay = tuple[int, int]


def in_season(
    line: DraftLine, opens: MonthDay, closes: MonthDay, *, first: date, last: date | None
) -> tuple[DraftLine, ...]:
    """The same term for each season within the lease, the last day included.

    opens and closes are (month, day); a season may run over the new year. One without an end is
    written out for as long as the law lets a lease last.
    """
    until = months_after(first, MOST_YEARS * 12) if last is None else last
    return tuple(
        replace(line, first=max(begun, first), last=min(ended, until))
        for begun, ended in _seasons(opens, closes, first.year - 1, until.year)
        if begun <= until and ended >= first
    )


def _seasons(
    opens: MonthDay, closes: MonthDay, first: int, last: int
) -> Iterator[tuple[date, date]]:
    over_new_year = closes < opens
    for year in range(first, last + 1):
        ends = year + 1 if over_new_year else year
        yield _day(year, opens), _day(ends, closes)


def _day(year: int, day: MonthDay) -> date:
    """29 February falls on the 28th in common years."""
    return day_of_month(date(year, day[0], 1), day[1])

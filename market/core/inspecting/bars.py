"""When penalties bar a vendor.

Source: 山东省食品小作坊小餐饮和食品摊点管理条例: three penalties within a year, and the registration is
withdrawn; nobody may take it up again for two years (small catering) or one year (food stall).
Confidence B: amendments are to be checked by the operator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from market.core.periods import ONE_DAY, months_after

THREE = 3
WITHIN_MONTHS = 12


class TradeClass(StrEnum):
    SMALL_CATERING = "small_catering"
    STALL = "stall"
    OTHER = "other"


# for how many months; what is not in the table bars nobody by itself
BARRED_MONTHS = {TradeClass.SMALL_CATERING: 24, TradeClass.STALL: 12}


@dataclass(frozen=True, slots=True, order=True)
class Bar:
    """From the day of the third penalty; until is its last day."""

    until: date
    since: date
    trade_class: str


def bar_of(penalties: Iterable[tuple[date, str]]) -> Bar | None:
    """The bar that lasts longest, or none.

    penalties: the day and the class of each that stands. Three of one class count where the third
    falls before a year is over since the first.
    """
    days: dict[str, list[date]] = {}
    for day, trade_class in penalties:
        days.setdefault(trade_class, []).append(day)
    found = [
        Bar(months_after(third, months) - ONE_DAY, third, trade_class)
        for trade_class, all_days in days.items()
        if (months := BARRED_MONTHS.get(TradeClass(trade_class)))
        for third in _thirds(sorted(all_days))
    ]
    return max(found, default=None)


def _thirds(days: list[date]) -> Iterable[date]:
    for first, third in zip(days, days[THREE - 1 :], strict=False):
        if third < months_after(first, WITHIN_MONTHS):
            yield third

"""What a lease says about its rent: the terms from which the payment plan is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from leasing.core.concessions import Adjustment
from market.core.cycles import Cycle
from market.core.periods import PARTS_OF_A_YEAR, Period
from market.core.refusals import Invalid
from market.core.workdays import Calendar

_CALENDAR_YEAR = date(2000, 1, 1)


class Per(StrEnum):
    """What an amount is stated for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Anchor(StrEnum):
    """Where billing periods begin: with the calendar's months, or on the day the lease began."""

    CALENDAR = "calendar"
    LEASE_START = "lease_start"


class Proration(StrEnum):
    """What a part of a month is worth. Amounts per day or week count days under all of them.

    actual_days_in_month: days over the days of each calendar month.
    actual_days_in_period: days over the days of the whole billing period.
    actual_days_in_year: days over the days of each calendar year, of twelve months' rent.
    thirty_day_month: every month has thirty days; the 31st adds none.
    none: a month that is touched is a whole month.
    """

    ACTUAL_DAYS_IN_MONTH = "actual_days_in_month"
    ACTUAL_DAYS_IN_PERIOD = "actual_days_in_period"
    ACTUAL_DAYS_IN_YEAR = "actual_days_in_year"
    THIRTY_DAY_MONTH = "thirty_day_month"
    NONE = "none"


class DueBase(StrEnum):
    """The day of a billing period from which its due day is counted."""

    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    DAY_OF_MONTH = "day_of_month"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many fen per so long, from `begins` until the day before `ends`; None leaves it open.

    quantity: how many times the amount, such as the square metres it is stated for.
    adjustments apply one after the other, in their order: two of 50 percent leave a quarter.
    """

    id: str
    amount_fen: int
    per: Per
    begins: date | None = None
    ends: date | None = None
    quantity: Fraction = Fraction(1)
    adjustments: tuple[Adjustment, ...] = ()

    def __post_init__(self) -> None:
        if self.begins is not None and self.ends is not None and self.ends <= self.begins:
            raise Invalid(
                "ends_before_it_starts",
                "The charge {charge} ends before it begins. Check both days.",
                charge=self.id,
            )

    def within(self, period: Period) -> Period | None:
        """The days of the period for which this rate runs, or None."""
        start = period.start if self.begins is None else max(period.start, self.begins)
        end = period.end
        if self.ends is not None and (end is None or self.ends < end):
            end = self.ends
        return None if end is not None and end <= start else Period(start, end)


@dataclass(frozen=True, slots=True)
class OneOff:
    """An amount in fen that is owed once, on the bill of the period that holds its day.

    because: how it came about, where it was reckoned, as JSON for the working.
    """

    id: str
    amount_fen: int
    on: date
    because: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class DueRule:
    """When the bill of a period is due.

    day: for day_of_month, the number of the day; a shorter month's last day stands in for it.
    offset_days: added after that.
    roll: a due day that is a rest day moves to the next working day of this calendar.
    """

    base: DueBase = DueBase.PERIOD_START
    day: int | None = None
    offset_days: int = 0
    roll: Calendar | None = None

    def __post_init__(self) -> None:
        if (self.base is DueBase.DAY_OF_MONTH) != (self.day is not None):
            raise Invalid(
                "bad_due_rule",
                "Say the day of the month when bills are due on one, and only then.",
                field="billing.due.day",
            )


@dataclass(frozen=True, slots=True)
class Billing:
    """How often a bill is made, where its periods begin, what parts are worth, when it is due."""

    interval_months: int
    anchor: Anchor
    proration: Proration
    due: DueRule

    def __post_init__(self) -> None:
        if self.interval_months not in PARTS_OF_A_YEAR:
            raise Invalid(
                "bad_interval",
                "A bill every {months} months does not fit a year. Choose one of {allowed}.",
                months=self.interval_months,
                allowed=", ".join(str(number) for number in PARTS_OF_A_YEAR),
                field="billing.interval_months",
            )


@dataclass(frozen=True, slots=True)
class LeaseTerms:
    """The days of a lease, what it costs, and how that is billed.

    billed_from: days before this are not laid out, they were settled elsewhere or billed already.
    """

    period: Period
    charges: tuple[Rate | OneOff, ...]
    billing: Billing
    billed_from: date | None = None
    cycle: Cycle = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_calendar = self.billing.anchor is Anchor.CALENDAR
        anchor = _CALENDAR_YEAR if by_calendar else self.period.start
        object.__setattr__(self, "cycle", Cycle(anchor, self.billing.interval_months))

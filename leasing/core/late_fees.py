"""The fee for paying late: simple interest on the unpaid principal, day by day, rounded once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from market.core import money
from market.core.cycles import CALENDAR_MONTHS, CALENDAR_YEARS
from market.core.periods import ONE_DAY, Period, days_in_month, year_of
from market.core.refusals import Invalid


class FeePer(StrEnum):
    """What a late rate is stated for. A month's rate is spread over that month's own days."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Grace(StrEnum):
    """What days of grace do.

    waive_within: paid within them nothing is owed, later all days count.
    start_after: the days of grace never count.
    """

    WAIVE_WITHIN = "waive_within"
    START_AFTER = "start_after"


class YearBasis(StrEnum):
    """By how many days a rate per year is divided; actual is each calendar year's own number."""

    DAYS_360 = "360"
    DAYS_365 = "365"
    DAYS_366 = "366"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class LateRate:
    """A rate in percent, from `begins` until the day before `ends`; None leaves it open."""

    percent: Fraction
    per: FeePer
    begins: date | None = None
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or day < self.ends
        )


@dataclass(frozen=True, slots=True)
class LateTerms:
    """What the lease says about paying late.

    cap_percent: the fee is at most this part of the principal (民法典 585; above 30 % a penalty
    is generally held excessive). It also binds the minimum.
    minimum_fen: what a fee that is not nothing comes to at least.
    """

    rates: tuple[LateRate, ...]
    grace_days: int = 0
    grace: Grace = Grace.WAIVE_WITHIN
    year_basis: YearBasis = YearBasis.DAYS_365
    cap_percent: Fraction | None = None
    minimum_fen: int = 0


@dataclass(frozen=True, slots=True)
class Paid:
    """An amount in fen that was paid on a day. That day still counts as unpaid."""

    on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with one balance and one rate, and what they cost in fen, unrounded."""

    period: Period
    balance_fen: int
    rate: LateRate
    exact: Fraction

    def as_json(self) -> dict[str, Any]:
        """Days ISO, the last included; balance in yuan, rate in percent, exact in yuan."""
        return {
            "from": self.period.start.isoformat(),
            "to": str(self.period.last),
            "days": self.period.days,
            "balance": money.yuan(self.balance_fen),
            "rate": str(self.rate.percent),
            "per": str(self.rate.per),
            "exact": str(self.exact / 100),
        }


@dataclass(frozen=True, slots=True)
class LateFee:
    """The fee in fen, the stretches that make it up, and whether the floor or the cap decided."""

    amount_fen: int
    stretches: tuple[Stretch, ...]
    at_minimum: bool = False
    at_cap: bool = False


def late_fee(
    principal_fen: int,
    terms: LateTerms,
    *,
    due_on: date,
    on: date,
    payments: Sequence[Paid] = (),
) -> LateFee:
    """This will reckon the whole fee up to and including the day `on`.

    The first overdue day is the one after due_on (already rolled to a working day, where that
    is agreed). Interest is on the principal only, never on fees. Payments after `on` have not
    happened yet.
    Raises Invalid("no_rate") for an unpaid day without a rate, Invalid("two_rates") with two.
    """
    return bounded(
        principal_fen, terms, tuple(_stretches(principal_fen, terms, due_on, on, payments))
    )


def bounded(principal_fen: int, terms: LateTerms, stretches: tuple[Stretch, ...]) -> LateFee:
    """The sum of the stretches, within the floor and the cap, rounded once."""
    exact = sum((stretch.exact for stretch in stretches), Fraction(0))
    at_minimum = 0 < exact < terms.minimum_fen
    if at_minimum:
        exact = Fraction(terms.minimum_fen)
    cap = None if terms.cap_percent is None else principal_fen * terms.cap_percent / 100
    if cap is None or exact <= cap:
        return LateFee(money.rounded(exact), stretches, at_minimum=at_minimum)
    return LateFee(money.rounded(cap), stretches, at_cap=True)


def _stretches(
    principal_fen: int, terms: LateTerms, due_on: date, on: date, payments: Sequence[Paid]
) -> Iterator[Stretch]:
    balances = _balances(principal_fen, on, payments)
    late = _late_days(terms, due_on, on, balances)
    if late is None:
        return

    unpaid = list(reversed(balances))
    balance_fen = principal_fen
    for piece in late.cut([*_turns(terms, late), *(day for day, _ in balances)]):
        while unpaid and unpaid[-1][0] <= piece.start:
            balance_fen = unpaid.pop()[1]
        rate = _rate_on(terms, piece.start)
        exact = balance_fen * piece.days * _daily(rate, terms.year_basis, piece.start)
        yield Stretch(piece, balance_fen, rate, exact)


def _balances(principal_fen: int, on: date, payments: Sequence[Paid]) -> list[tuple[date, int]]:
    """What is unpaid from which day, in order; a payment counts from the day after it."""
    balances = []
    for paid in sorted(payments, key=lambda paid: paid.on):
        if paid.on <= on:
            principal_fen = max(principal_fen - paid.amount_fen, 0)
            balances.append((paid.on + ONE_DAY, principal_fen))
    return balances


def _late_days(
    terms: LateTerms, due_on: date, on: date, balances: list[tuple[date, int]]
) -> Period | None:
    """The days that cost something: overdue, unpaid, and beyond what the grace takes away."""
    settled = next((day for day, balance_fen in balances if balance_fen == 0), None)
    after = on + ONE_DAY if settled is None else settled
    first = due_on + ONE_DAY
    grace_over = first + timedelta(days=terms.grace_days)
    if after <= grace_over:
        return None
    return Period(grace_over if terms.grace is Grace.START_AFTER else first, after)


def _turns(terms: LateTerms, late: Period) -> Iterator[date]:
    """The days on which the rate of a day may change."""
    for rate in terms.rates:
        yield from (day for day in (rate.begins, rate.ends) if day is not None)
    if any(rate.per is FeePer.MONTH for rate in terms.rates):
        yield from CALENDAR_MONTHS.boundaries(late)
    if terms.year_basis is YearBasis.ACTUAL:
        yield from CALENDAR_YEARS.boundaries(late)


def _rate_on(terms: LateTerms, day: date) -> LateRate:
    holding = [rate for rate in terms.rates if rate.holds_on(day)]
    if len(holding) == 1:
        return holding[0]
    if holding:
        sentence = "Two late rates hold on {day}. End one before the other begins."
        raise Invalid("two_rates", sentence, day=day.isoformat(), field="rates")
    sentence = "No late rate holds on {day}. Give one for that day; it may be 0."
    raise Invalid("no_rate", sentence, day=day.isoformat(), field="rates")


def _daily(rate: LateRate, basis: YearBasis, day: date) -> Fraction:
    """The part of the balance that one such day costs."""
    match rate.per:
        case FeePer.DAY:
            days = 1
        case FeePer.MONTH:
            days = days_in_month(day.year, day.month)
        case FeePer.YEAR:
            actual = basis is YearBasis.ACTUAL
            days = year_of(day.year).days if actual else int(basis.value)
    return rate.percent / (100 * days)

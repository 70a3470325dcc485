"""How an amount came about: the shares of a rate that a span of days is worth, unrounded."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from leasing.core.concessions import turns
from leasing.core.terms import OneOff, Per, Proration, Rate
from market.core import money
from market.core.cycles import CALENDAR_MONTHS, CALENDAR_YEARS, Cycle
from market.core.periods import Period

_MONTHS = {Per.MONTH: 1, Per.QUARTER: 3, Per.YEAR: 12}
_DAYS = {Per.DAY: 1, Per.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Share:
    """`days` of `of` days, where all of these would be worth `worth` times the stated amount.

    Fifteen days of a 31-day May at an amount per year: days 15, of 31, worth 1/12.
    """

    period: Period
    days: int
    of: int
    worth: Fraction

    @property
    def part(self) -> Fraction:
        """How many times the stated amount this is."""
        if self.days == self.of:
            return self.worth
        return Fraction(self.days * self.worth.numerator, self.of * self.worth.denominator)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the days, under the same adjustments: what they come to in fen before and after."""

    period: Period
    before: Fraction
    after: Fraction
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """A rate over some days: its shares, and what they come to in fen before the one rounding.

    pieces: where something was taken off or put on, stretch by stretch; else empty.
    """

    rate: Rate
    period: Period
    proration: Proration
    shares: tuple[Share, ...]
    exact: Fraction
    pieces: tuple[Piece, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """From this a person can be shown the sum: amount x (worth x days/of + …) = exact.

        Amounts are decimal strings in yuan, `worth` and `exact` fractions ("1/12"; `exact` in
        yuan), days ISO with the last one included. `quantity` stands there for an amount that is
        stated for each of so many (m²), `pieces` where something was taken off or put on.
        """
        rate = self.rate
        return {
            "amount": money.yuan(rate.amount_fen),
            **({} if rate.quantity == 1 else {"quantity": _decimal(rate.quantity)}),
            "per": str(rate.per),
            "proration": str(self.proration),
            **_span(self.period),
            "days": self.period.days,
            "shares": [
                {
                    **_span(share.period),
                    "days": share.days,
                    "of": share.of,
                    "worth": str(share.worth),
                }
                for share in self.shares
            ],
            **({"pieces": [_shown(piece) for piece in self.pieces]} if self.pieces else {}),
            "exact": str(self.exact / 100),
        }


@dataclass(frozen=True, slots=True)
class Once:
    """An amount that is owed once and needs no reckoning."""

    charge: OneOff

    def as_json(self) -> dict[str, Any]:
        """The amount in yuan and the day it falls on."""
        return {
            "amount": money.yuan(self.charge.amount_fen),
            "per": "once",
            "on": self.charge.on.isoformat(),
            **self.charge.because,
        }


def reckon(rate: Rate, period: Period, proration: Proration, cycle: Cycle) -> Working:
    """This will reckon what the rate comes to over every day of a closed period, unrounded.

    The rate's own first and last day are not looked at: cut the period first (Rate.within).
    `cycle` is the lease's billing cycle; only two prorations measure by it, actual_days_in_period
    and none.
    """
    shares = _shares(rate.per, period, proration, cycle)
    plain = rate.amount_fen * rate.quantity * _times(shares)
    if not rate.adjustments:
        return Working(rate, period, proration, shares, plain)
    pieces = _pieces(rate, period, proration, cycle, plain)
    exact = sum((piece.after for piece in pieces), Fraction(0))
    return Working(rate, period, proration, shares, exact, pieces)


def by_months(rate: Rate, period: Period) -> Working:
    """The same by the days of each calendar month, which is how parts are measured by default."""
    return reckon(rate, period, Proration.ACTUAL_DAYS_IN_MONTH, CALENDAR_MONTHS)


def _times(shares: tuple[Share, ...]) -> Fraction:
    return shares[0].part if len(shares) == 1 else sum((s.part for s in shares), Fraction(0))


def _pieces(
    rate: Rate, period: Period, proration: Proration, cycle: Cycle, plain: Fraction
) -> tuple[Piece, ...]:
    """The period cut where an adjustment begins or ends, and each piece adjusted."""
    pieces = []
    for piece in period.cut(turns(rate.adjustments)):
        # whole months have no parts: what they are worth is spread over their days
        before = (
            plain * Fraction(piece.days, period.days)
            if proration is Proration.NONE
            else rate.amount_fen
            * rate.quantity
            * _times(_shares(rate.per, piece, proration, cycle))
        )
        years = _times(_measured(piece, CALENDAR_MONTHS, Per.YEAR))
        holding = [each for each in rate.adjustments if each.holds_on(piece.start)]
        after = before
        for each in holding:
            after = each.adjust(after, years)
        pieces.append(Piece(piece, before, after, tuple(each.reason for each in holding)))
    return tuple(pieces)


def _shares(per: Per, period: Period, proration: Proration, cycle: Cycle) -> tuple[Share, ...]:
    if per in _DAYS:
        return (Share(period, period.days, _DAYS[per], Fraction(1)),)
    match proration:
        case Proration.ACTUAL_DAYS_IN_MONTH:
            return _measured(period, CALENDAR_MONTHS, per)
        case Proration.ACTUAL_DAYS_IN_PERIOD:
            return _measured(period, cycle, per)
        case Proration.ACTUAL_DAYS_IN_YEAR:
            return _measured(period, CALENDAR_YEARS, per)
        case Proration.THIRTY_DAY_MONTH:
            days = _thirty_day_count(period)
            return (Share(period, days, 30, _worth(1, per)),)
        case Proration.NONE:
            return (_touched(period, Cycle(cycle.anchor, 1), per),)


def _measured(period: Period, cycle: Cycle, per: Per) -> tuple[Share, ...]:
    """Days over the days of each stretch of the cycle; whole stretches in a row are one share."""
    first = cycle.number(period.start)
    after = cycle.number(_end(period))
    whole_from = first if cycle.boundary(first) == period.start else first + 1
    days = period.days
    if after < whole_from:
        return (Share(period, days, cycle.stretch(first).days, _worth(cycle.months, per)),)

    shares = []
    start, stop = cycle.boundary(whole_from), cycle.boundary(after)
    if period.start < start:
        head = Period(period.start, start)
        shares.append(Share(head, head.days, cycle.stretch(first).days, _worth(cycle.months, per)))
    if start < stop:
        whole = Period(start, stop)
        worth = _worth(cycle.months * (after - whole_from), per)
        shares.append(Share(whole, whole.days, whole.days, worth))
    if stop < _end(period):
        tail = Period(stop, period.end)
        shares.append(Share(tail, tail.days, cycle.stretch(after).days, _worth(cycle.months, per)))
    return tuple(shares)


def _touched(period: Period, months: Cycle, per: Per) -> Share:
    """As many whole months as the period touches."""
    count = months.number(_end(period)) - months.number(period.start)
    if months.boundary(months.number(_end(period))) < _end(period):
        count += 1
    return Share(period, period.days, period.days, _worth(count, per))


def _thirty_day_count(period: Period) -> int:
    """Days when every month has thirty: the 31st adds none, the end of February fills up."""
    start, end = period.start, _end(period)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months * 30 + end.day - start.day


def _worth(months: int, per: Per) -> Fraction:
    return Fraction(months, _MONTHS[per])


def _end(period: Period) -> date:
    if period.end is None:
        raise ValueError("an open period cannot be reckoned")
    return period.end


def _shown(piece: Piece) -> dict[str, Any]:
    return {
        **_span(piece.period),
        "days": piece.period.days,
        "before": str(piece.before / 100),
        "after": str(piece.after / 100),
        "because": [reason for reason in piece.because if reason],
    }


def _decimal(number: Fraction) -> str:
    """A quantity as people write it: 12.5 and not 25/2."""
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


def _span(period: Period) -> dict[str, Any]:
    return {"from": period.start.isoformat(), "to": str(period.last)}

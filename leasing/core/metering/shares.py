"""Whose the days are, and what a unit cost on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from market.core.periods import ONE_DAY, Period
from market.core.refusals import Invalid

# who pays for what nobody has leased: the house itself
HOUSE = None


class Payer(NamedTuple):
    """Who pays: a vendor, by a lease. A lease that was handed on has had several."""

    lease: int
    vendor: int


@dataclass(frozen=True, slots=True)
class Price:
    """What the utility charges for a unit, in yuan, from a day on until the next price."""

    since: date
    yuan: Fraction


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's days on a pitch."""

    payer: Payer
    period: Period


@dataclass(frozen=True, slots=True)
class Term:
    """A payer's days on a pitch. last: included; ended: it was over then, for this pitch at least."""

    payer: Payer
    first: date
    last: date | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Portion:
    """Some days of a span at one price with the same people on the pitch.

    payers: who was there, equal among them; none is the house.
    """

    period: Period
    price: Price
    payers: tuple[Payer, ...]

    @property
    def days(self) -> int:
        return self.period.days

    def part(self, payer: Payer | None) -> Fraction:
        """How much of these days is this payer's."""
        if payer is HOUSE:
            return Fraction(0 if self.payers else 1)
        return Fraction(1, len(self.payers)) if payer in self.payers else Fraction(0)


def stays(terms: Iterable[Term]) -> tuple[Stay, ...]:
    """This will say whose the days of a pitch are.

    Who stays on after a lease has run out, with nobody ending it, has it on the same terms
    (民法典 734): the days count on until another lease begins there.
    """
    listed = sorted(terms, key=lambda term: (term.first, term.payer))
    return tuple(Stay(term.payer, Period(term.first, _end(term, listed))) for term in listed)


def _end(term: Term, listed: Sequence[Term]) -> date | None:
    if term.last is None:
        return None
    after = term.last + ONE_DAY
    if term.ended:
        return after
    return min((next.first for next in listed if next.first >= after), default=None)


def portions(period: Period, stays: Sequence[Stay], prices: Sequence[Price]) -> tuple[Portion, ...]:
    """This will cut some days wherever a price or the people change.

    Raises Invalid("no_price") where no price is known for the first of the days.
    """
    ends = (stay.period.end for stay in stays)
    cuts = {price.since for price in prices}
    cuts |= {stay.period.start for stay in stays} | {end for end in ends if end is not None}
    return tuple(
        Portion(piece, price_on(piece.start, prices), payers_on(piece.start, stays))
        for piece in period.cut(cuts)
    )


def price_on(day: date, prices: Iterable[Price]) -> Price:
    """The price that held on a day."""
    held = [price for price in prices if price.since <= day]
    if not held:
        raise Invalid(
            "no_price",
            "No price is known for {day}. Add what the utility charges from then on.",
            day=day,
        )
    return max(held, key=lambda price: price.since)


def payers_on(day: date, stays: Iterable[Stay]) -> tuple[Payer, ...]:
    """Who was there on a day."""
    return tuple(sorted({stay.payer for stay in stays if day in stay.period}))


def everybody(found: Iterable[Portion]) -> list[Payer | None]:
    """All who have a part in these, leases in the order of their ids, the house last."""
    listed = list(found)
    payers = sorted({payer for one in listed for payer in one.payers})
    return [*payers, *([HOUSE] if any(not one.payers for one in listed) else [])]

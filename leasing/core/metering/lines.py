"""What one meter's use comes to, lease by lease: rounded once for each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leasing.core.metering.dials import Span
from leasing.core.metering.shares import Payer, Portion, Price, Stay, everybody, portions
from leasing.core.metering.states import Utility
from leasing.core.metering.workings import working_of
from market.core.money import rounded
from market.core.periods import Period


@dataclass(frozen=True, slots=True)
class Metered:
    """One place's meters in one month: the spans that this month's bill is made of.

    root: the first meter of the place; those that replaced it are its own. number: the one
    that is there now. area_m2: of its pitch, where it has one. reads: whether any reading
    closes a span in this month.
    """

    root: int
    number: str
    utility: Utility
    spans: tuple[Span, ...]
    stays: tuple[Stay, ...] = ()
    area_m2: Fraction = Fraction(0)
    prices: tuple[Price, ...] = ()

    @property
    def units(self) -> Fraction:
        return sum((span.units for span in self.spans), Fraction(0))

    @property
    def period(self) -> Period:
        return Period(self.spans[0].period.start, self.spans[-1].closes_on)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a line is about: who pays for which place, as its own use or its part of a loss.

    payer None is the house. group None is its own use.
    """

    root: int
    payer: Payer | None
    group: int | None = None

    @property
    def lease(self) -> int | None:
        return self.payer.lease if self.payer else None

    @property
    def vendor(self) -> int | None:
        return self.payer.vendor if self.payer else None


@dataclass(frozen=True, slots=True)
class Line:
    """One amount in fen, with the working that explains it."""

    slot: Slot
    utility: Utility
    period: Period
    units: Fraction
    fen: int
    working: dict[str, Any]


Cut = tuple[tuple[Span, tuple[Portion, ...]], ...]


def cut(metered: Metered) -> Cut:
    """Every span of a place with its days cut by price and people. Raises Invalid("no_price")."""
    return tuple(
        (span, portions(span.period, metered.stays, metered.prices)) for span in metered.spans
    )


def own_lines(metered: Metered) -> list[Line]:
    """This will say what each payer owes for what went through a place's own meters.

    Without a reading at the changeover, days divide what was used. Raises Invalid("no_price").
    """
    pieces = cut(metered)
    payers = everybody(portion for _, found in pieces for portion in found)
    return [_line(metered, pieces, payer) for payer in payers]


def day_parts(metered: Metered) -> dict[Payer | None, Fraction]:
    """How the days of a place divide among its payers; the parts add up to one."""
    pieces = cut(metered)
    whole = sum(span.period.days for span, _ in pieces)
    parts: dict[Payer | None, Fraction] = {}
    for payer in everybody(portion for _, found in pieces for portion in found):
        days = sum(
            (portion.days * portion.part(payer) for _, found in pieces for portion in found),
            Fraction(0),
        )
        parts[payer] = days / whole
    return parts


def _line(metered: Metered, pieces: Cut, payer: Payer | None) -> Line:
    units = exact = Fraction(0)
    for span, found in pieces:
        for portion in found:
            part = span.units * portion.days / span.period.days * portion.part(payer)
            units += part
            exact += part * portion.price.yuan
    fen = rounded(exact * 100)
    return Line(
        slot=Slot(metered.root, payer),
        utility=metered.utility,
        period=_days_of(pieces, payer),
        units=units,
        fen=fen,
        working=working_of(metered.utility, pieces, payer, units=units, exact=exact),
    )


def _days_of(pieces: Sequence[tuple[Span, tuple[Portion, ...]]], payer: Payer | None) -> Period:
    """From the first to the last of the payer's days."""
    mine = [one.period for _, found in pieces for one in found if one.part(payer)]
    return Period(mine[0].start, mine[-1].end)

"""Vendors and the papers they need, as lights: counted, narrowed, in pages."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery

from market.core.actors import Actor
from market.models import Market, Need, PermitType, Pitch, Vendor
from market.queries.lights import GOOD, LIGHTS, Light, lights_of
from market.queries.sight import WITH_PAPERS, sight_of
from market.queries.vendors import searched

_WEIGHT = {light: place for place, light in enumerate(LIGHTS)}


@dataclass(frozen=True)
class Cell:
    """All papers of a kind of one vendor: the worst of them, and how many are in order."""

    type: int
    light: str
    good: int
    count: int
    expires_on: date | None
    permit: int | None


@dataclass(frozen=True)
class Line:
    """One vendor's lights, by kind of paper, and the worst of all."""

    vendor: int
    light: str
    cells: dict[int, Cell]


@dataclass(frozen=True)
class Wanted:
    """What the matrix is narrowed to. within: something in force runs out within so many days."""

    light: str = ""
    type: int | None = None
    within: int | None = None
    zone: int | None = None
    trade: str = ""
    q: str = ""


def markets_with_papers(actor: Actor) -> list[int]:
    """The markets whose papers this actor sees as one who works there. One query."""
    sight = sight_of(actor, "permit", WITH_PAPERS)
    rows = Market.objects.order_by("pk")
    if sight.markets is not None:
        rows = rows.filter(pk__in=sight.markets)
    return list(rows.values_list("pk", flat=True))


def lines_of(lights: Iterable[Light]) -> list[Line]:
    """One line for each vendor, in the order in which they came."""
    grouped: dict[int, list[Light]] = {}
    for light in lights:
        grouped.setdefault(light.vendor, []).append(light)
    return [_line(vendor, rows) for vendor, rows in grouped.items()]


def fitting(lights: Iterable[Light], wanted: Wanted, *, on: date) -> set[int]:
    """The vendors of whom some paper fits the light, the kind and the days that are left."""
    if wanted.type is not None:
        lights = [row for row in lights if row.type == wanted.type]
    if wanted.within is not None:
        last = on + timedelta(days=wanted.within)
        lights = [row for row in lights if row.expires_on and on <= row.expires_on <= last]
    if wanted.light == "lacking":
        return lacking(lights)
    return {row.vendor for row in lights if wanted.light in ("", row.light)}


def lacking(lights: Iterable[Light]) -> set[int]:
    """The vendors of whom some paper is not in order."""
    return {row.vendor for row in lights if row.light not in GOOD}


class Name(NamedTuple):
    """A vendor as the matrix shows it."""

    pk: int
    name: str
    trade: str


def by_name(wanted: Wanted, markets: Collection[int]) -> list[Name]:
    """Who needs papers there and fits search, trade and zone, in the order of the names. One query."""
    needs = Need.objects.filter(market__in=markets)
    if wanted.zone:
        pitches = Pitch.objects.filter(zone=wanted.zone)
        needs = needs.filter(pitches__overlap=ArraySubquery(pitches.values("pk")))
    rows = searched(Vendor.objects.filter(pk__in=needs.values("vendor")), wanted.q)
    if wanted.trade:
        rows = rows.filter(trade=wanted.trade)
    found = rows.order_by("name_key", "pk").values_list(*Name._fields)
    return list(map(Name._make, found))


def with_lines(vendors: Collection[Name], lights: Iterable[Light]) -> list[tuple[Name, Line]]:
    """These vendors, in this order, each with its line."""
    chosen = {vendor.pk for vendor in vendors}
    lines = {line.vendor: line for line in lines_of(row for row in lights if row.vendor in chosen)}
    return [(vendor, lines[vendor.pk]) for vendor in vendors]


def kinds_in(lights: Iterable[Light]) -> list[PermitType]:
    """The kinds of paper that anybody needs: those that most need first."""
    count = Counter(map(attrgetter("type"), lights))
    kinds = PermitType.objects.in_bulk(list(count))
    return sorted(kinds.values(), key=lambda kind: (-count[kind.pk], kind.code))


def tally(lights: Iterable[Light]) -> dict[tuple[int, str], int]:
    """By kind and light, how many papers."""
    return dict(Counter(map(attrgetter("type", "light"), lights)))


def all_lights(actor: Actor, *, on: date) -> list[Light]:
    """Every needed paper at one's markets. Four queries."""
    return lights_of(markets_with_papers(actor), on=on)


def _line(vendor: int, rows: list[Light]) -> Line:
    by_type: dict[int, list[Light]] = {}
    for row in rows:
        by_type.setdefault(row.type, []).append(row)
    cells = {kind: _cell(kind, those) for kind, those in by_type.items()}
    worst = min((cell.light for cell in cells.values()), key=_WEIGHT.__getitem__)
    return Line(vendor, worst, cells)


def _cell(kind: int, rows: list[Light]) -> Cell:
    worst = min(rows, key=lambda row: (_WEIGHT[row.light], row.expires_on or date.max))
    good = sum(row.good for row in rows)
    return Cell(kind, worst.light, good, len(rows), worst.expires_on, worst.permit)

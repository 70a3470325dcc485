"""Vendors and the papers they need, as lights: counted, narrowed, in pages."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

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
    lights: tuple[Light, ...] = field(repr=False)


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


def narrowed(lines: Iterable[Line], wanted: Wanted, *, on: date) -> list[Line]:
    """The lines that fit the light, the kind of paper and the days that are left."""
    return [line for line in lines if _fits(line, wanted, on)]


def chosen_vendors(wanted: Wanted, vendors: Collection[int]) -> dict[int, Vendor]:
    """Those of the vendors that fit search, trade and zone, in the order of their names."""
    rows = searched(Vendor.objects.filter(pk__in=vendors), wanted.q)
    if wanted.trade:
        rows = rows.filter(trade=wanted.trade)
    if wanted.zone:
        there = set(Pitch.objects.filter(zone=wanted.zone).values_list("pk", flat=True))
        needs = Need.objects.filter(vendor__in=vendors, pitches__overlap=list(there))
        rows = rows.filter(pk__in=needs.values("vendor"))
    slim = rows.only("pk", "name", "name_key", "trade", "kind", "phone")
    return {vendor.pk: vendor for vendor in slim.order_by("name_key", "pk")}


def kinds_in(lights: Iterable[Light]) -> list[PermitType]:
    """The kinds of paper that anybody needs: those that most need first."""
    count = Counter(light.type for light in lights)
    kinds = PermitType.objects.in_bulk(list(count))
    return sorted(kinds.values(), key=lambda kind: (-count[kind.pk], kind.code))


def tally(lights: Iterable[Light]) -> dict[tuple[int, str], int]:
    """By kind and light, how many papers."""
    return dict(Counter((light.type, light.light) for light in lights))


def all_lights(actor: Actor, *, on: date) -> list[Light]:
    """Every needed paper at one's markets. Four queries."""
    return lights_of(markets_with_papers(actor), on=on)


def _line(vendor: int, rows: list[Light]) -> Line:
    by_type: dict[int, list[Light]] = {}
    for row in rows:
        by_type.setdefault(row.type, []).append(row)
    cells = {kind: _cell(kind, those) for kind, those in by_type.items()}
    worst = min((cell.light for cell in cells.values()), key=_WEIGHT.__getitem__)
    return Line(vendor, worst, cells, tuple(rows))


def _cell(kind: int, rows: list[Light]) -> Cell:
    worst = min(rows, key=lambda row: (_WEIGHT[row.light], row.expires_on or date.max))
    good = sum(row.good for row in rows)
    return Cell(kind, worst.light, good, len(rows), worst.expires_on, worst.permit)


def _fits(line: Line, wanted: Wanted, on: date) -> bool:
    rows = [row for row in line.lights if wanted.type in (None, row.type)]
    if wanted.within is not None:
        last = on + timedelta(days=wanted.within)
        rows = [row for row in rows if row.expires_on and on <= row.expires_on <= last]
    if wanted.light == "lacking":
        return any(row.light not in GOOD for row in rows)
    if wanted.light:
        return any(row.light == wanted.light for row in rows)
    return bool(rows)

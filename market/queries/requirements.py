"""The rules about papers as they stand in the database, and whom they touch."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from market.core.requirements.bans import PAPERS, Ban, banned
from market.core.requirements.goods import Goods
from market.core.requirements.rules import Rule, Wanted, in_force, plan
from market.core.requirements.situations import Situation
from market.core.trading import Place
from market.models import PermitType, Pitch, RequirementRule, Vendor, Worker, Zone

# papers of the ground itself: one for each pitch
PER_PITCH = ("TEMP_STRUCTURE", "GAS_ALARM", "OUTDOOR_AD")
_LISTS = ("instead", "goods", "without", "kinds", "not_kinds", "vendor_kinds")
_PLAIN = (
    *("key", "holder", "authority", "why", "why_en", "source", "confidence", "each", "shopfront"),
    *("gas", "temporary", "area_from", "area_below", "read_on", "effective_from", "enabled"),
)

_OF_PITCH = ("zone", "kind", "shopfront", "area_m2", "gas", "structure")


@dataclass(frozen=True)
class Stand:
    """A vendor at one place: pitches of one kind in one zone count together."""

    vendor: int
    market: int
    there: Situation
    pitches: tuple[int, ...]
    on_each: tuple[tuple[int, Situation], ...]
    workers: tuple[int, ...]


@dataclass(frozen=True)
class Needed:
    """One paper of one vendor. Compared by what it is, not by why."""

    market: int
    vendor: int
    paper: str
    worker: int | None
    pitch: int | None
    instead: tuple[str, ...]
    rule: str
    bound: bool
    pitches: tuple[int, ...]

    @property
    def what(self) -> tuple[int, int, str, int | None, int | None]:
        return (self.market, self.vendor, self.paper, self.worker, self.pitch)


def all_rules() -> list[Rule]:
    """Every row there is, also those that are over or have yet to begin. One query."""
    return [as_rule(row) for row in RequirementRule.objects.select_related("paper")]


def rules_on(on: date) -> tuple[Rule, ...]:
    """The rows that count on a day."""
    return in_force(all_rules(), on=on)


def as_rule(row: RequirementRule) -> Rule:
    """A row as the planner reads it."""
    lists: dict[str, Any] = {name: frozenset(getattr(row, name)) for name in _LISTS}
    lists["instead"] = tuple(row.instead)
    lists["goods"] = frozenset(Goods(name) for name in row.goods)
    lists["without"] = frozenset(Goods(name) for name in row.without)
    plain = {name: getattr(row, name) for name in _PLAIN}
    return Rule(paper=row.paper.code, **lists, **plain)


def bans_of(there: Situation, rules: Iterable[Rule]) -> tuple[Ban, ...]:
    """The goods that no paper needed there covers. The lists are the kinds' own. One query."""
    kinds = PermitType.objects.filter(code__in=PAPERS).values_list("code", "banned_goods")
    named = (there.trade, *there.goods) if there.trade else there.goods
    return banned(named, [each.paper for each in plan(there, rules)], dict(kinds))


def situation_of(
    pitches: Collection[Pitch],
    *,
    trade: str,
    goods: Iterable[str],
    workers: int = 1,
    scales: int = 0,
    vendor_kind: str = "",
) -> Situation:
    """These pitches as one place of trade. Without any it is a stall."""
    areas = [pitch.area_m2 for pitch in pitches]
    first = next(iter(pitches), None)
    return Situation(
        kind=first.kind if first else "stall",
        shopfront=any(pitch.shopfront for pitch in pitches),
        area_m2=None
        if not areas or None in areas
        else sum((a or Decimal() for a in areas), Decimal()),
        gas=any(pitch.gas for pitch in pitches),
        temporary=any(pitch.structure == "temporary" for pitch in pitches),
        trade=trade,
        goods=tuple(goods),
        workers=workers,
        scales=scales,
        vendor_kind=vendor_kind,
    )


def trading_places(
    markets: Collection[int] | None, vendors: Collection[int] | None, *, on: date
) -> list[Place]:
    """Who trades where on a day, as the apps above know it: one query each."""
    return [
        place
        for source in settings.TRADING_PLACES
        for place in import_string(source)(markets, vendors, on=on)
    ]


def stands_of(places: Iterable[Place], *, on: date) -> list[Stand]:
    """Where each vendor stands. Four queries, however many there are."""
    kept = list(places)
    pitches = Pitch.objects.only(*_OF_PITCH).in_bulk({place.pitch for place in kept})
    markets = dict(Zone.objects.values_list("pk", "market"))
    vendors = Vendor.objects.only("trade", "goods", "kind").in_bulk({row.vendor for row in kept})
    crews = _crews(vendors, on=on)
    grouped: dict[tuple[Any, ...], list[Place]] = {}
    for place in kept:
        pitch = pitches[place.pitch]
        market = markets[pitch.zone_id]
        key = (place.vendor, market, pitch.zone_id, pitch.shopfront, pitch.kind)
        grouped.setdefault(key, []).append(place)
    return [
        _stand(vendors[key[0]], key[1], rows, pitches, crews.get(key[0], ()))
        for key, rows in grouped.items()
    ]


def needed_at(stands: Iterable[Stand], rules: Iterable[Rule]) -> dict[Any, Needed]:
    """Every paper that is needed at these stands, each once, by what it is."""
    kept = tuple(rules)
    found: dict[Any, Needed] = {}
    for stand in stands:
        for wanted in plan(stand.there, kept):
            for needed in _spread(stand, wanted, kept):
                found.setdefault(needed.what, needed)
    return found


def _spread(stand: Stand, wanted: Wanted, rules: tuple[Rule, ...]) -> Iterator[Needed]:
    """A health certificate for each worker, a structure for each pitch, the others once."""
    one: dict[str, Any] = {
        "market": stand.market,
        "vendor": stand.vendor,
        "paper": wanted.paper,
        "instead": wanted.rule.instead,
        "rule": wanted.rule.key,
        "bound": wanted.rule.holder in ("premises", "stall"),
        "pitches": stand.pitches,
    }
    if wanted.rule.each == "worker":
        for worker in stand.workers or (None,):
            yield Needed(worker=worker, pitch=None, **one)
    elif wanted.paper in PER_PITCH:
        for pitch, there in stand.on_each:
            if any(each.paper == wanted.paper for each in plan(there, rules)):
                yield Needed(worker=None, pitch=pitch, **one)
    else:
        yield Needed(worker=None, pitch=None, **one)


def _crews(vendors: Mapping[int, Vendor], *, on: date) -> dict[int, tuple[int, ...]]:
    rows = Worker.objects.filter(vendor__in=vendors).exclude(until__lt=on)
    crews: dict[int, tuple[int, ...]] = {}
    for pk, vendor in rows.order_by("pk").values_list("pk", "vendor_id"):
        crews[vendor] = (*crews.get(vendor, ()), pk)
    return crews


def _stand(
    vendor: Vendor,
    market: int,
    places: list[Place],
    pitches: Mapping[int, Pitch],
    crew: tuple[int, ...],
) -> Stand:
    there = list(dict.fromkeys(place.pitch for place in places))
    goods = dict.fromkeys(name for place in places for name in place.goods)
    given: dict[str, Any] = {
        "trade": vendor.trade,
        "goods": tuple(goods) or tuple(vendor.goods),
        "workers": max(len(crew), 1),
        "scales": 1 if weighs(vendor.trade, tuple(goods)) else 0,
        "vendor_kind": vendor.kind,
    }
    return Stand(
        vendor=vendor.pk,
        market=market,
        there=situation_of([pitches[pk] for pk in there], **given),
        pitches=tuple(there),
        on_each=tuple((pk, situation_of([pitches[pk]], **given)) for pk in there),
        workers=crew,
    )


def weighs(trade: str, goods: tuple[str, ...]) -> bool:
    """Whether such goods are sold by weight, so that there is a scale at least."""
    sold = {each for each in (trade, *goods) if each}
    return bool(sold & WEIGHED)


WEIGHED = frozenset(
    ("水产", "鲜肉", "清真", "蔬菜", "水果", "禽蛋", "粮油干货", "干海产", "特产", "熟食", "炒货")
)

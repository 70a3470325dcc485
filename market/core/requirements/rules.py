"""A rule: in which situation which paper is needed, of whom, from whom, and why. And the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from market.core.requirements.goods import Goods, classes_of
from market.core.requirements.situations import Situation

HOLDERS = ("business", "premises", "person", "device", "batch", "stall", "market")
EACH = ("once", "worker", "scale")
Each = Literal["once", "worker", "scale"]


@dataclass(frozen=True)
class Rule:
    """One row of the requirement table. An empty condition holds everywhere.

    paper: the code of its kind; instead: kinds that do as well. goods: classes, any of which
    brings it; without: classes that take it away. Area: from and below, in m². effective_from:
    the day from which the row counts; the latest row of a key that has begun is the one in force.
    source, read_on, confidence: where it was read, when (none: not noted), and how sure we are (A, B, C).
    """

    key: str
    paper: str
    holder: str
    authority: str
    why: str
    why_en: str
    source: str
    confidence: str
    instead: tuple[str, ...] = ()
    each: str = "once"
    goods: frozenset[Goods] = frozenset()
    without: frozenset[Goods] = frozenset()
    kinds: frozenset[str] = frozenset()
    not_kinds: frozenset[str] = frozenset()
    vendor_kinds: frozenset[str] = frozenset()
    shopfront: bool | None = None
    gas: bool | None = None
    temporary: bool | None = None
    area_from: Decimal | None = None
    area_below: Decimal | None = None
    read_on: date | None = None
    effective_from: date = date(2000, 1, 1)
    enabled: bool = True

    def fits(self, there: Situation, sold: frozenset[Goods]) -> bool:
        """Whether the rule speaks of this place."""
        return (
            (not self.goods or bool(self.goods & sold))
            and not self.without & sold
            and (not self.kinds or there.kind in self.kinds)
            and there.kind not in self.not_kinds
            and (not self.vendor_kinds or there.vendor_kind in ("", *self.vendor_kinds))
            and self.shopfront in (None, there.shopfront)
            and self.gas in (None, there.gas)
            and self.temporary in (None, there.temporary)
            and self._fits_area(there.area_m2)
        )

    def _fits_area(self, area: Decimal | None) -> bool:
        """A place that was never measured counts as large."""
        if self.area_below is not None and (area is None or area >= self.area_below):
            return False
        return self.area_from is None or area is None or area >= self.area_from

    def count(self, there: Situation) -> int:
        """How many such papers: one, or one for each worker or scale."""
        return {"worker": there.workers, "scale": there.scales}.get(self.each, 1)


@dataclass(frozen=True)
class Wanted:
    """A paper that is needed, how many of it, and the rule that says so."""

    rule: Rule
    count: int

    @property
    def paper(self) -> str:
        return self.rule.paper

    @property
    def codes(self) -> tuple[str, ...]:
        """The kinds of paper that will do, the usual one first."""
        return (self.rule.paper, *self.rule.instead)


def in_force(rules: Iterable[Rule], *, on: date) -> tuple[Rule, ...]:
    """Of every key the latest row that has begun on the day, unless that row switches it off."""
    latest: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda each: each.effective_from):
        if rule.effective_from <= on:
            latest[rule.key] = rule
    return tuple(rule for rule in latest.values() if rule.enabled)


def plan(there: Situation, rules: Iterable[Rule]) -> tuple[Wanted, ...]:
    """The papers that are needed there, each kind once, in the order of the rules."""
    sold = classes_of(there.trade, there.goods)
    found: dict[str, Wanted] = {}
    for rule in rules:
        if not rule.fits(there, sold):
            continue
        count = rule.count(there)
        known = found.get(rule.paper)
        if count and (known is None or count > known.count):
            found[rule.paper] = Wanted(rule, count)
    return tuple(found.values())

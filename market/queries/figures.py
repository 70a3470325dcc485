"""The figures of the first reports."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from market.core.periods import Period
from market.core.plots import PlanState
from market.models import Charge, FeeItem, Market, Payment, Permit, PermitType, Pitch, Zone
from market.queries.arrears import with_credits
from market.queries.pitches import states_on

TAKEN = (PlanState.LET, PlanState.SOON)


@dataclass(frozen=True)
class ZoneFigures:
    """How many pitches of a zone are in each state, and how many in a hundred are let."""

    zone: Zone
    counts: dict[PlanState, int]

    @property
    def all(self) -> int:
        return sum(self.counts.values())

    @property
    def let(self) -> int:
        return sum(self.counts[state] for state in TAKEN)

    @property
    def percent(self) -> int:
        return round(100 * self.let / self.all) if self.all else 0


@dataclass(frozen=True)
class ItemFigures:
    """What was charged for one thing in a month, net of credits; paid and owed of it, in fen."""

    item: FeeItem
    charged_fen: int
    open_fen: int

    @property
    def paid_fen(self) -> int:
        return self.charged_fen - self.open_fen


@dataclass(frozen=True)
class MonthFigures:
    """What fell due in a month by fee item, and what came in during it, in fen."""

    lines: tuple[ItemFigures, ...]
    received_fen: int

    @property
    def charged_fen(self) -> int:
        return sum(line.charged_fen for line in self.lines)

    @property
    def paid_fen(self) -> int:
        return sum(line.paid_fen for line in self.lines)

    @property
    def open_fen(self) -> int:
        return sum(line.open_fen for line in self.lines)


@dataclass(frozen=True)
class PaperFigures:
    """How many papers of a kind are in each condition."""

    type: PermitType
    counts: dict[str, int]


def occupancy(markets: QuerySet[Market], *, on: date) -> list[ZoneFigures]:
    """The zones of these markets with the states of their pitches on a day. Three queries."""
    pitches = Pitch.objects.filter(zone__market__in=markets).select_related("zone__market")
    counts: dict[int, Counter[PlanState]] = defaultdict(Counter)
    for pitch in states_on(pitches, on):
        counts[pitch.pitch.zone_id][pitch.state] += 1
    zones = Zone.objects.filter(market__in=markets).order_by("market", "position", "code")
    return [
        ZoneFigures(zone, {state: counts[zone.pk][state] for state in PlanState}) for zone in zones
    ]


def month_figures(
    charges: QuerySet[Charge], payments: QuerySet[Payment], month: Period
) -> MonthFigures:
    """What of these charges fell due in the month, and what of these payments came in. Three queries.

    What was handed back is no income, and is left out.
    """
    due = with_credits(charges.filter(refund__isnull=True)).filter(
        due_on__gte=month.start, due_on__lt=month.end
    )
    sums = {
        row["item"]: (row["charged"], row["open"])
        for row in due.order_by()
        .values("item")
        .annotate(charged=Sum(F("amount_fen") - F("credited_fen")), open=Sum("open_fen"))
    }
    items = FeeItem.objects.filter(pk__in=sums)
    received = payments.filter(received_on__gte=month.start, received_on__lt=month.end)
    return MonthFigures(
        lines=tuple(ItemFigures(item, *sums[item.pk]) for item in items),
        received_fen=received.aggregate(sum=Sum("amount_fen"))["sum"] or 0,
    )


def paper_figures(
    permits: QuerySet[Permit], conditions: Mapping[str, Q], wanted: Sequence[str]
) -> list[PaperFigures]:
    """How many of these papers are in each of the wanted conditions, kind by kind. Two queries."""
    columns = {f"in_{name}": Count("pk", filter=conditions[name]) for name in wanted}
    found = permits.order_by().values("type").annotate(**columns)
    rows: dict[int, Any] = {row["type"]: row for row in found}
    types = PermitType.objects.filter(pk__in=rows)
    return [
        PaperFigures(kind, {name: rows[kind.pk][f"in_{name}"] for name in wanted}) for kind in types
    ]

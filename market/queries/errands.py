"""Errands, as far as one may see them."""

from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from market.core.actors import Actor
from market.core.paper_states import OPEN_ERRANDS
from market.models import Errand, ErrandMaterial
from market.queries.sight import WITH_PAPERS, sight_of


def errands_seen_by(actor: Actor) -> QuerySet[Errand]:
    """Those of one's markets and of one's own vendors, what is due first at the top."""
    sight = sight_of(actor, "errand", WITH_PAPERS)
    rows = Errand.objects.select_related("vendor", "type", "worker", "pitch", "market", "renews")
    rows = rows.prefetch_related(
        Prefetch("materials", queryset=ErrandMaterial.objects.order_by("position", "pk")),
        "vendor__accounts",
    )
    if sight.markets is not None:
        rows = rows.filter(Q(market__in=sight.markets) | Q(vendor__in=sight.vendors))
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def open_errands(rows: QuerySet[Errand]) -> QuerySet[Errand]:
    """Those that somebody is still seeing to."""
    return rows.filter(state__in=[str(state) for state in OPEN_ERRANDS])


def overdue(rows: QuerySet[Errand], *, on: date) -> QuerySet[Errand]:
    """Open ones whose next thing was due before the day."""
    return open_errands(rows).filter(due_on__lt=on)

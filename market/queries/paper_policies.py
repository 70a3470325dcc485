"""What the lack of a paper stops on a day, and who was let pass or told to stop."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from market.core.actors import Actor
from market.core.paper_states import OverrideState, SuspensionState
from market.models import PaperOverride, PaperPolicy, Suspension
from market.queries.sight import WITH_PAPERS, of_vendors, sight_of


def policies_on(market: int, *, on: date) -> dict[str, PaperPolicy]:
    """By the code of a kind, the row that counts at this market on a day. One query.

    A market with rows of its own for a kind keeps to those alone, from the day of the first.
    """
    rows = PaperPolicy.objects.filter(Q(market=market) | Q(market=None)).select_related("type")
    own = {row.type_id for row in rows if row.market_id is not None}
    found: dict[str, PaperPolicy] = {}
    for row in sorted(rows, key=lambda each: each.effective_from):
        counts = row.market_id is not None or row.type_id not in own
        if counts and row.effective_from <= on:
            found[row.type.code] = row
    return found


def overrides_seen_by(actor: Actor) -> QuerySet[PaperOverride]:
    """Who was let pass, at one's markets or oneself, the newest first."""
    sight = sight_of(actor, "permit", WITH_PAPERS)
    rows = PaperOverride.objects.select_related("vendor", "type", "market")
    return rows.filter(of_vendors(sight, "vendor")).order_by("-pk")


def suspensions_seen_by(actor: Actor) -> QuerySet[Suspension]:
    """Who may not trade, or might not, the newest first."""
    sight = sight_of(actor, "permit", WITH_PAPERS)
    rows = Suspension.objects.select_related("vendor", "market")
    return rows.filter(of_vendors(sight, "vendor")).order_by("-pk")


def standing_overrides(
    market: int, vendors: Collection[int], *, on: date
) -> dict[int, set[int | None]]:
    """By vendor, the kinds it may lack on the day; None is any kind. One query."""
    rows = PaperOverride.objects.filter(
        market=market,
        vendor__in=vendors,
        state=OverrideState.GRANTED,
        since__lte=on,
        until__gte=on,
    )
    found: dict[int, set[int | None]] = {}
    for vendor, kind in rows.values_list("vendor_id", "type_id"):
        found.setdefault(vendor, set()).add(kind)
    return found


def suspended_on(market: int, vendors: Collection[int], *, on: date) -> dict[int, Suspension]:
    """By vendor, the suspension that stands on the day. One query."""
    rows = Suspension.objects.filter(
        market=market, vendor__in=vendors, state=SuspensionState.SUSPENDED, since__lte=on
    ).exclude(until__lt=on)
    return {row.vendor_id: row for row in rows}

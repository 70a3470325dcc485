"""Demands, as far as one may see them, and whether they were answered."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum

from leasing.core.arrears_states import OPEN_DEMANDS, DemandState
from leasing.models import ArrearsPolicy, Demand, DemandLine
from leasing.queries.agreements import not_covered
from market.core.actors import Actor
from market.models import Account, Allocation, Charge, Market
from market.queries.days import working_calendar
from market.queries.sight import WITH_MONEY, of_accounts, sight_of

# a late fee comes with what it is for, and is not demanded by itself
NO_DEMAND = ("late-fee",)


def demands_seen_by(actor: Actor) -> QuerySet[Any]:
    """Those of one's markets, and of one's own vendors once they are issued; with their sums."""
    sight = sight_of(actor, "charge", WITH_MONEY)
    seen = Demand.objects.filter(of_accounts(sight, "account"))
    return with_sums(
        (seen if actor.operator else seen.exclude(state=DemandState.DRAFTED))
        .select_related("account__vendor", "account__market", "lease", "delivery", "document")
        .order_by("-pk")
    )


def with_sums(demands: QuerySet[Demand]) -> QuerySet[Any]:
    """Each with asked_fen, and open_now_fen: what of it is still open."""
    lines = DemandLine.objects.filter(demand=OuterRef("pk")).order_by().values("demand")
    return demands.annotate(
        asked_fen=lines.annotate(total=Sum("open_fen")).values("total"),
        open_now_fen=lines.annotate(total=Sum("charge__open_fen")).values("total"),
    )


def standing_of(demand: Any, *, on: date) -> str:
    """The state; cured when all it asks for is paid, late when its day has passed unpaid."""
    if demand.state not in OPEN_DEMANDS:
        return str(demand.state)
    if not demand.open_now_fen:
        return "cured"
    return "late" if demand.state == "delivered" and demand.cure_on < on else str(demand.state)


def paid_in_time(demand: Demand) -> bool:
    """Whether all that it asks for was paid by its day: what came later does not count."""
    late = Allocation.objects.filter(
        charge__demands__demand=demand, payment__received_on__gt=demand.cure_on
    ).exists()
    return not late and not demand.lines.filter(charge__open_fen__gt=0).exists()


def demandable(account: Account, *, on: date) -> QuerySet[Charge]:
    """What can be demanded: overdue, under no agreement that stands, in no demand that is open."""
    asked = DemandLine.objects.filter(charge=OuterRef("pk"), demand__state__in=OPEN_DEMANDS)
    late = Charge.objects.filter(account=account, open_fen__gt=0, due_on__lt=on)
    return (
        late.filter(not_covered(), ~Exists(asked))
        .exclude(item__code__in=NO_DEMAND)
        .select_related("item", "account__vendor", "account__market")
        .order_by("due_on", "pk")
    )


def proposed_cure_day(market: Market, *, on: date) -> date:
    """So many days on as the market gives, and never on a rest day."""
    policy = policy_of(market)
    return working_calendar().next_working_day(date.fromordinal(on.toordinal() + policy.cure_days))


def policy_of(market: Market) -> ArrearsPolicy:
    """What the market has settled; the defaults of the table where it has settled nothing."""
    return ArrearsPolicy.objects.filter(market=market).first() or ArrearsPolicy(market=market)

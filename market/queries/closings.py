"""What a cashier has taken and not closed yet, and the closings there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import TruncDate

from market.core.actors import Actor
from market.core.tills import Entry
from market.models import CashierClosing, Market, Payment, Refund, User
from market.queries.sight import WITH_MONEY, sight_of


@dataclass(frozen=True)
class OpenTill:
    """A cashier at a market with something not closed: since which day, and how many entries."""

    market: int
    cashier: int
    name: str
    since: date
    count: int


def closings_seen_by(actor: Actor) -> QuerySet[CashierClosing]:
    """The closings of one's markets, the newest first."""
    sight = sight_of(actor, "closing", WITH_MONEY)
    seen = CashierClosing.objects.all()
    if sight.markets is not None:
        seen = seen.filter(market__in=sight.markets)
    return seen.select_related("market", "cashier", "confirmed_by").order_by("-closed_at", "-pk")


def unclosed_payments(
    market: Market | int, cashier: User | int, *, until: datetime | None = None
) -> QuerySet[Payment]:
    """What a cashier booked at a market, reversals too, that is in no closing."""
    rows = Payment.objects.filter(account__market=market, recorded_by=cashier, closed__isnull=True)
    return (rows.filter(recorded_at__lt=until) if until else rows).order_by("pk")


def unclosed_refunds(
    market: Market | int, cashier: User | int, *, until: datetime | None = None
) -> QuerySet[Refund]:
    """What a cashier handed back at a market that is in no closing."""
    rows = Refund.objects.filter(account__market=market, paid_by=cashier, closed__isnull=True)
    return (rows.filter(paid_at__lt=until) if until else rows).order_by("pk")


def entries_of(payments: Iterable[Payment], refunds: Iterable[Refund]) -> list[Entry]:
    """The same as a closing adds it up."""
    return [
        *(Entry(payment.method, payment.amount_fen) for payment in payments),
        *(Entry(refund.method, -refund.amount_fen, refund=True) for refund in refunds),
    ]


def open_tills(actor: Actor) -> list[OpenTill]:
    """Who has something to close, the oldest first. Three queries."""
    sight = sight_of(actor, "closing", WITH_MONEY)
    payments = Payment.objects.filter(recorded_by__isnull=False, closed__isnull=True)
    refunds = Refund.objects.filter(paid_by__isnull=False, closed__isnull=True)
    if sight.markets is not None:
        payments = payments.filter(account__market__in=sight.markets)
        refunds = refunds.filter(account__market__in=sight.markets)
    found: dict[tuple[int, int], tuple[date, int]] = {}
    for rows, who, when in (
        (payments, "recorded_by", "recorded_at"),
        (refunds, "paid_by", "paid_at"),
    ):
        sums = (
            rows.order_by()
            .values("account__market", who)
            .annotate(since=Min(TruncDate(when)), count=Count("pk"))
        )
        for row in sums:
            key = (row["account__market"], row[who])
            since, count = found.get(key, (row["since"], 0))
            found[key] = (min(since, row["since"]), count + row["count"])
    names = User.objects.in_bulk({cashier for _, cashier in found})
    return sorted(
        (
            OpenTill(market, cashier, str(names[cashier]), since, count)
            for (market, cashier), (since, count) in found.items()
        ),
        key=lambda till: (till.since, till.market, till.cashier),
    )


def unclosed_days(actor: Actor, *, on: date) -> int:
    """How many days of how many cashiers before a day are not closed. One query."""
    sight = sight_of(actor, "closing", WITH_MONEY)
    rows = Payment.objects.filter(
        recorded_by__isnull=False, closed__isnull=True, recorded_at__date__lt=on
    )
    if sight.markets is not None:
        rows = rows.filter(account__market__in=sight.markets)
    days = rows.order_by().values("account__market", "recorded_by", "recorded_at__date")
    return days.distinct().count()

"""Refunds: which one sees, which wait for whom, and how much credit is promised already."""

from django.db.models import QuerySet, Sum

from market.core.actors import Actor
from market.core.states import RefundState
from market.models import Account, Payment, Refund
from market.queries.sight import WITH_MONEY, of_accounts, sight_of

PROMISED = (RefundState.REQUESTED, RefundState.APPROVED)


def refunds_seen_by(actor: Actor) -> QuerySet[Refund]:
    """The refunds of one's markets and of one's own vendors, the newest first."""
    return (
        Refund.objects.filter(of_accounts(sight_of(actor, "refund", WITH_MONEY), "account"))
        .select_related(
            "account__vendor", "account__market", "requested_by", "decided_by", "paid_by"
        )
        .order_by("-requested_at", "-pk")
    )


def to_approve(refunds: QuerySet[Refund]) -> QuerySet[Refund]:
    """Those that wait for a second person."""
    return refunds.filter(state=RefundState.REQUESTED)


def to_pay(refunds: QuerySet[Refund]) -> QuerySet[Refund]:
    """Those that are approved and not handed out."""
    return refunds.filter(state=RefundState.APPROVED)


def free_fen(account: Account) -> int:
    """The credit of an account: what of its payments has paid nothing yet."""
    return _sum(Payment.objects.filter(account=account, free_fen__gt=0), "free_fen")


def promised_fen(account: Account) -> int:
    """What of the credit is asked for or approved, and not paid out yet."""
    return _sum(Refund.objects.filter(account=account, state__in=PROMISED), "amount_fen")


def _sum(rows: QuerySet[Payment] | QuerySet[Refund], column: str) -> int:
    return rows.order_by().aggregate(sum=Sum(column))["sum"] or 0

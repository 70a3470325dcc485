"""What is owed and what was paid, as far as one may see it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from market.core.actors import Actor
from market.models import Account, Charge, Payment
from market.queries.sight import WITH_MONEY, of_accounts, sight_of


@dataclass(frozen=True)
class Balance:
    """An account in three sums, in fen. What is free has paid nothing yet: the vendor's credit."""

    account: Account
    open_fen: int
    overdue_fen: int
    free_fen: int


def charges_seen_by(actor: Actor) -> QuerySet[Charge]:
    """The charges of one's markets and of one's own vendors, the oldest due first."""
    return (
        Charge.objects.filter(of_accounts(sight_of(actor, "charge", WITH_MONEY), "account"))
        .select_related("account__vendor", "account__market", "item")
        .order_by("due_on", "pk")
    )


def open_charges(charges: QuerySet[Charge]) -> QuerySet[Charge]:
    """Those of which something is still owed."""
    return charges.filter(open_fen__gt=0)


def overdue_charges(charges: QuerySet[Charge], *, on: date) -> QuerySet[Charge]:
    """Those that should have been paid before the day."""
    return open_charges(charges).filter(due_on__lt=on)


def payments_seen_by(actor: Actor) -> QuerySet[Payment]:
    """The payments of one's markets and of one's own vendors, the newest first."""
    return (
        Payment.objects.filter(of_accounts(sight_of(actor, "payment", WITH_MONEY), "account"))
        .select_related("account__vendor", "account__market", "reversal")
        .order_by("-received_on", "-pk")
    )


def accounts_seen_by(actor: Actor) -> QuerySet[Account]:
    """The accounts of one's markets and of one's own vendors, by the vendor's name."""
    sight = sight_of(actor, "charge", WITH_MONEY)
    seen = Account.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(market__in=sight.markets) | Q(vendor__in=sight.vendors))
    return seen.select_related("vendor", "market").order_by("vendor__name_key", "pk")


def balances(accounts: QuerySet[Account], *, on: date) -> list[Balance]:
    """What is open, overdue and free of each account. One query, however many there are."""
    charges = Charge.objects.filter(account=OuterRef("pk"), open_fen__gt=0)
    payments = Payment.objects.filter(account=OuterRef("pk"), free_fen__gt=0)
    rows = accounts.annotate(
        open_sum=_sum(charges, "open_fen"),
        overdue_sum=_sum(charges.filter(due_on__lt=on), "open_fen"),
        free_sum=_sum(payments, "free_fen"),
    )
    return [Balance(row, row.open_sum, row.overdue_sum, row.free_sum) for row in rows]


def _sum(rows: QuerySet[Charge] | QuerySet[Payment], column: str) -> Coalesce:
    summed = rows.order_by().values("account").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(summed, output_field=BigIntegerField()), Value(0))

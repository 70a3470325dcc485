"""Accounts with what is open on them: how much, since when, and how old it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from market.core.periods import months_after
from market.models import Account, Charge, Payment
from market.queries.money import open_charges

# 民法典 第一百八十八条: a claim lapses three years after it could be made
LIMITATION_MONTHS = 36
AGES = (30, 60, 90)


@dataclass(frozen=True)
class Age:
    """What is overdue by so many days: from `days_from` to `days_to`, None without end; in fen."""

    days_from: int
    days_to: int | None
    amount_fen: int


def with_sums(accounts: QuerySet[Account], *, on: date) -> QuerySet[Any]:
    """Each account with open_sum, overdue_sum and free_sum in fen, oldest_due and last_paid."""
    charges = Charge.objects.filter(account=OuterRef("pk"), open_fen__gt=0).order_by()
    late = charges.filter(due_on__lt=on)
    payments = Payment.objects.filter(account=OuterRef("pk")).order_by()
    received = payments.filter(amount_fen__gt=0, reversal__isnull=True)
    return accounts.annotate(
        open_sum=_total(charges, "open_fen"),
        overdue_sum=_total(late, "open_fen"),
        free_sum=_total(payments, "free_fen"),
        oldest_due=_one(late.values("account").annotate(day=Min("due_on"))),
        last_paid=_one(received.values("account").annotate(day=Max("received_on"))),
    )


def with_credits(charges: QuerySet[Charge]) -> QuerySet[Charge]:
    """Each charge, reversals left out, with credited_fen: how much of it was credited."""
    credits = Charge.objects.filter(reverses=OuterRef("pk")).order_by()
    summed = credits.values("reverses").annotate(total=-Sum("amount_fen")).values("total")
    credited = Coalesce(Subquery(summed, output_field=BigIntegerField()), Value(0))
    return charges.filter(reverses__isnull=True).annotate(credited_fen=credited)


def in_arrears(accounts: QuerySet[Any]) -> QuerySet[Any]:
    """Those, of accounts with their sums, that owe what is past its day."""
    return accounts.filter(overdue_sum__gt=0)


def ages(charges: QuerySet[Charge], *, on: date) -> list[Age]:
    """What is overdue, by how long: up to 30, 60, 90 days, and beyond. One query."""
    bounds = [0, *AGES]
    edges = list(zip(bounds, [*AGES, None], strict=True))
    sums = (
        open_charges(charges)
        .order_by()
        .aggregate(
            **{f"after_{low}": Sum("open_fen", filter=_late(on, low, high)) for low, high in edges}
        )
    )
    return [Age(low + 1, high, sums[f"after_{low}"] or 0) for low, high in edges]


def limitation_of(due_on: date) -> date:
    """The last day on which a claim that was due on a day can still be made in court.

    Source: 民法典 第一百八十八条, three years; counted from the day after it was due.
    """
    return months_after(due_on, LIMITATION_MONTHS)


def _late(on: date, low: int, high: int | None) -> Q:
    past = Q(due_on__lt=on - timedelta(days=low))
    return past if high is None else past & Q(due_on__gte=on - timedelta(days=high))


def _total(rows: QuerySet[Charge] | QuerySet[Payment], column: str) -> Coalesce:
    summed = rows.values("account").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(summed, output_field=BigIntegerField()), Value(0))


def _one(rows: QuerySet[Any, Any]) -> Subquery:
    return Subquery(rows.values("day"), output_field=DateField())

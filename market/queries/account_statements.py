"""What happened on an account, day by day: charges on the day they are due, payments as received."""

from datetime import date

from django.db.models import Q, QuerySet, Sum

from market.core.account_statements import Entry
from market.core.paper_words import method, span
from market.core.periods import ONE_DAY, Period
from market.models import Account, Charge, Payment


def opening_of(account: Account, *, on: date) -> int:
    """What the account owed when the day began, in fen; below zero is credit."""
    charged = account.charges.filter(due_on__lt=on).aggregate(fen=Sum("amount_fen"))["fen"] or 0
    paid = account.payments.filter(received_on__lt=on).aggregate(fen=Sum("amount_fen"))["fen"] or 0
    return int(charged - paid)


def entries_of(account: Account, days: Period) -> list[Entry]:
    """Everything within the days, in order; on one day charges stand before payments."""
    within = Q(due_on__gte=days.start, due_on__lt=days.end)
    charges = account.charges.filter(within).select_related("item").order_by("due_on", "pk")
    received = Q(received_on__gte=days.start, received_on__lt=days.end)
    payments = account.payments.filter(received).order_by("received_on", "pk")
    found = [*map(_charged, charges), *map(_paid, payments)]
    return sorted(found, key=lambda entry: entry.on)


def open_on(account: Account, due_on: date) -> list[Charge]:
    """What is due on the day and not paid yet."""
    charges = account.charges.filter(due_on=due_on, open_fen__gt=0).select_related("item")
    return list(charges.order_by("item__position", "item__code", "pk"))


def due_days(charges: QuerySet[Charge]) -> list[tuple[int, date]]:
    """The accounts and days of which a bill can be drawn, the oldest first."""
    days = charges.order_by("due_on", "account").values_list("account", "due_on")
    return list(days.distinct())


def _charged(charge: Charge) -> Entry:
    first = charge.period.lower.isoformat() if charge.period else None
    last = (charge.period.upper - ONE_DAY).isoformat() if charge.period else None
    credit = "冲减：" if charge.amount_fen < 0 else ""
    what = f"{credit}{charge.item.name} {span(first, last)}".strip()
    return Entry(charge.due_on, what, charged_fen=charge.amount_fen)


def _paid(payment: Payment) -> Entry:
    word = "付款冲回" if payment.amount_fen < 0 else "收款"
    return Entry(
        payment.received_on, f"{word}：{method(payment.method)}", paid_fen=payment.amount_fen
    )

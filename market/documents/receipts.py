"""The receipt: who paid how much, how, for what, in figures and in capitals."""

from datetime import datetime
from typing import Any

from django.db.models import Sum

from market.core.actors import Actor
from market.core.money import in_words, yuan
from market.core.periods import ONE_DAY
from market.documents import papers
from market.models import Charge, Document, Market, Payment

KIND = "receipt"


def of(payment: Payment) -> dict[str, str]:
    """What tells this payment's receipt from every other paper."""
    return {"kind": KIND, "subject": f"payment:{payment.pk}"}


def freeze(payment: Payment, *, number: str, by: Actor, market: Market, at: datetime) -> Document:
    """Store the receipt as it is handed out."""
    said = contents(payment, number=number, cashier=by.name)
    return papers.freeze(**of(payment), contents=said, market=market, at=at)


def void(receipt: Document) -> bool:
    """Whether the payment that this receipt is for was reversed since."""
    payment = int(receipt.subject.partition(":")[2])
    return Payment.objects.filter(reverses=payment).exists()


def contents(payment: Payment, *, number: str, cashier: str) -> dict[str, Any]:
    """What the receipt says. Amounts in yuan; the last day of a span is included.

    What has paid nothing yet is `credit`.
    """
    account = payment.account
    return {
        "number": number,
        "market": account.market.name,
        "vendor": account.vendor.name,
        "payer": payment.payer,
        "received_on": payment.received_on.isoformat(),
        "method": payment.method,
        "reference": payment.key,
        "amount": yuan(payment.amount_fen),
        "in_words": in_words(payment.amount_fen),
        "lines": _lines(payment),
        "credit": yuan(payment.free_fen),
        "cashier": cashier,
    }


def _lines(payment: Payment) -> list[dict[str, Any]]:
    """What the payment paid, one line for each charge."""
    paid = (
        Charge.objects.filter(allocations__payment=payment)
        .annotate(paid_fen=Sum("allocations__amount_fen"))
        .filter(paid_fen__gt=0)
        .select_related("item")
        .order_by("due_on", "pk")
    )
    return [
        {
            "item": charge.item.name,
            "item_en": charge.item.name_en,
            "first": charge.period.lower.isoformat() if charge.period else None,
            "last": (charge.period.upper - ONE_DAY).isoformat() if charge.period else None,
            "amount": yuan(charge.paid_fen),
        }
        for charge in paid
    ]

"""The receipt: who paid how much, how, for what, in figures and in capitals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from market.core.actors import Actor
from market.core.money import in_words, yuan
from market.core.periods import ONE_DAY
from market.documents import papers
from market.models import Charge, Collection, Document, Market, Payment

KIND = "receipt"


def of(payment: Payment) -> dict[str, str]:
    """What tells this payment's receipt from every other paper."""
    return {"kind": KIND, "subject": f"payment:{payment.pk}"}


def of_sum(collection: Collection) -> dict[str, str]:
    """What tells the one receipt of a whole sum from every other paper."""
    return {"kind": KIND, "subject": f"collection:{collection.pk}"}


def found(payment: Payment) -> Document | None:
    """The receipt that speaks of a payment: its own, or that of the sum it is a part of."""
    wanted = Q(**of(payment))
    if payment.collection_id:
        wanted |= Q(kind=KIND, subject=f"collection:{payment.collection_id}")
    return Document.objects.filter(wanted).first()


def found_among(payments: Sequence[Payment]) -> dict[int, Document]:
    """The receipts that payments have of their own, by the payment's id. One query."""
    subjects = {f"payment:{payment.pk}": payment.pk for payment in payments}
    papers_ = Document.objects.filter(kind=KIND, subject__in=subjects)
    return {subjects[document.subject]: document for document in papers_}


def found_joint(collection: Collection) -> Document | None:
    """The one receipt of a whole sum, if it was given."""
    return Document.objects.filter(**of_sum(collection)).first()


def freeze(payment: Payment, *, number: str, by: Actor, market: Market, at: datetime) -> Document:
    """Store the receipt as it is handed out."""
    said = contents(payment, number=number, cashier=by.name)
    return papers.freeze(**of(payment), contents=said, market=market, at=at)


def void(receipt: Document) -> bool:
    """Whether what this receipt is for was taken back since: the payment, or a part of the sum."""
    noun, _, pk = receipt.subject.partition(":")
    whose = {"reverses": pk} if noun == "payment" else {"reverses__collection": pk}
    return Payment.objects.filter(**whose).exists()


def freeze_joint(
    collection: Collection,
    parts: Sequence[Payment],
    *,
    number: str,
    by: Actor,
    market: Market,
    at: datetime,
) -> Document:
    """Store the one receipt of a whole sum."""
    said = contents_joint(collection, parts, number=number, cashier=by.name)
    return papers.freeze(**of_sum(collection), contents=said, market=market, at=at)


def contents_joint(
    collection: Collection, parts: Sequence[Payment], *, number: str, cashier: str
) -> dict[str, Any]:
    """What one receipt for several vendors says: as a receipt, and every line says whose it is."""
    names = [part.account.vendor.name for part in parts]
    whose = [
        {"vendor": part.account.vendor.name, "vendor_id": part.account.vendor_id} for part in parts
    ]
    return {
        "number": number,
        "market": collection.market.name,
        "vendor": "、".join(names),
        "payer": collection.payer,
        "received_on": collection.received_on.isoformat(),
        "method": collection.method,
        "reference": collection.key,
        "amount": yuan(collection.amount_fen),
        "in_words": in_words(collection.amount_fen),
        "lines": [
            {**line, **vendor}
            for part, vendor in zip(parts, whose, strict=True)
            for line in _lines(part)
        ],
        "credit": yuan(sum(part.free_fen for part in parts)),
        "parts": [
            {**vendor, "amount": yuan(part.amount_fen), "credit": yuan(part.free_fen)}
            for part, vendor in zip(parts, whose, strict=True)
        ],
        "cashier": cashier,
    }


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

"""Receipts: a paper for money that came in, numbered without gaps, made once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import numbers
from market.core.actors import Actor
from market.core.refusals import Conflict
from market.documents import receipts
from market.models import Account, Collection, Document, Payment


@transaction.atomic
def issue(payment: Payment, *, by: Actor, at: datetime) -> Document:
    """The receipt of a payment; made now when there is none yet. Issued twice, it is one paper.

    The number counts up within the market and the year; the market's row is the lock, so that
    no number is given twice and none is left out; the account's row is locked before it, so that
    the lines and the credit add up to the payment. A part of a sum that has one receipt for all
    of it has that one. This will refuse with Conflict("reversed_payment") a payment that was
    reversed, and a reversal.
    """
    rules.require(by, "payment.record", payment)
    Account.objects.select_for_update(no_key=True).get(pk=payment.account_id)
    payment.refresh_from_db(fields=["free_fen"])
    market = numbers.lock(payment.account.market_id)
    if issued := receipts.found(payment):
        return issued
    if payment.amount_fen < 0 or Payment.objects.filter(reverses=payment).exists():
        raise REVERSED
    number = numbers.next_number(receipts.KIND, market, at=at)
    return receipts.freeze(payment, number=number, by=by, market=market, at=at)


@transaction.atomic
def issue_joint(collection: Collection, *, by: Actor, at: datetime) -> Document:
    """One receipt for a whole sum, with every vendor's part on it; made once.

    This will refuse with Conflict("receipts_apart") where a vendor has a receipt of its own for
    a part of it, and with Conflict("reversed_payment") where any part was reversed.
    """
    rules.require(by, "payment.record", collection)
    market = numbers.lock(collection.market_id)
    if issued := receipts.found_joint(collection):
        return issued
    parts = list(collection.parts.select_related("account__vendor").order_by("pk"))
    if any(receipts.found(part) for part in parts):
        raise Conflict(
            "receipts_apart",
            "There are receipts for the vendors one by one already. Print those.",
        )
    if Payment.objects.filter(reverses__in=parts).exists():
        raise REVERSED
    number = numbers.next_number(receipts.KIND, market, at=at)
    return receipts.freeze_joint(collection, parts, number=number, by=by, market=market, at=at)


@transaction.atomic
def issue_apart(collection: Collection, *, by: Actor, at: datetime) -> Sequence[Document]:
    """A receipt for each vendor of a sum, in the order of its parts."""
    rules.require(by, "payment.record", collection)
    numbers.lock(collection.market_id)
    parts = collection.parts.filter(reversal__isnull=True).select_related("account__vendor")
    return [issue(part, by=by, at=at) for part in parts.order_by("pk")]


REVERSED = Conflict("reversed_payment", "This payment was reversed. There is no receipt for it.")

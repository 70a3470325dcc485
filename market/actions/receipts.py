"""Receipts: a paper for money that came in, numbered without gaps, made once."""

from datetime import datetime

from django.db import transaction

from market import rules
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import year_of
from market.core.refusals import Conflict
from market.documents import receipts
from market.models import Account, Document, Market, Payment


@transaction.atomic
def issue(payment: Payment, *, by: Actor, at: datetime) -> Document:
    """The receipt of a payment; made now when there is none yet. Issued twice, it is one paper.

    The number counts up within the market and the year; the market's row is the lock, so that
    no number is given twice and none is left out; the account's row is locked before it, so that
    the lines and the credit add up to the payment. This will refuse with
    Conflict("reversed_payment") a payment that was reversed, and a reversal.
    """
    rules.require(by, "payment.record", payment)
    Account.objects.select_for_update(no_key=True).get(pk=payment.account_id)
    payment.refresh_from_db(fields=["free_fen"])
    market = Market.objects.select_for_update(no_key=True).get(pk=payment.account.market_id)
    if issued := Document.objects.filter(**receipts.of(payment)).first():
        return issued
    if payment.amount_fen < 0 or Payment.objects.filter(reverses=payment).exists():
        raise Conflict("reversed_payment", "This payment was reversed. There is no receipt for it.")
    return receipts.freeze(payment, number=_next_number(market, at), by=by, market=market, at=at)


def _next_number(market: Market, at: datetime) -> str:
    day = local_day(at)
    year = year_of(day.year)
    this_year = Document.objects.filter(
        kind=receipts.KIND, market=market, made_at__date__gte=year.start, made_at__date__lt=year.end
    )
    return f"{day.year}-{this_year.count() + 1:06d}"

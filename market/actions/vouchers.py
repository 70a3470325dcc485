"""Vouchers: the paper of a refund that was handed out, numbered without gaps, made once."""

from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import numbers
from market.core.actors import Actor
from market.core.refusals import Conflict
from market.core.states import RefundState
from market.documents import vouchers
from market.models import Document, Refund


@transaction.atomic
def issue(refund: Refund, *, by: Actor, at: datetime) -> Document:
    """The voucher of a refund; made now when there is none yet. Issued twice, it is one paper.

    This will refuse with Conflict("not_paid_yet") what was not handed out.
    """
    rules.require(by, "refund.pay", refund)
    market = numbers.lock(refund.account.market_id)
    if issued := Document.objects.filter(**vouchers.of(refund)).first():
        return issued
    if refund.state != RefundState.PAID:
        raise Conflict("not_paid_yet", "The voucher is made when the refund is handed out.")
    number = numbers.next_number(vouchers.KIND, market, at=at)
    return vouchers.freeze(refund, number=number, market=market, at=at)

"""What was paid."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field, StringConstraints

from market import clock, rules
from market.actions import payments as deeds
from market.api.access import caller, member
from market.api.idempotency import noted_though_refused
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.payment_keys import payment_key
from market.core.refusals import Missing
from market.models import Account, Charge, Payment
from market.queries.money import accounts_seen_by, charges_seen_by, payments_seen_by

router = Router(auth=member)


class PaymentOut(Out):
    """Money that came in, or, below zero, went back. `credit` has paid nothing yet."""

    id: int
    account: int
    vendor: int
    market: int
    key: str
    amount: YuanOut
    credit: YuanOut
    method: str
    received_on: Day
    payer: str
    note: str
    reverses: int | None
    collection: int | None
    recorded_at: Moment
    can: list[str]

    @classmethod
    def of(cls, payment: Payment, by: Actor) -> "PaymentOut":
        return cls(
            id=payment.pk,
            account=payment.account_id,
            vendor=payment.account.vendor_id,
            market=payment.account.market_id,
            key=payment.key,
            amount=payment.amount_fen,
            credit=payment.free_fen,
            method=payment.method,
            received_on=payment.received_on,
            payer=payment.payer,
            note=payment.note,
            reverses=payment.reverses_id,
            collection=payment.collection_id,
            recorded_at=payment.recorded_at,
            can=_can(payment, by),
        )


class PaymentIn(Strict):
    """A payment to be recorded. The same method and reference is the same payment.

    first: charges that the payer named; otherwise the oldest due is paid first.
    """

    account: Id
    method: Literal["cash", "wechat", "alipay", "bank", "card", "other"]
    reference: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)
    ] = Field(description="the provider's number, or that of the receipt")
    amount: Yuan
    received_on: Day
    payer: Short = ""
    note: Line = ""
    first: Annotated[list[Id], Field(max_length=50)] = []


@router.get("", response=Page[PaymentOut])
def payments(
    request: HttpRequest,
    window: Query[Window],
    market: Id | None = None,
    vendor: Id | None = None,
) -> Page[PaymentOut]:
    by = caller(request)
    found = payments_seen_by(by)
    found = found.filter(account__market=market) if market else found
    found = found.filter(account__vendor=vendor) if vendor else found
    return page(request, found, window, lambda payment: PaymentOut.of(payment, by))


@router.post("", response={201: PaymentOut})
@noted_though_refused
def record_payment(request: HttpRequest, given: PaymentIn) -> PaymentOut:
    by = caller(request)
    account = get_object_or_404(accounts_seen_by(by), pk=given.account)
    payment = deeds.record(
        account,
        key=payment_key(given.method, given.reference, market=account.market.code),
        amount_fen=given.amount,
        method=given.method,
        received_on=given.received_on,
        payer=given.payer,
        note=given.note,
        first=_named(account, given.first, by),
        by=by,
        at=clock.now(),
    )
    return PaymentOut.of(payment, by)


@router.get("/{int:payment_id}", response=PaymentOut)
def payment(request: HttpRequest, payment_id: int) -> PaymentOut:
    by = caller(request)
    return PaymentOut.of(get_object_or_404(payments_seen_by(by), pk=payment_id), by)


@router.post("/{int:payment_id}/reverse", response={201: PaymentOut})
def reverse_payment(request: HttpRequest, payment_id: int, given: Reason) -> PaymentOut:
    by = caller(request)
    found = get_object_or_404(payments_seen_by(by), pk=payment_id)
    return PaymentOut.of(deeds.reverse(found, reason=given.reason, by=by, at=clock.now()), by)


def _named(account: Account, ids: list[int], by: Actor) -> list[Charge]:
    found = {
        charge.pk: charge for charge in charges_seen_by(by).filter(account=account, pk__in=ids)
    }
    if len(found) < len(set(ids)):
        raise Missing("missing", "There is no such charge in this account.", field="first")
    return [found[each] for each in dict.fromkeys(ids)]


def _can(payment: Payment, by: Actor) -> list[str]:
    done = payment.amount_fen < 0 or hasattr(payment, "reversal")
    return [] if done or not rules.allows(by, "payment.reverse", payment) else ["reverse"]

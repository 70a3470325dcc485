"""Credit that goes back to a vendor."""

from typing import Annotated, Literal
from uuid import uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import StringConstraints

from market import clock, rules
from market.actions import refunds as deeds
from market.api.access import caller, member
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Reason, Short, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.states import REFUND
from market.models import Refund
from market.queries.money import accounts_seen_by
from market.queries.refunds import refunds_seen_by

router = Router(auth=member)

Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class RefundOut(Out):
    """Credit to be handed back: how far it is, and who has a say next."""

    id: int
    account: int
    vendor: int
    market: int
    amount: YuanOut
    method: str
    to_whom: str
    reason: str
    state: str
    requested_at: Moment
    decided_at: Moment | None
    paid_on: Day | None
    charge: int | None
    can: list[str]

    @classmethod
    def of(cls, refund: Refund, by: Actor) -> "RefundOut":
        return cls(
            id=refund.pk,
            account=refund.account_id,
            vendor=refund.account.vendor_id,
            market=refund.account.market_id,
            amount=refund.amount_fen,
            method=refund.method,
            to_whom=refund.to_whom,
            reason=refund.reason,
            state=refund.state,
            requested_at=refund.requested_at,
            decided_at=refund.decided_at,
            paid_on=refund.paid_on,
            charge=refund.charge_id,
            can=_can(refund, by),
        )


class RefundIn(Strict):
    """Credit to be handed back. Send an Idempotency-Key, or it is asked for each time."""

    account: Id
    amount: Yuan
    method: Literal["cash", "wechat", "alipay", "bank", "card", "other"]
    to_whom: Named
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class PayOut(Strict):
    """When the money left, and under which number."""

    on: Day
    reference: Short = ""


@router.get("", response=Page[RefundOut])
def refunds(
    request: HttpRequest,
    window: Query[Window],
    market: Id | None = None,
    vendor: Id | None = None,
    state: Literal["requested", "approved", "paid", "refused", "withdrawn"] | None = None,
) -> Page[RefundOut]:
    by = caller(request)
    found = refunds_seen_by(by)
    found = found.filter(account__market=market) if market else found
    found = found.filter(account__vendor=vendor) if vendor else found
    found = found.filter(state=state) if state else found
    return page(request, found, window, lambda refund: RefundOut.of(refund, by))


@router.post("", response={201: RefundOut})
def request_refund(request: HttpRequest, given: RefundIn) -> RefundOut:
    by = caller(request)
    refund = deeds.request(
        get_object_or_404(accounts_seen_by(by), pk=given.account),
        key=f"api/{uuid4()}",
        amount_fen=given.amount,
        method=given.method,
        to_whom=given.to_whom,
        reason=given.reason,
        by=by,
        at=clock.now(),
    )
    return RefundOut.of(refund, by)


@router.get("/{int:refund_id}", response=RefundOut)
def refund(request: HttpRequest, refund_id: int) -> RefundOut:
    by = caller(request)
    return RefundOut.of(_found(by, refund_id), by)


@router.post("/{int:refund_id}/approve", response=RefundOut)
def approve(request: HttpRequest, refund_id: int) -> RefundOut:
    by = caller(request)
    return RefundOut.of(deeds.approve(_found(by, refund_id), by=by, at=clock.now()), by)


@router.post("/{int:refund_id}/refuse", response=RefundOut)
def refuse(request: HttpRequest, refund_id: int, given: Reason) -> RefundOut:
    by = caller(request)
    found = _found(by, refund_id)
    return RefundOut.of(deeds.refuse(found, reason=given.reason, by=by, at=clock.now()), by)


@router.post("/{int:refund_id}/withdraw", response=RefundOut)
def withdraw(request: HttpRequest, refund_id: int, given: Reason) -> RefundOut:
    by = caller(request)
    found = _found(by, refund_id)
    return RefundOut.of(deeds.withdraw(found, reason=given.reason, by=by, at=clock.now()), by)


@router.post("/{int:refund_id}/pay", response=RefundOut)
def pay(request: HttpRequest, refund_id: int, given: PayOut) -> RefundOut:
    by = caller(request)
    found = _found(by, refund_id)
    paid = deeds.pay(found, on=given.on, reference=given.reference, by=by, at=clock.now())
    return RefundOut.of(paid, by)


def _found(by: Actor, pk: int) -> Refund:
    return get_object_or_404(refunds_seen_by(by), pk=pk)


def _can(refund: Refund, by: Actor) -> list[str]:
    """The open moves; who asked for it does not approve it."""
    own = by.user is not None and by.user == refund.requested_by_id
    return [
        move for move in rules.can(by, "refund", REFUND, refund) if move != "approve" or not own
    ]

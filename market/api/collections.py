"""One sum from one payer, for several accounts."""

from typing import Annotated, Literal

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field, StringConstraints

from market import clock
from market.actions import collections as deeds
from market.api.access import caller, member
from market.api.idempotency import noted_though_refused
from market.api.paging import Page, Window, page
from market.api.payments import PaymentOut
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.payment_keys import payment_key
from market.core.refusals import Invalid, Missing
from market.models import Account, Charge, Collection
from market.queries.counter import collections_seen_by
from market.queries.money import accounts_seen_by, charges_seen_by, payments_seen_by

router = Router(auth=member)


class PartIn(Strict):
    """An account that is paid for; how much, where the payer said so (then for every part)."""

    account: Id
    amount: Yuan | None = None


class CollectionIn(Strict):
    """A sum to be booked. The same method and reference is the same sum.

    first: charges that the payer named; otherwise the oldest due of all the accounts is paid
    first. credit_to: whose credit is what is left over, the first account's unless told.
    tendered: the cash that was handed over.
    """

    parts: Annotated[list[PartIn], Field(min_length=1, max_length=50)]
    method: Literal["cash", "wechat", "alipay", "bank", "card", "other"]
    reference: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)
    ] = Field(description="the provider's number, or that of the receipt")
    amount: Yuan
    received_on: Day
    payer: Short = ""
    note: Line = ""
    first: Annotated[list[Id], Field(max_length=300)] = []
    credit_to: Id | None = None
    tendered: Yuan | None = None


class CollectionOut(Out):
    """A sum that was received, and the payments that are its parts."""

    id: int
    market: int
    key: str
    amount: YuanOut
    tendered: YuanOut | None
    method: str
    received_on: Day
    payer: str
    note: str
    recorded_at: Moment
    parts: list[PaymentOut]
    can: list[str]

    @classmethod
    def of(cls, one: Collection, by: Actor) -> "CollectionOut":
        parts = [PaymentOut.of(part, by) for part in one.parts.all()]
        return cls(
            id=one.pk,
            market=one.market_id,
            key=one.key,
            amount=one.amount_fen,
            tendered=one.tendered_fen,
            method=one.method,
            received_on=one.received_on,
            payer=one.payer,
            note=one.note,
            recorded_at=one.recorded_at,
            parts=parts,
            can=["reverse"] if any("reverse" in part.can for part in parts) else [],
        )


@router.get("", response=Page[CollectionOut])
def collections(
    request: HttpRequest, window: Query[Window], market: Id | None = None
) -> Page[CollectionOut]:
    by = caller(request)
    found = _seen(by)
    found = found.filter(market=market) if market else found
    return page(request, found, window, lambda one: CollectionOut.of(one, by))


@router.post("", response={201: CollectionOut})
@noted_though_refused
def collect(request: HttpRequest, given: CollectionIn) -> CollectionOut:
    by = caller(request)
    accounts = _accounts(given, by)
    booked = deeds.collect(
        accounts,
        key=payment_key(given.method, given.reference, market=accounts[0].market.code),
        amount_fen=given.amount,
        method=given.method,
        received_on=given.received_on,
        payer=given.payer,
        note=given.note,
        first=_named(accounts, given.first, by),
        credit_to=_keeper(accounts, given.credit_to),
        amounts=_amounts(given),
        tendered_fen=given.tendered,
        by=by,
        at=clock.now(),
    )
    return CollectionOut.of(_seen(by).get(pk=booked.pk), by)


@router.get("/{int:collection_id}", response=CollectionOut)
def collection(request: HttpRequest, collection_id: int) -> CollectionOut:
    by = caller(request)
    return CollectionOut.of(get_object_or_404(_seen(by), pk=collection_id), by)


@router.post("/{int:collection_id}/reverse", response={201: CollectionOut})
def reverse_collection(request: HttpRequest, collection_id: int, given: Reason) -> CollectionOut:
    by = caller(request)
    found = get_object_or_404(_seen(by), pk=collection_id)
    deeds.reverse(found, reason=given.reason, by=by, at=clock.now())
    return CollectionOut.of(_seen(by).get(pk=found.pk), by)


def _seen(by: Actor) -> QuerySet[Collection]:
    parts = Prefetch("parts", queryset=payments_seen_by(by).order_by("pk"))
    return collections_seen_by(by).prefetch_related(parts)


def _accounts(given: CollectionIn, by: Actor) -> list[Account]:
    ids = list(dict.fromkeys(part.account for part in given.parts))
    found = {account.pk: account for account in accounts_seen_by(by).filter(pk__in=ids)}
    if len(found) < len(ids):
        raise Missing("missing", "There is no such account here.", field="parts")
    return [found[each] for each in ids]


def _amounts(given: CollectionIn) -> dict[int, int] | None:
    told = {part.account: part.amount for part in given.parts if part.amount is not None}
    if not told:
        return None
    if len(told) < len(given.parts):
        raise Invalid(
            "amounts_differ", "Say how much is for each account, or for none.", field="parts"
        )
    return told


def _keeper(accounts: list[Account], wanted: int | None) -> Account | None:
    if wanted is None:
        return None
    for account in accounts:
        if account.pk == wanted:
            return account
    raise Missing("missing", "There is no such account here.", field="credit_to")


def _named(accounts: list[Account], ids: list[int], by: Actor) -> list[Charge]:
    found = {
        charge.pk: charge for charge in charges_seen_by(by).filter(account__in=accounts, pk__in=ids)
    }
    if len(found) < len(set(ids)):
        raise Missing("missing", "There is no such charge in this account.", field="first")
    return [found[each] for each in dict.fromkeys(ids)]

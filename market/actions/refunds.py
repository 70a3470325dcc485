"""Credit that goes back to a vendor: asked for, approved by a second person, handed out once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from market import rules
from market.actions import charges, moves
from market.core.actors import HOUSE, Actor
from market.core.refusals import Conflict, Invalid
from market.core.states import REFUND
from market.models import Account, FeeItem, Refund
from market.models.refunds import REFUND_METHODS
from market.queries.refunds import free_fen, promised_fen

ITEM = "refund"


@transaction.atomic
def request(
    account: Account,
    *,
    key: str,
    amount_fen: int,
    method: str,
    to_whom: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> Refund:
    """Ask for some of a vendor's credit to be handed back. Said twice with one key, it is one.

    This will refuse with Conflict("more_than_the_credit") more than is free and not promised to
    another refund, and with Conflict("key_reused") where the key stands for another amount.
    """
    rules.require(by, "refund.request", account)
    _check(amount_fen, method)
    _lock(account)
    if known := Refund.objects.filter(key=key).first():
        if (known.account_id, known.amount_fen) != (account.pk, amount_fen):
            raise Conflict("key_reused", "This refund was asked for already, otherwise.", key=key)
        return known
    _require_credit(amount_fen, free_fen(account) - promised_fen(account))
    return Refund.objects.create(
        account=account,
        key=key,
        amount_fen=amount_fen,
        method=method,
        to_whom=to_whom,
        reason=reason,
        requested_at=at,
        requested_by_id=by.user,
    )


@transaction.atomic
def approve(refund: Refund, *, by: Actor, at: datetime) -> Refund:
    """Let a refund be paid. Whoever asked for it cannot: it takes a second person.

    This will refuse with Conflict("second_person"), and with Conflict("more_than_the_credit")
    where the credit was used up meanwhile.
    """
    rules.require(by, "refund.approve", refund)
    if by.user is None or by.user == refund.requested_by_id:
        raise Conflict(
            "second_person", "Somebody else than who asked for the refund must approve it."
        )
    _lock(refund.account)
    _require_credit(refund.amount_fen, free_fen(refund.account))
    return moves.move(refund, REFUND, "approve", by=by, at=at, decided_at=at, decided_by_id=by.user)


@transaction.atomic
def refuse(refund: Refund, *, reason: str, by: Actor, at: datetime) -> Refund:
    """Say no to a refund, and why. The credit stays where it is."""
    rules.require(by, "refund.refuse", refund)
    decided: dict[str, Any] = {"decided_at": at, "decided_by_id": by.user}
    return moves.move(refund, REFUND, "refuse", by=by, at=at, reason=reason, **decided)


@transaction.atomic
def withdraw(refund: Refund, *, reason: str, by: Actor, at: datetime) -> Refund:
    """Drop a refund that is not wanted any more, approved or not."""
    rules.require(by, "refund.withdraw", refund)
    return moves.move(refund, REFUND, "withdraw", by=by, at=at, reason=reason)


@transaction.atomic
def pay(refund: Refund, *, on: date, by: Actor, at: datetime, reference: str = "") -> Refund:
    """Hand an approved refund out: exactly so much of the credit is used up by it.

    on: the day on which the money left. This will refuse with Conflict("not_now") a second
    time, and with Conflict("more_than_the_credit") where the credit was used up meanwhile.
    """
    rules.require(by, "refund.pay", refund)
    account = _lock(refund.account)
    refund.refresh_from_db()
    REFUND.after(refund.state, "pay")
    _require_credit(refund.amount_fen, free_fen(account))
    charge = charges.add(
        account,
        key=f"refund/{refund.pk}",
        item=FeeItem.objects.get(code=ITEM),
        amount_fen=refund.amount_fen,
        due_on=on,
        note=refund.reason,
        ahead=True,
        by=HOUSE,
        at=at,
    )
    paid: dict[str, Any] = {
        "charge_id": charge.pk,
        "paid_on": on,
        "paid_at": at,
        "paid_by_id": by.user,
    }
    return moves.move(refund, REFUND, "pay", by=by, at=at, reference=reference, **paid)


def _lock(account: Account) -> Account:
    return Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def _check(amount_fen: int, method: str) -> None:
    if amount_fen <= 0:
        raise Invalid("bad_amount", "A refund must be above zero.", field="amount")
    if method not in REFUND_METHODS:
        raise Invalid("bad_method", "Choose how it is to be paid.", field="method")


def _require_credit(amount_fen: int, left_fen: int) -> None:
    if amount_fen > left_fen:
        raise Conflict(
            "more_than_the_credit",
            "There is not so much credit: what is free and not promised already is less.",
            field="amount",
            left_fen=max(left_fen, 0),
        )

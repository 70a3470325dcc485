"""What is owed: said once, never edited, reversed where it was wrong."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from market import rules
from market.actions import allocations
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Account, Charge, FeeItem
from market.models.money import WAIVER


@transaction.atomic
def add(
    account: Account,
    *,
    key: str,
    item: FeeItem,
    amount_fen: int,
    due_on: date,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Charge:
    """Charge an amount to an account. Said twice with one key, it is charged once.

    This will let the vendor's credit, if any, pay it at once, and refuse with
    Conflict("key_reused") when the key already stands for another amount.
    """
    rules.require(by, "charge.add", account)
    if amount_fen <= 0:
        raise Invalid("bad_amount", "A charge must be above zero.", field="amount")

    charge, created = Charge.objects.get_or_create(
        key=key,
        defaults={
            "account": account,
            "item": item,
            "amount_fen": amount_fen,
            "due_on": due_on,
            "note": note,
            "charged_at": at,
        },
    )
    if not created and (charge.account_id, charge.amount_fen) != (account.pk, amount_fen):
        raise Conflict("key_reused", "This was charged already, with another amount.", key=key)
    allocations.settle(account, at=at)
    charge.refresh_from_db()
    return charge


@transaction.atomic
def reverse(
    charge: Charge,
    *,
    amount_fen: int | None = None,
    key: str,
    reason: str,
    by: Actor,
    at: datetime,
    why: str = WAIVER,
    pays: Sequence[Charge] | None = None,
) -> Charge:
    """Credit a charge, wholly or in part. What was paid on it becomes the vendor's credit again.

    amount_fen: how much, in fen; all that is not yet credited when left out. why: a waiver
    forgives for good; a correction says that the charge was wrong, and may be made up for.
    pays: what the freed money pays, in this order and nothing else; the oldest open charges when
    left out.
    This will refuse with Conflict("nothing_left_to_credit") or Invalid("more_than_the_charge").
    """
    rules.require(by, "charge.reverse", charge)
    Account.objects.select_for_update(no_key=True).get(pk=charge.account_id)
    if existing := Charge.objects.filter(key=key).first():
        return existing

    left = left_of(charge)
    if left <= 0:
        raise Conflict("nothing_left_to_credit", "This charge was credited in full already.")
    wanted = left if amount_fen is None else amount_fen
    if not 0 < wanted <= left:
        raise Invalid(
            "more_than_the_charge",
            "No more can be credited than is left of the charge.",
            field="amount",
            left_fen=left,
        )
    allocations.free_from(charge, needed_fen=wanted, at=at)
    reversal = Charge.objects.create(
        account_id=charge.account_id,
        key=key,
        item_id=charge.item_id,
        amount_fen=-wanted,
        due_on=charge.due_on,
        period=charge.period,
        reverses=charge,
        why=why,
        note=reason,
        charged_at=at,
    )
    if pays is None:
        allocations.settle(charge.account, at=at)
    else:
        allocations.pay(charge.account, pays, at=at)
    return reversal


def left_of(charge: Charge) -> int:
    """What of a charge is not credited, in fen, as the database has it now."""
    return charge.amount_fen + sum(charge.reversals.values_list("amount_fen", flat=True))

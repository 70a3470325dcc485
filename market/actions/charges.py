"""What is owed: said once, never edited, reversed where it was wrong."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from market import rules
from market.actions import allocations
from market.core.actors import Actor
from market.core.credit_notes import CreditedBill, Row
from market.core.refusals import Conflict, Invalid
from market.models import Account, Charge, FeeItem, Refund
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
    ahead: bool = False,
) -> Charge:
    """Charge an amount to an account. Said twice with one key, it is charged once.

    ahead: the vendor's credit pays this charge before any older one.
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
    allocations.settle(account, at=at, first=[charge] if ahead else ())
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
    left out. This will refuse with Conflict: more_than_the_invoice, more_than_the_remaining_part,
    nothing_left_to_credit, refund_stands (what was handed back is not credited), or key_reused.
    """
    rules.require(by, "charge.reverse", charge)
    Account.objects.select_for_update(no_key=True).get(pk=charge.account_id)
    if existing := Charge.objects.filter(key=key).first():
        return _same_credit(existing, charge, amount_fen)
    if Refund.objects.filter(charge=charge).exists():
        raise Conflict("refund_stands", "This was handed back to the vendor; it is not credited.")

    wanted = _wanted(charge, amount_fen)
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
    return charge.amount_fen - credited_fen(charge)


def credited_fen(charge: Charge) -> int:
    """How much of a charge was credited before, in fen."""
    return -sum(charge.reversals.values_list("amount_fen", flat=True))


def _wanted(charge: Charge, amount_fen: int | None) -> int:
    if amount_fen is not None and amount_fen <= 0:
        raise Invalid("bad_amount", "A credit must be above zero.", field="amount")
    before = CreditedBill((Row(charge.amount_fen, credited_fen(charge)),))
    after = before.credit_all() if amount_fen is None else before.credit_amount(amount_fen)
    return before.left_fen - after.left_fen


def _same_credit(existing: Charge, charge: Charge, amount_fen: int | None) -> Charge:
    if existing.reverses_id == charge.pk and amount_fen in (None, -existing.amount_fen):
        return existing
    raise Conflict("key_reused", "This was charged already, with another amount.", key=existing.key)

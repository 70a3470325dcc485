"""Money that was put on one charge and is meant for another: taken off and put on, never edited."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from market import rules
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Account, Allocation, Charge, Move, Payment, Refund

NAME = "reallocate"


@transaction.atomic
def reallocate(
    payment: Payment,
    *,
    off: Charge,
    onto: Charge,
    reason: str,
    by: Actor,
    at: datetime,
    amount_fen: int | None = None,
) -> int:
    """Let a payment pay another charge of its account instead of one that it paid.

    amount_fen: how much, in fen; as much as both allow when left out. Gives what was moved.
    Both steps are rows of their own, and the journal says who did it and why. This will refuse
    with Invalid("other_account") or Invalid("bad_amount"), and with Conflict nothing_to_move,
    more_than_was_paid or more_than_is_open.
    """
    rules.require(by, "payment.reallocate", payment)
    account = Account.objects.select_for_update(no_key=True).get(pk=payment.account_id)
    if {off.account_id, onto.account_id} != {account.pk} or off.pk == onto.pk:
        raise Invalid(
            "other_account", "Choose two different charges of the same account.", field="onto"
        )
    if Refund.objects.filter(charge__in=[off, onto]).exists():
        raise Conflict("refund_stands", "This was handed back to the vendor; it is not credited.")

    moved_fen = _movable(payment, off, onto, amount_fen)
    for charge, fen in ((off, -moved_fen), (onto, moved_fen)):
        Allocation.objects.create(payment=payment, charge=charge, amount_fen=fen, allocated_at=at)
    _write_down(payment, off, onto, reason=reason, by=by, at=at)
    return moved_fen


def _movable(payment: Payment, off: Charge, onto: Charge, amount_fen: int | None) -> int:
    paid = Allocation.objects.filter(payment=payment, charge=off).aggregate(sum=Sum("amount_fen"))
    paid_fen, open_fen = paid["sum"] or 0, Charge.objects.get(pk=onto.pk).open_fen
    wanted_fen = min(paid_fen, open_fen) if amount_fen is None else amount_fen
    if amount_fen is not None and amount_fen <= 0:
        raise Invalid("bad_amount", "What is moved must be above zero.", field="amount")
    if not wanted_fen:
        raise Conflict("nothing_to_move", "There is nothing to move from the one to the other.")
    if wanted_fen > paid_fen:
        raise Conflict(
            "more_than_was_paid", "This payment did not pay so much of it.", field="amount"
        )
    if wanted_fen > open_fen:
        raise Conflict(
            "more_than_is_open", "Not so much is still owed of the other.", field="amount"
        )
    return wanted_fen


def _write_down(
    payment: Payment, off: Charge, onto: Charge, *, reason: str, by: Actor, at: datetime
) -> None:
    """A line of the journal: a payment has no state, only what it pays has changed."""
    Move.objects.create(
        noun="payment",
        thing=payment.pk,
        name=NAME,
        before=f"charge {off.pk}"[:20],
        after=f"charge {onto.pk}"[:20],
        at=at,
        by_id=by.user,
        by_name=by.name,
        reason=reason,
        market_id=payment.account.market_id,
    )

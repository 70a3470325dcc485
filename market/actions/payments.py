"""Money that came in. A payment is never edited; a bounced one is reversed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Model
from psycopg import errors

from market import rules
from market.actions import allocations, mismatches, notices
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Account, Charge, Payment
from market.models.money import PAYMENT_METHODS

NEWS_FOR = timedelta(days=3)


def record(
    account: Account,
    *,
    key: str,
    amount_fen: int,
    method: str,
    received_on: date,
    by: Actor,
    at: datetime,
    payer: str = "",
    note: str = "",
    first: Sequence[Charge] = (),
    quietly: bool = False,
) -> Payment:
    """Take a payment and let it pay the oldest open charges; what is left over is credit.

    key: provider and reference ("bank/20261123-77"); the same key is the same payment, so a
    notice repeated fifty times books once. The same key with another amount is refused with
    Conflict("payment_differs"): nothing is booked, and a Mismatch waits to be looked at.
    quietly: the payer is sent no receipt.
    """
    rules.require(by, "payment.record", account)
    check(amount_fen, method)
    with mismatches.noted([account], key=key, told_fen=amount_fen, by=by, at=at):
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if known := Payment.objects.filter(key=key).first():
            return _same(known, account, amount_fen)
        payment = Payment(
            account=account,
            key=key,
            amount_fen=amount_fen,
            method=method,
            received_on=received_on,
            payer=payer,
            note=note,
            recorded_at=at,
            recorded_by_id=by.user,
        )
        if not created(payment):
            return _same(Payment.objects.get(key=key), account, amount_fen)
        allocations.settle(account, at=at, first=first)
        if not quietly:
            tell(payment, at=at)
    payment.refresh_from_db()
    return payment


def created(row: Model) -> bool:
    """Write a row with a key, unless somebody else has just written one with the same key."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, errors.UniqueViolation):
            raise
        return False
    return True


@transaction.atomic
def reverse(payment: Payment, *, reason: str, by: Actor, at: datetime) -> Payment:
    """Undo a payment that bounced or was typed wrong. What it had paid is open again.

    This will answer the reversal; reversing twice is one reversal.
    """
    rules.require(by, "payment.reverse", payment)
    Account.objects.select_for_update(no_key=True).get(pk=payment.account_id)
    if known := Payment.objects.filter(reverses=payment).first():
        return known
    if payment.amount_fen < 0:
        raise Invalid("not_reversible", "A reversal cannot be reversed. Record the payment anew.")

    allocations.free_all_of(payment, at=at)
    reversal = Payment.objects.create(
        account_id=payment.account_id,
        key=f"reversal/{payment.key}"[:120],
        amount_fen=-payment.amount_fen,
        method=payment.method,
        received_on=local_day(at),
        note=reason,
        reverses=payment,
        recorded_at=at,
        recorded_by_id=by.user,
    )
    allocations.settle(payment.account, at=at)
    return reversal


def tell(payment: Payment, *, at: datetime) -> None:
    """A receipt for who has just paid. What was paid long ago, and is only booked now, is no news."""
    if payment.received_on < local_day(at) - NEWS_FOR:
        return
    notices.say(
        "payment_received",
        subject=f"payment:{payment.pk}",
        vendor=payment.account.vendor,
        market=payment.account.market,
        key=f"payment_received/{payment.pk}",
        facts={
            "amount_fen": payment.amount_fen,
            "received_on": payment.received_on.isoformat(),
        },
        at=at,
    )


def check(amount_fen: int, method: str) -> None:
    if amount_fen <= 0:
        raise Invalid("bad_amount", "A payment must be above zero.", field="amount")
    if method not in PAYMENT_METHODS:
        raise Invalid("bad_method", "Choose how it was paid.", field="method")


def _same(known: Payment, account: Account, amount_fen: int) -> Payment:
    whole_fen = known.collection.amount_fen if known.collection else known.amount_fen
    if (known.account_id, known.amount_fen, whole_fen) == (account.pk, amount_fen, amount_fen):
        return known
    raise differs(known.key, whole_fen)


def differs(key: str, booked_fen: int) -> Conflict:
    """The refusal of a reference that is in the books with something else."""
    return Conflict(
        "payment_differs",
        "This payment is in the books already, with another amount or for another vendor. "
        "Nothing was booked. Please compare the two receipts.",
        key=key,
        booked_fen=booked_fen,
    )

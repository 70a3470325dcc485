"""Which payment pays which charge: the oldest due first, and what is left stays as credit."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet, Sum

from market.core.allocations import OpenCharge, allocate
from market.models import Account, Allocation, Charge, Payment

# Both kinds of rows laid end to end, in fen, from nothing upwards: charges by the day they were
# due, payments by the day they came in. Where a payment and a charge lie over one another, the
# one pays the other by as much as they share.
SETTLE = """
WITH owed AS (
    SELECT id, account_id, open_fen,
           (sum(open_fen) OVER running)::bigint AS until_fen
    FROM market_charge WHERE open_fen > 0 AND account_id = ANY(%(accounts)s)
    WINDOW running AS (PARTITION BY account_id ORDER BY due_on, id ROWS UNBOUNDED PRECEDING)
), free AS (
    SELECT id, account_id, free_fen,
           (sum(free_fen) OVER running)::bigint AS until_fen
    FROM market_payment WHERE free_fen > 0 AND account_id = ANY(%(accounts)s)
    WINDOW running AS (PARTITION BY account_id ORDER BY received_on, id ROWS UNBOUNDED PRECEDING)
), made AS (
    INSERT INTO market_allocation (payment_id, charge_id, amount_fen, allocated_at)
    SELECT free.id, owed.id,
           least(free.until_fen, owed.until_fen)
           - greatest(free.until_fen - free.free_fen, owed.until_fen - owed.open_fen),
           %(at)s
    FROM owed JOIN free USING (account_id)
    WHERE free.until_fen > owed.until_fen - owed.open_fen
      AND owed.until_fen > free.until_fen - free.free_fen
    ORDER BY account_id, free.until_fen, owed.until_fen
    RETURNING amount_fen
)
SELECT coalesce(sum(amount_fen), 0)::bigint FROM made
"""


def settle(account: Account, *, at: datetime, first: Sequence[Charge] = ()) -> int:
    """Let all free money of an account pay its open charges. Returns the fen that were allocated.

    first: charges that the payer named, paid before the others.
    Must run inside the caller's transaction; the account's row is the lock of the whole book.
    """
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    charges = {str(charge.pk): charge for charge in _open_charges(account)}
    payments = Payment.objects.filter(account=account, free_fen__gt=0).order_by("received_on", "pk")
    named = [str(charge.pk) for charge in first]
    made = _pair(list(payments), charges, named, at)
    Allocation.objects.bulk_create(made)
    return sum(allocation.amount_fen for allocation in made)


def settle_all(accounts: Collection[int], *, at: datetime) -> int:
    """Let all free money of these accounts pay their open charges, the oldest due first.

    This will do for each account (by its id) what settle() does for one, in two statements
    however many there are. Returns the fen that were allocated. Must run inside the caller's
    transaction; the accounts are locked in the order of their ids, so that two runs at once
    wait for each other and never for good.
    """
    wanted = list(accounts)
    locked = Account.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    known = list(locked.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"accounts": known, "at": at})
        (allocated_fen,) = cursor.fetchone()
    return int(allocated_fen)


def _open_charges(account: Account) -> QuerySet[Charge]:
    return Charge.objects.filter(account=account, open_fen__gt=0).order_by("due_on", "pk")


def _pair(
    payments: list[Payment], charges: dict[str, Charge], named: list[str], at: datetime
) -> list[Allocation]:
    """One payment after the other, each first on what the payer named, then on the oldest."""
    made: list[Allocation] = []
    owed = {key: charge.open_fen for key, charge in charges.items()}
    for payment in payments:
        free_fen = payment.free_fen
        for keys in (named, charges):
            plan = allocate(
                [OpenCharge(key, owed[key], charges[key].due_on) for key in keys if owed.get(key)],
                free_fen,
            )
            for portion in plan.portions:
                owed[portion.key] -= portion.amount_fen
                made.append(
                    Allocation(
                        payment=payment,
                        charge=charges[portion.key],
                        amount_fen=portion.amount_fen,
                        allocated_at=at,
                    )
                )
            free_fen = plan.left_fen
    return made


def free_from(charge: Charge, *, needed_fen: int, at: datetime) -> None:
    """Take back enough of what paid a charge that `needed_fen` of it is open, newest first."""
    charge.refresh_from_db()
    missing = needed_fen - charge.open_fen
    paid = (
        Allocation.objects.filter(charge=charge)
        .values("payment")
        .annotate(sum=Sum("amount_fen"))
        .filter(sum__gt=0)
        .order_by("-payment")
    )
    for row in paid:
        if missing <= 0:
            return
        part = min(missing, row["sum"])
        Allocation.objects.create(
            payment_id=row["payment"], charge=charge, amount_fen=-part, allocated_at=at
        )
        missing -= part


def free_all_of(payment: Payment, *, at: datetime) -> None:
    """Take back everything a payment has paid, before it is reversed."""
    paid = (
        Allocation.objects.filter(payment=payment)
        .values("charge")
        .annotate(sum=Sum("amount_fen"))
        .filter(sum__gt=0)
    )
    Allocation.objects.bulk_create(
        Allocation(
            payment=payment, charge_id=row["charge"], amount_fen=-row["sum"], allocated_at=at
        )
        for row in paid
    )

"""One sum from one payer, for one or several accounts at once, under one reference."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from market import rules
from market.actions import allocations, mismatches, payments
from market.core.actors import Actor
from market.core.collecting import Part
from market.core.payment_keys import part_key
from market.core.refusals import Conflict, Invalid
from market.models import Account, Allocation, Charge, Collection, Payment
from market.queries.collecting import plan_of


def collect(
    accounts: Sequence[Account],
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
    credit_to: Account | None = None,
    amounts: Mapping[int, int] | None = None,
    tendered_fen: int | None = None,
    quietly: bool = False,
) -> Collection:
    """Take one sum for some accounts of one market. It pays what was named, then the oldest due.

    key: as of a payment; the same key is the same sum, in whatever shape it was booked before.
    credit_to: whose credit becomes what is left over, the first account's unless told.
    amounts: fen for each account by id, where the payer said so; they add up to the sum.
    tendered_fen: cash that was handed over, at least the sum.
    This will refuse with Conflict payment_differs (and leave a Mismatch) or payment_known, and
    with Invalid bad_amount, bad_method, no_account, markets_differ, amounts_differ or
    too_little_handed_over.
    """
    for account in accounts:
        rules.require(by, "payment.record", account)
    payments.check(amount_fen, method)
    _check(accounts, amount_fen, amounts)
    _check_cash(method, amount_fen, tendered_fen)
    with mismatches.noted(accounts, key=key, told_fen=amount_fen, by=by, at=at):
        _lock(accounts)
        if known := _known(key, accounts, amount_fen):
            return known
        collection = Collection(
            market_id=accounts[0].market_id,
            key=key,
            amount_fen=amount_fen,
            tendered_fen=tendered_fen,
            method=method,
            received_on=received_on,
            payer=payer,
            note=note,
            recorded_at=at,
            recorded_by_id=by.user,
        )
        if not payments.created(collection):
            return _known(key, accounts, amount_fen) or collection
        plan = plan_of(accounts, amount_fen, first=first, credit_to=credit_to, amounts=amounts)
        _book(collection, plan, accounts, at=at, quietly=quietly)
    return collection


@transaction.atomic
def reverse(collection: Collection, *, reason: str, by: Actor, at: datetime) -> Collection:
    """Undo a whole sum that bounced or was typed wrong: every part that still stands."""
    rules.require(by, "payment.reverse", collection)
    parts = list(collection.parts.select_related("account__vendor").order_by("pk"))
    _lock([part.account for part in parts])
    for part in parts:
        payments.reverse(part, reason=reason, by=by, at=at)
    return collection


def _book(
    collection: Collection,
    plan: Sequence[Part],
    accounts: Sequence[Account],
    *,
    at: datetime,
    quietly: bool,
) -> None:
    """One payment for each part, each on the very charges that the plan names."""
    by_id = {str(account.pk): account for account in accounts}
    for number, part in enumerate(plan, 1):
        payment = Payment(
            account=by_id[part.account],
            collection=collection,
            key=part_key(collection.key, number),
            amount_fen=part.amount_fen,
            method=collection.method,
            received_on=collection.received_on,
            payer=collection.payer,
            note=collection.note,
            recorded_at=at,
            recorded_by_id=collection.recorded_by_id,
        )
        if not payments.created(payment):
            raise payments.differs(payment.key, Payment.objects.get(key=payment.key).amount_fen)
        Allocation.objects.bulk_create(
            Allocation(
                payment=payment,
                charge_id=int(portion.key),
                amount_fen=portion.amount_fen,
                allocated_at=at,
            )
            for portion in part.portions
        )
        allocations.settle(payment.account, at=at)
        if not quietly:
            payments.tell(payment, at=at)


def _known(key: str, accounts: Sequence[Account], amount_fen: int) -> Collection | None:
    """The same sum, if it is in the books. Raises Conflict where the books say something else."""
    if known := Collection.objects.filter(key=key).first():
        paid = set(known.parts.values_list("account", flat=True))
        if known.amount_fen == amount_fen and paid <= {account.pk for account in accounts}:
            return known
        raise payments.differs(key, known.amount_fen)
    if alone := Payment.objects.filter(key=key).first():
        if ([alone.account_id], alone.amount_fen) != ([one.pk for one in accounts], amount_fen):
            raise payments.differs(key, alone.amount_fen)
        raise Conflict(
            "payment_known", "This payment is in the books already. Nothing was booked twice."
        )
    return None


def _lock(accounts: Sequence[Account]) -> None:
    """The books of all these accounts, always in the same order."""
    rows = Account.objects.filter(pk__in=[account.pk for account in accounts])
    list(rows.select_for_update(no_key=True).order_by("pk"))


def _check(accounts: Sequence[Account], amount_fen: int, amounts: Mapping[int, int] | None) -> None:
    if not accounts:
        raise Invalid("no_account", "Choose at least one vendor.", field="accounts")
    if len({account.market_id for account in accounts}) > 1:
        raise Invalid("markets_differ", "These vendors are at different markets.", field="accounts")
    if amounts is None:
        return
    if sum(amounts.values()) != amount_fen or min(amounts.values()) < 0:
        raise Invalid(
            "amounts_differ", "The parts do not add up to the amount received.", field="amount"
        )


def _check_cash(method: str, amount_fen: int, tendered_fen: int | None) -> None:
    if tendered_fen is None:
        return
    if method != "cash" or tendered_fen < amount_fen:
        raise Invalid(
            "too_little_handed_over",
            "Less was handed over than is to be booked, or it was not cash.",
            field="tendered",
        )

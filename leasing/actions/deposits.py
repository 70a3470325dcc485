"""Deposits while a lease runs: a claim taken from it, and topping it up again."""

from datetime import date, datetime

from django.db import transaction

from leasing import rules
from leasing.models import DepositClaim, Lease
from leasing.queries.deposits import ITEM, deposit_charges, held_fen
from leasing.queries.lease_charges import account_of
from market.actions import charges
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Account, Charge, FeeItem


@transaction.atomic
def claim(
    lease: Lease, *, item: FeeItem, amount_fen: int, note: str, by: Actor, at: datetime
) -> DepositClaim:
    """Charge something to the vendor and let the deposit pay it, as far as it reaches.

    This will refuse with Conflict("nothing_held") where no deposit is held.
    """
    rules.require(by, "deposit.claim", lease)
    account = account_of(lease)
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if held_fen(lease) <= 0:
        raise Conflict("nothing_held", "There is no deposit of this lease to take it from.")
    number = DepositClaim.objects.filter(lease=lease).count() + 1
    charge = charges.add(
        account,
        key=f"lease/{lease.pk}/deposit/claim/{number}",
        item=item,
        amount_fen=amount_fen,
        due_on=local_day(at),
        note=note,
        by=HOUSE,
        at=at,
    )
    taken_fen = _take(lease, charge, at)
    if not taken_fen:
        raise Conflict("not_from_the_deposit", "The deposit is not needed for this, or not paid.")
    return DepositClaim.objects.create(lease=lease, charge=charge, amount_fen=taken_fen, at=at)


@transaction.atomic
def top_up(taken: DepositClaim, *, due_on: date, by: Actor, at: datetime) -> Charge:
    """Ask for what was taken, so that the deposit is whole again. Asked twice, it is one."""
    rules.require(by, "deposit.top_up", taken)
    locked = DepositClaim.objects.select_for_update(no_key=True).get(pk=taken.pk)
    if locked.top_up is not None:
        return locked.top_up
    if due_on < local_day(at):
        raise Invalid("bad_day", "Choose a day to come.", field="due_on")
    charge = charges.add(
        account_of(taken.lease),
        key=f"lease/{taken.lease_id}/deposit/top-up/{taken.pk}",
        item=FeeItem.objects.get(code=ITEM),
        amount_fen=taken.amount_fen,
        due_on=due_on,
        by=HOUSE,
        at=at,
    )
    DepositClaim.objects.filter(pk=taken.pk).update(top_up=charge)
    return charge


def _take(lease: Lease, charge: Charge, at: datetime) -> int:
    """Let go of as much of the paid deposit as the charge needs; how much that was."""
    taken_fen = 0
    for deposit in deposit_charges(lease).filter(open_fen=0):
        charge.refresh_from_db()
        credited_fen = -sum(deposit.reversals.values_list("amount_fen", flat=True))
        part = min(charge.open_fen, deposit.amount_fen - credited_fen)
        if part > 0:
            charges.reverse(
                deposit,
                amount_fen=part,
                key=f"{deposit.key}/taken/{charge.pk}",
                reason=f"taken for {charge.key}",
                by=HOUSE,
                at=at,
                pays=[charge],
            )
            taken_fen += part
    return taken_fen

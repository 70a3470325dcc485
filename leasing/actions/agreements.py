"""Agreements to pay in parts: proposed, agreed, ended."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from leasing import rules
from leasing.core import agreements as core
from leasing.core.arrears_states import AGREEMENT
from leasing.core.late_histories import Portion
from leasing.models import Agreement, AgreementCharge, AgreementPart
from leasing.queries.agreements import covered_now
from market.actions import moves, notices
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Account, Charge


@transaction.atomic
def propose(
    account: Account,
    charges: Sequence[Charge],
    parts: Sequence[Portion],
    *,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Agreement:
    """Offer a vendor to pay these open charges in parts; the vendor is told, and agrees or not.

    The parts come to exactly what is open. This will refuse charges of another account, paid
    ones, and with Conflict("covered_already") those that stand under another agreement.
    """
    rules.require(by, "agreement.propose", account)
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    opened = _opened(account, charges)
    core.check(parts, sum(opened.values()), on=local_day(at))
    agreement = Agreement.objects.create(
        reference=new_reference("F"), account=account, note=note, proposed_at=at
    )
    AgreementCharge.objects.bulk_create(
        AgreementCharge(agreement=agreement, charge_id=charge, open_fen=fen)
        for charge, fen in opened.items()
    )
    AgreementPart.objects.bulk_create(
        AgreementPart(agreement=agreement, due_on=part.due_on, amount_fen=part.amount_fen)
        for part in parts
    )
    notices.say(
        "agreement_proposed",
        subject=f"agreement:{agreement.pk}",
        vendor=account.vendor,
        market=account.market,
        key=f"agreement_proposed/{agreement.pk}",
        facts={"count": str(len(parts)), "amount_fen": sum(opened.values())},
        at=at,
    )
    return agreement


@transaction.atomic
def agree(agreement: Agreement, *, how: str, by: Actor, at: datetime) -> Agreement:
    """Let it stand from now on: its days are the due days. how: phone, or paper.

    This will refuse with Conflict("paid_since") when what it covers has changed: propose anew.
    """
    rules.require(by, "agreement.agree", agreement)
    Account.objects.select_for_update(no_key=True).get(pk=agreement.account_id)
    moves.move(agreement, AGREEMENT, "agree", by=by, at=at, agreed_at=at, agreed_how=how)
    for row in agreement.covered.select_related("charge"):
        if row.open_fen != row.charge.open_fen:
            raise Conflict(
                "paid_since",
                "Something was paid or credited since this was laid out. Propose it anew.",
            )
    return agreement


def decline(agreement: Agreement, *, by: Actor, at: datetime, reason: str = "") -> Agreement:
    """The vendor does not want it."""
    rules.require(by, "agreement.decline", agreement)
    return moves.move(agreement, AGREEMENT, "decline", by=by, at=at, reason=reason)


def withdraw(agreement: Agreement, *, by: Actor, at: datetime, reason: str) -> Agreement:
    """Take back what was proposed and not agreed to."""
    rules.require(by, "agreement.withdraw", agreement)
    return moves.move(agreement, AGREEMENT, "withdraw", by=by, at=at, reason=reason)


def end(agreement: Agreement, *, by: Actor, at: datetime, reason: str) -> Agreement:
    """End it: the charges are due again on their own days, as if it had never been."""
    rules.require(by, "agreement.end", agreement)
    on: date = local_day(at)
    return moves.move(agreement, AGREEMENT, "end", by=by, at=at, reason=reason, ended_on=on)


def _opened(account: Account, charges: Sequence[Charge]) -> dict[int, int]:
    """What is open of each charge, the oldest first."""
    rows = Charge.objects.filter(pk__in=[c.pk for c in charges], account=account, open_fen__gt=0)
    opened = dict(rows.order_by("due_on", "pk").values_list("pk", "open_fen"))
    if not opened or len(opened) < len({charge.pk for charge in charges}):
        raise Invalid(
            "not_open", "Choose charges of this account that are not paid yet.", field="charges"
        )
    if covered_now(list(opened)).exists():
        raise Conflict(
            "covered_already", "One of these charges stands under another agreement already."
        )
    return opened

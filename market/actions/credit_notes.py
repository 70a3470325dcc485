"""Crediting a bill of several rows: whole, one row, or an amount; never more than was charged."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import charges
from market.actions.charges import credited_fen
from market.core.actors import Actor
from market.core.credit_notes import CreditedBill, Row
from market.core.refusals import Invalid
from market.models import Account, Charge


@transaction.atomic
def credit(
    rows: Sequence[Charge],
    *,
    key: str,
    reason: str,
    by: Actor,
    at: datetime,
    amount_fen: int | None = None,
) -> list[Charge]:
    """Take back what was charged on a bill: all that is left, or an amount from its first rows on.

    rows: the charges of the bill, of one account; one of them alone credits that row. amount_fen
    in fen. What had been paid becomes the vendor's credit. The same key credits once.
    This will refuse with Conflict: more_than_the_invoice, more_than_the_remaining_part or
    nothing_left_to_credit, and with Invalid("not_one_bill").
    """
    for row in rows:
        rules.require(by, "charge.reverse", row)
    _check(rows, amount_fen)
    Account.objects.select_for_update(no_key=True).get(pk=rows[0].account_id)
    if known := list(Charge.objects.filter(key__in=[f"{key}/{row.pk}" for row in rows])):
        return known

    before = bill_of(rows)
    after = before.credit_all() if amount_fen is None else before.credit_amount(amount_fen)
    return [
        charges.reverse(
            charge,
            amount_fen=new.credited_fen - old.credited_fen,
            key=f"{key}/{charge.pk}",
            reason=reason,
            by=by,
            at=at,
        )
        for charge, old, new in zip(rows, before.rows, after.rows, strict=True)
        if new.credited_fen > old.credited_fen
    ]


def bill_of(rows: Sequence[Charge]) -> CreditedBill:
    """A bill as the core reckons with it, out of its charges as they stand."""
    now = [Charge.objects.get(pk=row.pk) for row in rows]
    lines = tuple(Row(row.amount_fen, credited_fen(row)) for row in now)
    paid_fen = sum(line.left_fen - row.open_fen for line, row in zip(lines, now, strict=True))
    return CreditedBill(lines, paid_fen)


def _check(rows: Sequence[Charge], amount_fen: int | None) -> None:
    if (
        not rows
        or len({row.account_id for row in rows}) > 1
        or any(row.reverses_id for row in rows)
    ):
        raise Invalid("not_one_bill", "Choose charges of one account.", field="charges")
    if amount_fen is not None and amount_fen <= 0:
        raise Invalid("bad_amount", "A credit must be above zero.", field="amount")

"""Every allocation case of tests/cases/rent, through the real actions on the real database."""

from datetime import date

import pytest
from django.db.models import Sum

from market.actions import charges, payments
from market.core.allocations import standing
from market.core.money import fen, yuan
from market.models import Charge, FeeItem, Payment
from tests.builders import AT, acting, an_account
from tests.rent_cases import cases, projected

pytestmark = pytest.mark.django_db
CASHIER = acting("cashier")
DUE = "2026-01-01"


def _charged(account, invoice, amount, item="rent"):
    return charges.add(
        account,
        key=f"{item}/{invoice['id']}",
        item=FeeItem.objects.get(code=item),
        amount_fen=fen(amount),
        due_on=date.fromisoformat(invoice.get("due", DUE)),
        by=CASHIER,
        at=AT,
    )


def _billed(account, invoice):
    """The rows of an invoice: what it is for, and what collecting it cost."""
    rows = [_charged(account, invoice, invoice["amount"])]
    if "charge" in invoice:
        rows.append(_charged(account, invoice, invoice["charge"], item="late-fee"))
    return rows


def _paid(account, amount, key):
    """A payment; below zero, the reversal of the last one of that amount."""
    if not amount.startswith("-"):
        return payments.record(
            account,
            key=key,
            amount_fen=fen(amount),
            method="bank",
            received_on=date(2026, 3, 2),
            by=CASHIER,
            at=AT,
        )
    bounced = Payment.objects.filter(account=account, amount_fen=-fen(amount)).latest("pk")
    return payments.reverse(bounced, reason="bounced", by=CASHIER, at=AT)


@pytest.mark.parametrize(("given_", "expected"), cases("allocation"))
def test_money_pays_what_is_owed_and_the_rest_is_credit(given_, expected):
    account = an_account()
    if "credit" in given_:
        _paid(account, given_["credit"], "bank/before")
    bills = {invoice["id"]: _billed(account, invoice) for invoice in given_["invoices"]}
    for number, amount in enumerate(given_.get("payments", [])):
        _paid(account, amount, f"bank/{number}")
    for told in given_.get("payments_with_reference", []):
        _paid(account, told["amount"], f"bank/{told['ref']}")

    sums = {
        name: Charge.objects.filter(pk__in=[row.pk for row in rows]).aggregate(
            amount=Sum("amount_fen"), open=Sum("open_fen")
        )
        for name, rows in bills.items()
    }
    answer = {
        "open": {name: yuan(found["open"]) for name, found in sums.items()},
        "status": {name: standing(found["amount"], found["open"]) for name, found in sums.items()},
        "credit": yuan(account.payments.aggregate(sum=Sum("free_fen"))["sum"] or 0),
    }
    assert projected(answer, expected) == expected

"""Every credit note case of tests/cases/rent, through the real actions on the real database."""

from datetime import date

import pytest
from django.db.models import Sum

from market.actions import credit_notes, payments
from market.actions.charges import credited_fen
from market.core.money import fen, yuan
from market.core.refusals import Conflict, Invalid
from market.models import Charge
from tests.builders import AT, a_charge, acting, an_account
from tests.rent_cases import cases, projected

pytestmark = pytest.mark.django_db
MANAGER = acting("manager")


def _credit(rows, told, key):
    chosen = [rows[told["row"] - 1]] if "row" in told else rows
    amount_fen = fen(told["amount"]) if "amount" in told else None
    return credit_notes.credit(
        chosen, key=key, amount_fen=amount_fen, reason="停业", by=MANAGER, at=AT
    )


def _pay(account, amount):
    payments.record(
        account,
        key="bank/1",
        amount_fen=fen(amount),
        method="bank",
        received_on=date(2026, 3, 2),
        by=MANAGER,
        at=AT,
    )


def _answer(given_):
    account = an_account()
    rows = [a_charge(account=account, amount_fen=fen(amount)) for amount in given_["rows"]]
    if "paid" in given_:
        _pay(account, given_["paid"])
    notes = [
        sum(-row.amount_fen for row in _credit(rows, told, f"note/{number}"))
        for number, told in enumerate(given_["credits"])
    ]
    open_fen = Charge.objects.filter(account=account).aggregate(sum=Sum("open_fen"))["sum"]
    free_fen = account.payments.aggregate(sum=Sum("free_fen"))["sum"] or 0
    return {
        "credited": [yuan(credited_fen(row)) for row in rows],
        "status": credit_notes.bill_of(rows).credited,
        "open": yuan(open_fen),
        "refundable": yuan(free_fen),
        "second_credit": yuan(notes[1]) if len(notes) > 1 else None,
    }


@pytest.mark.parametrize(("given_", "expected"), cases("credit_note"))
def test_a_bill_is_credited_no_further_than_it_was_charged(given_, expected):
    if "error" not in expected:
        assert projected(_answer(given_), expected) == expected
        return
    with pytest.raises(Conflict) as refused:
        _answer(given_)
    assert refused.value.code.replace("_", " ") == expected["error"]


def test_a_credit_that_is_sent_twice_is_given_once():
    rows = [a_charge(amount_fen=20000)]
    first, again = (_credit(rows, {"amount": "50.00"}, "note/1") for _ in range(2))
    assert first == again
    assert credited_fen(rows[0]) == 5000


def test_rows_of_two_accounts_are_no_bill():
    with pytest.raises(Invalid) as refused:
        _credit([a_charge(), a_charge()], {"all": True}, "note/1")
    assert refused.value.code == "not_one_bill"

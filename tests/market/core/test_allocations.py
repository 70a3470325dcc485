from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.allocations import OpenCharge, Portion, Receipt, allocate, received, standing
from market.core.money import fen, yuan
from market.core.refusals import Conflict
from tests.rent_cases import cases, projected

charges = st.lists(
    st.builds(
        OpenCharge,
        st.uuids().map(str),
        st.integers(0, 10_000),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    max_size=8,
)


def _charge(invoice):
    owed = fen(invoice["amount"]) + fen(invoice.get("charge", "0"))
    due = date.fromisoformat(invoice["due"]) if "due" in invoice else None
    return OpenCharge(invoice["id"], owed, due)


def _receipts(question):
    plain = [Receipt(fen(amount)) for amount in question.get("payments", [])]
    told = question.get("payments_with_reference", [])
    return plain + [Receipt(fen(each["amount"]), each["ref"]) for each in told]


@pytest.mark.parametrize(("given_", "expected"), cases("allocation"))
def test_money_pays_what_is_owed_and_the_rest_is_credit(given_, expected):
    owed = [_charge(invoice) for invoice in given_["invoices"]]
    came_in = received(_receipts(given_)) + fen(given_.get("credit", "0"))
    plan = allocate(owed, came_in)

    still_open = {charge.key: charge.open_fen - plan.paid_fen(charge.key) for charge in owed}
    answer = {
        "open": {key: yuan(amount) for key, amount in still_open.items()},
        "status": {
            charge.key: standing(charge.open_fen, still_open[charge.key]) for charge in owed
        },
        "credit": yuan(plan.left_fen),
    }
    assert projected(answer, expected) == expected


@given(charges, st.integers(0, 50_000))
def test_every_fen_is_either_a_portion_or_left_and_no_charge_is_paid_twice(owed, amount):
    plan = allocate(owed, amount)
    assert sum(portion.amount_fen for portion in plan.portions) + plan.left_fen == amount
    for charge in owed:
        assert plan.paid_fen(charge.key) <= charge.open_fen
    still_open = sum(charge.open_fen for charge in owed) - (amount - plan.left_fen)
    assert plan.left_fen == 0 or still_open == 0


@given(charges, st.integers(0, 9_000), st.integers(0, 9_000))
def test_two_payments_one_after_the_other_pay_what_one_of_both_would(owed, first, second):
    before = allocate(owed, first)
    left = [
        OpenCharge(charge.key, charge.open_fen - before.paid_fen(charge.key), charge.due_on)
        for charge in owed
    ]
    after = allocate(left, second + before.left_fen)
    at_once = allocate(owed, first + second)
    for charge in owed:
        paid = before.paid_fen(charge.key) + after.paid_fen(charge.key)
        assert paid == at_once.paid_fen(charge.key)
    assert after.left_fen == at_once.left_fen


def test_the_oldest_due_is_paid_first_and_what_has_no_due_day_last():
    today = date(2026, 5, 1)
    owed = [
        OpenCharge("someday", 100),
        OpenCharge("late", 100, today),
        OpenCharge("later", 100, today + timedelta(days=1)),
        OpenCharge("also late", 100, today),
    ]
    portions = allocate(owed, 350).portions
    assert portions == (
        *(Portion("late", 100), Portion("also late", 100), Portion("later", 100)),
        Portion("someday", 50),
    )


def test_a_reference_that_comes_back_with_another_amount_is_refused():
    with pytest.raises(Conflict) as refused:
        received([Receipt(20000, "BANK-1"), Receipt(20001, "BANK-1")])
    assert refused.value.code == "reference_reused"


def test_money_that_went_back_cannot_be_allocated():
    with pytest.raises(ValueError, match="came in"):
        allocate([OpenCharge("A", 100)], -1)

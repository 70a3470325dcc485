import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.credit_notes import CreditedBill, Row
from market.core.money import fen, yuan
from market.core.refusals import Conflict
from tests.rent_cases import cases, projected


def _credited(bill, credit):
    if "all" in credit:
        return bill.credit_all()
    if "row" in credit:
        return bill.credit_row(credit["row"])
    return bill.credit_amount(fen(credit["amount"]))


def _answer(given_):
    bill = CreditedBill(
        tuple(Row(fen(amount)) for amount in given_["rows"]), fen(given_.get("paid", "0"))
    )
    credits = []
    for credit in given_["credits"]:
        after = _credited(bill, credit)
        credits.append(yuan(bill.left_fen - after.left_fen))
        bill = after
    return {
        "credited": [yuan(row.credited_fen) for row in bill.rows],
        "status": bill.credited,
        "open": yuan(bill.open_fen),
        "refundable": yuan(bill.refundable_fen),
        "second_credit": credits[1] if len(credits) > 1 else None,
    }


@pytest.mark.parametrize(("given_", "expected"), cases("credit_note"))
def test_a_bill_is_credited_no_further_than_it_was_charged(given_, expected):
    if "error" not in expected:
        assert projected(_answer(given_), expected) == expected
        return
    with pytest.raises(Conflict) as refused:
        _answer(given_)
    assert refused.value.code.replace("_", " ") == expected["error"]


def test_a_row_is_credited_once():
    bill = CreditedBill((Row(100), Row(200))).credit_row(2)
    with pytest.raises(Conflict) as refused:
        bill.credit_row(2)
    assert refused.value.code == "nothing_left_to_credit"


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=5), st.data())
def test_credits_in_parts_take_from_the_first_rows_and_stop_at_what_was_charged(amounts, data):
    bill = CreditedBill(tuple(Row(amount) for amount in amounts))
    while bill.left_fen:
        part = data.draw(st.integers(1, bill.left_fen))
        after = bill.credit_amount(part)
        assert bill.left_fen - after.left_fen == part
        assert all(0 <= row.credited_fen <= row.amount_fen for row in after.rows)
        bill = after
    with pytest.raises(Conflict):
        bill.credit_amount(1)

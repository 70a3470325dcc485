from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.closings import Billed, close, close_later, should_have_been
from leasing.core.terms import Per, Proration, Rate
from market.core.allocations import standing
from market.core.credit_notes import CreditedBill, Row
from market.core.cycles import CALENDAR_MONTHS
from market.core.money import fen, yuan
from tests.rent_cases import cases, projected, through

QUARTER = through("2026-04-01", "2026-06-30")
fens = st.integers(0, 10_000)


@given(fens, fens, fens, fens)
def test_a_credit_is_set_off_first_and_only_money_really_paid_goes_back(
    billed, paid, credited, should
):
    bill = Billed(QUARTER, billed, paid, min(credited, billed))
    closed = close(bill, should)
    net = bill.billed_fen - bill.credited_fen
    assert closed.credit_fen == closed.offset_fen + closed.refund_fen
    assert net - closed.credit_fen == min(net, should)
    assert closed.due_fen == max(net - closed.credit_fen - paid, 0)
    assert closed.refund_fen <= paid
    assert min(closed.offset_fen, closed.refund_fen) >= 0


def test_a_bill_that_was_credited_before_is_credited_only_for_the_rest():
    closed = close(Billed(QUARTER, 900_000, 700_000, 100_000), 600_000)
    assert (closed.credit_fen, closed.offset_fen, closed.refund_fen) == (200_000, 100_000, 100_000)


def test_a_bill_that_is_too_low_is_left_as_it_is():
    closed = close(Billed(QUARTER, 500_000, 0), 600_000)
    assert (closed.credit_fen, closed.due_fen) == (0, 500_000)


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [("2026-03-31", 0), ("2026-04-30", 0), ("2026-05-20", 200_000), ("2026-08-01", 609_667)],
)
def test_a_rate_that_begins_on_the_way_counts_from_its_own_day(last_day, expected):
    rate = Rate("rent", 310_000, Per.MONTH, begins=date(2026, 5, 1), ends=date(2026, 6, 30))
    found = should_have_been(
        rate, QUARTER, date.fromisoformat(last_day), Proration.ACTUAL_DAYS_IN_MONTH, CALENDAR_MONTHS
    )
    assert found == expected


@pytest.mark.parametrize(("given_", "expected"), cases("termination_future"))
def test_bills_of_later_periods_are_credited_and_earlier_ones_stand(given_, expected):
    bills = [
        Billed(through(*invoice["period"]), fen(invoice["amount"]), fen(invoice["paid"]))
        for invoice in given_["invoices"]
    ]
    closed = close_later(bills, date.fromisoformat(given_["last_day"]))
    answer = {
        "invoices": [_after(bill, closing) for bill, closing in zip(bills, closed, strict=True)],
        "refund": yuan(sum(closing.refund_fen for closing in closed)),
    }
    assert projected(answer, expected) == expected


def _after(bill, closing):
    rows = CreditedBill((Row(bill.billed_fen, closing.credit_fen),), bill.paid_fen)
    status = standing(bill.billed_fen, rows.open_fen) if rows.left_fen else rows.credited
    return {"status": status, "amount": yuan(bill.billed_fen), "open": yuan(rows.open_fen)}


def test_a_later_bill_that_was_already_paid_is_paid_back():
    july = Billed(through("2026-07-01", "2026-07-31"), 300_000, 300_000)
    assert [closing.refund_fen for closing in close_later([july], date(2026, 6, 30))] == [300_000]

from datetime import date

import pytest

from leasing.core.first_bills import first_bill
from leasing.core.terms import Per, Rate
from market.core.money import fen, yuan
from market.core.periods import Period
from tests.rent_cases import cases, month_day

QUARTERS = [(1, 2), (4, 1), (7, 1), (10, 1)]
RENT = Rate("rent", 100000, Per.YEAR)


def _bill(start, on, rates=(RENT,)):
    lease = Period(date.fromisoformat(start), None)
    return first_bill(lease, rates, due_days=QUARTERS, notice_days=17, on=date.fromisoformat(on))


@pytest.mark.parametrize(("given_", "expected"), cases("first_invoice"))
def test_the_first_bill_gathers_every_period_whose_bill_has_gone_out(given_, expected):
    charge = given_["charge"]
    bill = first_bill(
        Period.through(date.fromisoformat(given_["lease"]["start"]), given_["lease"]["end"]),
        [Rate(charge["id"], fen(charge["amount"]), Per(charge["per"]))],
        due_days=[month_day(text) for text in given_["due_dates"]],
        notice_days=given_["minimum_notice_days"],
        on=date.fromisoformat(given_["activated_on"]),
    )
    answer = {
        "period_start": bill.period.start.isoformat(),
        "period_end": bill.period.last.isoformat(),
        "due_date": bill.due_on.isoformat(),
        "amount": yuan(bill.amount_fen),
    }
    assert {"invoices": [answer]} == expected


def test_a_lease_that_begins_later_has_no_bill_yet():
    assert _bill("2026-09-01", "2026-05-31") is None
    assert _bill("2026-09-01", "2026-06-01").due_on == date(2026, 7, 1)


def test_the_bill_of_the_new_year_goes_out_in_december():
    bill = _bill("2026-10-01", "2026-12-01")
    assert bill.period == Period(date(2026, 10, 1), date(2027, 4, 1))
    assert (bill.amount_fen, bill.due_on) == (50000, date(2027, 1, 2))


def test_a_rate_that_begins_later_is_billed_for_its_own_days():
    later = Rate("rent", 100000, Per.YEAR, begins=date(2026, 3, 1))
    assert _bill("2026-01-01", "2026-01-01", [later]).amount_fen == 8333
    never = Rate("rent", 100000, Per.YEAR, begins=date(2027, 1, 1))
    assert _bill("2026-01-01", "2026-01-01", [never]).lines == ()

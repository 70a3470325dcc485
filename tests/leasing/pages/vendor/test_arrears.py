"""On the vendor's phone: what is late, parts to agree to, the deposit and its settlement."""

from datetime import timedelta

import pytest

from leasing.actions import agreements, demands, leases, settlements
from leasing.core.agreements import divide
from leasing.queries.lease_charges import charges_of_lease
from market.actions import payments
from market.clock import now, today
from market.core.actors import HOUSE
from market.queries.days import working_calendar
from tests.builders import a_vendor, phone_of
from tests.leasing.builders import a_signed_lease
from tests.leasing.late import a_policy, an_overdue_charge

pytestmark = pytest.mark.django_db


def late_charge():
    days = timedelta
    return an_overdue_charge(
        due_on=today() - days(days=40),
        policy={"begins_on": today() - days(days=800)},
    )


def test_what_is_late_is_shown_with_how_its_fee_came_about():
    charge = late_charge()
    page = phone_of(charge.account.vendor).get("/me/bills/arrears/").content.decode()
    assert "¥34.00" in page
    assert "40 days × 0.05 % × ¥1,700.00" in page


def test_a_letter_that_is_out_is_named_with_its_day_and_no_dunning_word():
    charge = late_charge()
    cure_on = working_calendar().next_working_day(today() + timedelta(days=15))
    one = demands.draft(charge.account, [charge], cure_on=cure_on, by=HOUSE, at=now())
    mine = phone_of(charge.account.vendor)
    assert "Payment notice" not in mine.get("/me/bills/arrears/").content.decode()
    demands.issue(one, by=HOUSE, at=now())
    page = mine.get("/me/bills/arrears/").content.decode()
    assert (f"Payment notice {one.number}" in page, "催" in page) == (True, False)


def test_nothing_is_late_says_so():
    page = phone_of(a_vendor()).get("/me/bills/arrears/").content.decode()
    assert "Nothing is late" in page


def test_a_vendor_agrees_on_the_phone_and_nobody_else_can():
    charge = late_charge()
    parts = divide(charge.open_fen, 3, first=today() + timedelta(days=10))
    one = agreements.propose(charge.account, [charge], parts, by=HOUSE, at=now())
    url = f"/me/bills/arrears/{one.pk}/agree/"
    assert phone_of(a_vendor()).post(url).status_code == 404
    mine = phone_of(charge.account.vendor)
    assert "I agree to these parts" in mine.get("/me/bills/arrears/").content.decode()
    assert mine.post(url).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.agreed_how) == ("agreed", "phone")


def a_proposed_settlement():
    lease = a_signed_lease(
        first=today() - timedelta(days=60),
        last=today() + timedelta(days=100),
        deposit_fen=200000,
        at=now() - timedelta(days=60),
    )
    a_policy(lease.market)
    for charge in charges_of_lease(lease):
        payments.record(
            charge.account,
            key=f"test/{charge.pk}",
            amount_fen=charge.amount_fen,
            method="cash",
            received_on=charge.due_on,
            by=HOUSE,
            at=now() - timedelta(days=60),
            first=[charge],
        )
    leases.end(lease, last=today(), reason="left", by=HOUSE, at=now())
    return settlements.propose(settlements.draft(lease, by=HOUSE, at=now()), by=HOUSE, at=now())


def test_a_settlement_is_agreed_to_or_objected_to_on_the_phone():
    one = a_proposed_settlement()
    mine = phone_of(one.lease.vendor)
    assert "I agree" in mine.get("/me/bills/deposit/").content.decode()
    base = f"/me/bills/deposit/{one.pk}"
    assert phone_of(a_vendor()).post(f"{base}/agree/").status_code == 404
    assert mine.post(f"{base}/dispute/", {"reason": ""}).status_code == 422
    mine.post(f"{base}/dispute/", {"reason": "I gave the key back"})
    one.refresh_from_db()
    assert (one.state, one.objection) == ("disputed", "I gave the key back")


def test_a_settlement_that_is_only_drafted_is_not_shown():
    one = a_proposed_settlement()
    settlements.revise(one, reason="again", by=HOUSE, at=now())
    page = phone_of(one.lease.vendor).get("/me/bills/deposit/").content.decode()
    assert "Comes back to you" not in page


def test_at_a_glance_one_sees_what_waits_for_an_answer():
    one = a_proposed_settlement()
    page = phone_of(one.lease.vendor).get("/me/").content.decode()
    assert "Your deposit is reckoned" in page

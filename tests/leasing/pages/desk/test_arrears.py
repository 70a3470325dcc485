"""The pages of arrears and deposits: who comes in, what they show, what their buttons do."""

from datetime import timedelta
from fractions import Fraction

import pytest

from leasing.actions import agreements, deliveries, demands, leases, settlements, terminations
from leasing.core.agreements import divide
from leasing.models import Agreement, Demand, LateFeeWaiver, Settlement, Termination
from leasing.queries.late_fees import one_reckoned
from leasing.queries.lease_charges import account_of, charges_of_lease
from leasing.queries.standing import with_standing
from market.clock import now, today
from market.core import wording
from market.core.actors import HOUSE
from market.core.money import split, yuan
from market.models import Market
from market.queries.days import working_calendar
from tests.builders import a_charge, a_vendor, an_account, an_operator
from tests.leasing.builders import a_signed_lease
from tests.leasing.late import a_policy

pytestmark = pytest.mark.django_db
LISTS = (
    "/desk/money/arrears/",
    "/desk/money/arrears/?by=lease",
    "/desk/money/demands/",
    "/desk/money/demands/slips/",
    "/desk/money/deposits/",
    "/desk/money/settlements/?what=all",
    "/desk/money/late-fees/",
)


def cure_day():
    return working_calendar().next_working_day(today() + timedelta(days=15))


@pytest.fixture
def lease(market):
    """A signed lease with a deposit, its first bill 45 days late, at a market with a policy."""
    a_policy(market, begins_on=today() - timedelta(days=800))
    first = today() - timedelta(days=45)
    one = a_signed_lease(
        market=market,
        first=first,
        last=today() + timedelta(days=300),
        deposit_fen=200000,
        at=now() - timedelta(days=50),
        anchor="lease_start",
    )
    from market.actions import payments

    deposit = charges_of_lease(one).get(item__code="deposit")
    payments.record(
        deposit.account,
        key=f"deposit/{one.pk}",
        amount_fen=deposit.amount_fen,
        method="cash",
        received_on=first,
        by=HOUSE,
        at=now() - timedelta(days=45),
        first=[deposit],
    )
    return one


@pytest.fixture
def late(lease):
    """The late charge of that lease."""
    return charges_of_lease(lease).filter(item__code="rent").first()


def a_demand(late):
    one = demands.draft(late.account, [late], cure_on=cure_day(), by=HOUSE, at=now())
    return demands.issue(one, by=HOUSE, at=now())


@pytest.mark.parametrize("role", ["owner", "manager", "cashier", "checker", "steward", "auditor"])
@pytest.mark.parametrize("url", LISTS)
def test_everybody_who_works_here_is_let_in(url, role, lease, at_the_desk):
    assert at_the_desk(role).get(url).status_code == 200


@pytest.mark.parametrize("url", LISTS)
def test_the_lists_are_good_without_anything_in_them(url, market, at_the_desk):
    assert at_the_desk("owner").get(url).status_code == 200


def test_the_list_names_who_is_behind_by_age_and_its_tiles_narrow_it(late, at_the_desk):
    client = at_the_desk("cashier")
    page = client.get("/desk/money/arrears/").content.decode()
    name = late.account.vendor.name
    assert (name in page, wording.yuan(late.open_fen) in page) == (True, True)
    assert name in client.get("/desk/money/arrears/?age=60").content.decode()
    assert name not in client.get("/desk/money/arrears/?age=more").content.decode()
    assert name not in client.get("/desk/money/arrears/?lapsing=on").content.decode()


def test_an_ended_lease_and_a_vendor_who_left_are_still_in_it(lease, late, at_the_desk):
    leases.end(lease, last=today(), reason="left", by=HOUSE, at=now())
    type(lease.vendor).objects.filter(pk=lease.vendor_id).update(barred_until=today())
    page = at_the_desk("cashier").get("/desk/money/arrears/?by=lease").content.decode()
    assert lease.reference in page


def test_the_list_asks_the_same_for_one_and_for_many(late, at_the_desk, django_assert_num_queries):
    client = at_the_desk("cashier")
    url = "/desk/money/arrears/"
    client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as for_one:
        client.get(url)
    market = Market.objects.get(pk=late.account.market_id)
    for _ in range(4):
        a_charge(account=an_account(market=market, vendor=a_vendor()), due_on=late.due_on)
    with django_assert_num_queries(len(for_one.captured_queries)):
        client.get(url)


def test_the_spreadsheet_has_the_late_fee_of_every_row(late, at_the_desk):
    answer = at_the_desk("cashier").get("/desk/money/arrears/?export=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert lines[1].split(",")[5] == yuan(late.open_fen)


def test_a_demand_is_drafted_issued_and_delivered_from_its_pages(late, at_the_desk):
    client = at_the_desk("manager")
    client.post(
        f"/desk/money/arrears/{late.account_id}/demand/",
        {"charges": [late.pk], "cure_on": cure_day().isoformat()},
    )
    one = Demand.objects.get()
    client.post(f"/desk/money/demands/{one.pk}/issue/")
    assert late.account.vendor.name in client.get("/desk/money/demands/slips/").content.decode()
    refused = client.post(
        f"/desk/money/demands/{one.pk}/deliver/",
        {"how": "registered", "on": today().isoformat(), "by_name": "周正"},
    )
    assert refused.status_code == 422
    told = {"how": "in_person", "on": today().isoformat(), "by_name": "周正"}
    client.post(f"/desk/money/demands/{one.pk}/deliver/", told)
    one.refresh_from_db()
    assert (one.state, one.lease.reference) == ("delivered", charges_lease(late).reference)
    assert client.get(f"/desk/money/demands/{one.pk}/letter/").status_code == 200


def charges_lease(charge):
    from leasing.models import Lease

    return Lease.objects.get(pk=int(charge.key.split("/")[1]))


def test_parts_are_proposed_and_a_waiver_is_noted(late, at_the_desk):
    client = at_the_desk("manager")
    base = f"/desk/money/arrears/{late.account_id}"
    first = (today() + timedelta(days=10)).isoformat()
    client.post(f"{base}/agree/", {"charges": [late.pk], "count": 3, "first": first})
    one = Agreement.objects.get()
    assert [part.amount_fen for part in one.parts.all()] == split(late.open_fen, [Fraction(1)] * 3)
    client.post(f"{base}/waive-{late.pk}/", {"reason": "the roof leaked"})
    assert LateFeeWaiver.objects.get().reason == "the roof leaked"
    client.post(f"/desk/money/agreements/{one.pk}/agree/")
    one.refresh_from_db()
    assert (one.state, one.agreed_how) == ("agreed", "paper")
    assert client.get(f"/desk/money/agreements/{one.pk}/").status_code == 200
    client.post(f"/desk/money/agreements/{one.pk}/end/", {"reason": "missed"})
    one.refresh_from_db()
    assert one.state == "ended"


def test_the_way_to_a_termination_unlocks_step_by_step(lease, late, at_the_desk):
    client = at_the_desk("manager")
    base = f"/desk/leases/{lease.pk}/termination"
    assert "locked" in client.get(f"{base}/").content.decode()
    client.post(f"{base}/begin/")
    for step in ("demand", "cure"):
        client.post(f"{base}/skip-{step}/", {"reason": "he sent back the keys"})
    client.post(f"{base}/notice/", {"ends_on": today().isoformat()})
    client.post(
        f"{base}/deliver/", {"how": "in_person", "on": today().isoformat(), "by_name": "周正"}
    )
    assert client.get(f"{base}/letter/").status_code == 200
    client.post(f"{base}/end/")
    lease.refresh_from_db()
    assert (Termination.objects.get().state, lease.state) == ("ended", "terminated")
    assert "he sent back the keys" in client.get(f"{base}/").content.decode()


def test_a_settlement_goes_its_way_at_the_desk(lease, late, at_the_desk):
    leases.end(lease, last=today(), reason="left", by=HOUSE, at=now())
    client = at_the_desk("manager")
    base = f"/desk/money/settlements/{lease.pk}"
    assert lease.vendor.name in client.get("/desk/money/settlements/").content.decode()
    client.post(f"{base}/begin/")
    client.post(f"{base}/claim/", {"kind": "damage", "amount": "100", "note": "a door"})
    client.post(f"{base}/propose/")
    client.post(f"{base}/agree/")
    client.post(f"{base}/book/")
    one = Settlement.objects.get()
    assert one.state == "booked"
    assert client.get(f"{base}/paper/").status_code == 200
    assert client.get(f"{base}/").status_code == 200
    assert client.get(f"/desk/money/deposits/{lease.pk}/").status_code == 200


def test_a_deposit_is_claimed_and_topped_up_at_the_desk(lease, at_the_desk):
    client = at_the_desk("manager")
    page = f"/desk/money/deposits/{lease.pk}/"
    from market.models import FeeItem

    item = FeeItem.objects.get(code="damage")
    client.post(f"{page}claim/", {"item": item.pk, "amount": "50", "note": "a lamp"})
    taken = lease.deposit_claims.get()
    client.post(f"{page}top-up-{taken.pk}/")
    taken.refresh_from_db()
    assert taken.top_up.amount_fen == 5000
    assert "a lamp" in client.get(page).content.decode()


def test_the_policy_warns_beyond_what_a_court_upholds(lease, at_the_desk):
    client = at_the_desk("manager")
    page = "/desk/money/late-fees/"
    assert "民法典 585" not in client.get(page).content.decode()
    client.post(f"{page}rate/", {"percent_per_day": "0.2", "begins_on": today().isoformat()})
    assert "More than 0.1 % a day" in client.get(page).content.decode()


def test_a_lease_may_have_a_rate_of_its_own(lease, late, at_the_desk):
    client = at_the_desk("manager")
    url = "/desk/money/late-fees/rate/"
    told = {"percent_per_day": "0.02", "begins_on": (today() - timedelta(days=100)).isoformat()}
    assert client.post(url, {**told, "lease": "L-NONE"}).status_code == 422
    client.post(url, {**told, "lease": lease.reference})
    rate = lease.late_fee_rates.get()
    found = one_reckoned(late, on=today())
    assert (rate.market, {part.rate.percent for part in found.fee.stretches}) == (
        lease.market,
        {Fraction(2, 100)},
    )


def test_an_auditor_sees_no_button_and_is_refused_when_pressing_all_the_same(late, at_the_desk):
    one = a_demand(late)
    client = at_the_desk("auditor")
    for url in (
        f"/desk/money/arrears/{late.account_id}/",
        f"/desk/money/demands/{one.pk}/",
        "/desk/money/late-fees/",
    ):
        main = client.get(url).content.decode().partition("<main")[2].partition("</main>")[0]
        assert 'method="post"' not in main
    refused = client.post(f"/desk/money/demands/{one.pk}/lapse/", {"reason": "x"})
    assert refused.status_code == 403


def test_the_things_of_another_market_are_not_found(lease, late, at_the_desk):
    from tests.builders import a_market

    one = a_demand(late)
    elsewhere = at_the_desk("owner", market=a_market())
    for url in (
        f"/desk/money/arrears/{late.account_id}/",
        f"/desk/money/demands/{one.pk}/",
        f"/desk/money/demands/{one.pk}/letter/",
        f"/desk/leases/{lease.pk}/termination/",
        f"/desk/money/deposits/{lease.pk}/",
        f"/desk/money/settlements/{lease.pk}/",
    ):
        assert elsewhere.get(url).status_code == 404


def test_today_names_a_missed_part_and_a_letter_to_bring(late, at_the_desk):
    parts = divide(late.open_fen, 2, first=today() - timedelta(days=10))
    then = now() - timedelta(days=20)
    one = agreements.propose(late.account, [late], parts, by=HOUSE, at=then)
    agreements.agree(one, how="paper", by=HOUSE, at=then)
    page = at_the_desk("manager").get("/desk/").content.decode()
    assert "greements with a part that was missed" in page


def test_cashiers_are_reminded_of_a_deposit_that_has_to_go_back_once(lease, late):
    from market.actions import reminders
    from market.models import Notice

    cashier = an_operator("cashier", market=lease.market)
    leases.end(lease, last=today() - timedelta(days=30), reason="left", by=HOUSE, at=now())
    settlements.draft(lease, by=HOUSE, at=now())
    reminders.plan_due(by=HOUSE, at=now(), occasions=("deposit_to_return",))
    reminders.plan_due(by=HOUSE, at=now(), occasions=("deposit_to_return",))
    told = Notice.objects.filter(occasion="deposit_to_return")
    assert [notice.user for notice in told] == [cashier]


def test_a_begun_way_and_a_demand_are_the_same_however_often_begun(lease, late):
    first = terminations.begin(lease, by=HOUSE, at=now())
    assert terminations.begin(lease, by=HOUSE, at=now()) == first
    one = a_demand(late)
    told = deliveries.Told("in_person", today(), "周正")
    demands.deliver(one, told, by=HOUSE, at=now())
    assert account_of(lease) == late.account
    assert with_standing(type(lease).objects.all(), on=today()).count() == 1

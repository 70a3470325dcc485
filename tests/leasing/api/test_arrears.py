"""The API of arrears and deposits: shapes, who sees what, and refusals."""

from datetime import timedelta

import pytest

from leasing.actions import agreements, demands, leases
from leasing.core.agreements import divide
from market.clock import now, today
from market.core.actors import HOUSE
from market.queries.days import working_calendar
from tests.builders import a_market
from tests.leasing.builders import a_signed_lease
from tests.leasing.late import an_overdue_charge
from tests.market.api.callers import a_stranger, in_a_browser, with_token

pytestmark = pytest.mark.django_db


def late_charge():
    policy = {"begins_on": today() - timedelta(days=800)}
    return an_overdue_charge(due_on=today() - timedelta(days=40), policy=policy)


def cure_day():
    return working_calendar().next_working_day(today() + timedelta(days=15))


def test_who_is_behind_is_listed_with_ages_fee_and_the_last_day_in_court():
    charge = late_charge()
    answer = in_a_browser("cashier", market=charge.account.market).get("/arrears").json()
    row = answer["items"][0]
    assert (answer["total"], row["late"], row["up_to_60"], row["late_fee"]) == (
        1,
        "1700.00",
        "1700.00",
        "34.00",
    )
    assert row["claim_until"][:4] == str(charge.due_on.year + 3)


def test_the_late_fee_of_a_charge_is_told_stretch_by_stretch():
    charge = late_charge()
    caller = in_a_browser("cashier", market=charge.account.market)
    found = caller.get(f"/charges/{charge.pk}/late-fee").json()
    assert (found["amount"], found["stretches"][0]["days"]) == ("34.00", 40)


def test_a_demand_goes_its_way_and_a_stranger_finds_none():
    charge = late_charge()
    caller = in_a_browser("manager", market=charge.account.market)
    told = {
        "account": charge.account_id,
        "charges": [charge.pk],
        "cure_on": cure_day().isoformat(),
    }
    made = caller.post("/demands", told)
    assert (made.status_code, made.json()["can"]) == (201, ["issue", "withdraw"])
    path = f"/demands/{made.json()['id']}"
    assert caller.post(f"{path}/issue").json()["number"] == f"{today().year}-0001"
    proof = {"how": "wecom", "on": today().isoformat(), "by_name": "周正"}
    assert caller.post(f"{path}/deliver", proof).json()["standing"] == "delivered"
    assert caller.post("/demands", told).status_code == 409
    assert in_a_browser("owner", market=a_market()).get(path).status_code == 404
    assert a_stranger().get(path).status_code == 401


def test_parts_that_do_not_add_up_are_refused_with_the_field():
    charge = late_charge()
    caller = in_a_browser("manager", market=charge.account.market)
    part = {"due_on": today().isoformat(), "amount": "10.00"}
    told = {"account": charge.account_id, "charges": [charge.pk], "parts": [part]}
    refused = caller.post("/agreements", told)
    assert (refused.status_code, refused.json()["code"]) == (422, "parts_do_not_add_up")
    told["parts"] = [{**part, "amount": "1700.00"}]
    assert caller.post("/agreements", told).json()["standing"] == "proposed"


def test_an_auditor_reads_and_does_not_do():
    charge = late_charge()
    caller = in_a_browser("auditor", market=charge.account.market)
    assert caller.get("/agreements").status_code == 200
    parts = divide(charge.open_fen, 2, first=today())
    one = agreements.propose(charge.account, [charge], parts, by=HOUSE, at=now())
    assert caller.post(f"/agreements/{one.pk}/end", {"reason": "x"}).status_code == 403


def test_a_settlement_goes_its_way():
    lease = a_signed_lease(
        first=today() - timedelta(days=60), last=today() + timedelta(days=60), deposit_fen=100000
    )
    leases.end(lease, last=today(), reason="left", by=HOUSE, at=now())
    caller = in_a_browser("manager", market=lease.market)
    path = f"/leases/{lease.reference}"
    assert caller.get(f"{path}/deposit").json()["asked"] == "1000.00"
    assert caller.post(f"{path}/settlement").status_code == 201
    claim = {"kind": "damage", "amount": "100.00", "note": "a door"}
    assert caller.post(f"{path}/settlement/claims", claim).status_code == 201
    assert caller.post(f"{path}/settlement/propose").json()["state"] == "proposed"
    assert caller.post(f"{path}/settlement/agree", {"how": "paper"}).json()["can"] == [
        "revise",
        "book",
        "withdraw",
    ]
    assert caller.post(f"{path}/settlement/book").json()["state"] == "booked"
    assert caller.get("/settlements").json()["total"] == 1
    assert caller.get(f"{path}/termination").json()["stages"][-1]["missing"] == ""


def test_a_vendor_does_not_see_a_draft():
    charge = late_charge()
    caller = with_token(charge.account.vendor)
    one = demands.draft(charge.account, [charge], cure_on=cure_day(), by=HOUSE, at=now())
    assert caller.get(f"/demands/{one.pk}").status_code == 404
    demands.issue(one, by=HOUSE, at=now())
    assert caller.get(f"/demands/{one.pk}").json()["can"] == []

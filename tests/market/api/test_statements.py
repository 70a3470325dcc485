"""Statements over the API: brought in, read, booked; strangers find nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.models import Payment, StatementLine
from tests.builders import a_charge, a_market, a_vendor, an_account
from tests.market.api.callers import API, in_a_browser
from tests.market.statements import a_file, a_line, a_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return a_market(code="here")


@pytest.fixture
def account(market):
    account = an_account(vendor=a_vendor(name="蔄记海鲜", contact="王小蔄"), market=market)
    a_charge(account=account)
    return account


def send(caller, content, query="", **told):
    file = SimpleUploadedFile("a.csv", content)
    body = {"file": file, "market": "here", **told}
    return caller.client.post(f"{API}/statements{query}", body, headers=caller.headers)


def test_a_statement_comes_in_once_and_a_rehearsal_keeps_nothing(market, account):
    caller = in_a_browser("cashier", market=market)
    content = a_file(a_row(), a_row(on="2026-03-xx", reference=""))
    tried = send(caller, content, "?dry_run=true")
    assert (tried.status_code, tried.json()["new"], StatementLine.objects.count()) == (200, 1, 0)
    first = send(caller, content, account="一般户")
    assert (first.status_code, first.json()["new"], first.json()["again"]) == (201, 1, False)
    told = first.json()["statement"]
    assert (told["account"], told["format"], told["left"], told["sure"]) == (
        "一般户",
        "bank-two-columns",
        1,
        1,
    )
    assert [(fault["line"], fault["column"]) for fault in told["faults"]] == [(3, "交易日期")]
    assert send(caller, content).json()["again"] is True


def test_a_line_says_whose_it_may_be_and_is_booked_once(market, account):
    line = a_line(market)
    caller = in_a_browser("cashier", market=market)
    [shown] = caller.get(f"/statements/{line.statement_id}/lines?standing=sure").json()["items"]
    assert shown["proposals"][0]["parts"] == [{"account": account.pk, "amount": "1700.00"}]
    assert shown["proposals"][0]["reasons"][-1] == "It is exactly what is open."
    assert shown["can"] == ["book", "park", "ignore"]
    booked = [caller.post(f"/statement-lines/{line.pk}/book", {"proposal": 0}) for _ in "ab"]
    assert [each.json()["state"] for each in booked] == ["booked", "booked"]
    assert booked[0].json()["payments"] == [Payment.objects.get().pk]


def test_parts_that_do_not_add_up_and_strangers_accounts_are_refused(market, account):
    line = a_line(market)
    caller = in_a_browser("cashier", market=market)
    address = f"/statement-lines/{line.pk}/book"
    short = caller.post(address, {"parts": [{"account": account.pk, "amount": "1.00"}]})
    assert (short.status_code, short.json()["code"]) == (422, "shares_differ")
    other = an_account()
    strange = caller.post(address, {"parts": [{"account": other.pk, "amount": "1700.00"}]})
    assert (strange.status_code, Payment.objects.count()) == (404, 0)


def test_ignored_reopened_parked_booked_and_taken_back(market, account):
    line = a_line(market)
    caller = in_a_browser("cashier", market=market)
    at = f"/statement-lines/{line.pk}"
    assert caller.post(f"{at}/ignore", {"reason": "own money"}).json()["note"] == "own money"
    assert caller.post(f"{at}/reopen").json()["state"] == "new"
    assert caller.post(f"{at}/park").json()["state"] == "parked"
    part = {"account": account.pk, "amount": "1700.00"}
    assert caller.post(f"{at}/book", {"parts": [part]}).json()["state"] == "booked"
    assert caller.post(f"{at}/unbook", {"reason": "wrong"}).json()["state"] == "new"
    assert caller.post(f"{at}/unbook", {"reason": "wrong"}).status_code == 409


def test_another_markets_people_find_nothing_and_an_auditor_changes_nothing(market, account):
    line = a_line(market)
    stranger = in_a_browser("cashier", market=a_market())
    assert stranger.get(f"/statement-lines/{line.pk}").status_code == 404
    assert stranger.get("/statements").json()["total"] == 0
    assert send(stranger, a_file(a_row())).status_code == 404
    auditor = in_a_browser("auditor", market=market)
    assert auditor.get(f"/statement-lines/{line.pk}").json()["can"] == []
    assert auditor.post(f"/statement-lines/{line.pk}/book", {"proposal": 0}).status_code == 403
    assert send(auditor, a_file(a_row())).status_code == 403


@pytest.mark.parametrize("address", ["/statements", "/statement-lines"])
def test_a_list_asks_the_same_number_of_questions_for_one_and_for_three(
    market, address, django_assert_max_num_queries
):
    caller = in_a_browser("cashier", market=market)
    a_line(market)
    with django_assert_max_num_queries(12):
        assert caller.get(address).json()["total"] == 1
    for number in range(2):
        a_line(market, reference=f"20260302-8{number}")
    with django_assert_max_num_queries(12):
        assert caller.get(address).json()["total"] == 3

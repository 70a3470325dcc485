"""Sums for several, moved money, refunds, closings, credits and receipts over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.models import Collection, Mismatch, Payment, Refund
from tests.builders import a_charge, a_market, an_account
from tests.market.api.callers import in_a_browser, with_token
from tests.market.counters import a_counter

pytestmark = pytest.mark.django_db

LISTS = ("/collections", "/allocations", "/refunds", "/closings")
MINE = ("/me/refunds", "/me/receipts")


@pytest.fixture
def family():
    market = a_market()
    one, other = an_account(market=market), an_account(market=market)
    a_charge(account=one, amount_fen=50000, due_on="2026-01-01")
    a_charge(account=other, amount_fen=30000, due_on="2026-02-01")
    return market, one, other


def collected(caller, accounts, headers=None, **given):
    body = {
        "parts": [{"account": account.pk} for account in accounts],
        "method": "bank",
        "reference": "77",
        "amount": "900.00",
        "received_on": "2026-03-02",
        **given,
    }
    return caller.post("/collections", body, **(headers or {}))


def test_one_sum_pays_several_and_is_reversed_as_one(family):
    market, one, other = family
    caller = in_a_browser("cashier", market=market)
    answer = collected(caller, [one, other])
    told = answer.json()
    assert (answer.status_code, told["amount"], told["can"]) == (201, "900.00", ["reverse"])
    assert [(part["account"], part["amount"], part["credit"]) for part in told["parts"]] == [
        (one.pk, "600.00", "100.00"),
        (other.pk, "300.00", "0.00"),
    ]
    assert collected(caller, [one, other]).json()["id"] == told["id"]
    back = caller.post(f"/collections/{told['id']}/reverse", {"reason": "退票"}).json()
    assert back["can"] == []
    assert caller.get("/charges?open=true").json()["total"] == 2


def test_the_payer_says_how_much_is_for_whom_or_for_nobody(family):
    market, one, other = family
    caller = in_a_browser("cashier", market=market)
    parts = [{"account": one.pk, "amount": "100.00"}, {"account": other.pk}]
    assert collected(caller, [one], parts=parts).json()["code"] == "amounts_differ"
    parts[1]["amount"] = "800.00"
    told = collected(caller, [one], parts=parts, credit_to=one.pk).json()
    assert [part["amount"] for part in told["parts"]] == ["100.00", "800.00"]


@pytest.mark.parametrize("headers", [{}, {"Idempotency_Key": "12345678-abcdefgh"}])
def test_a_reference_with_another_amount_is_refused_and_noted(family, headers):
    market, one, other = family
    caller = in_a_browser("cashier", market=market)
    collected(caller, [one, other])
    answer = collected(caller, [one, other], headers, amount="1.00")
    assert (answer.status_code, answer.json()["code"]) == (409, "payment_differs")
    again = collected(caller, [one, other], headers, amount="1.00")
    assert (again.status_code, Mismatch.objects.count(), Collection.objects.count()) == (409, 1, 1)


def test_the_same_idempotency_key_books_once_and_asks_once(family):
    market, one, other = family
    caller = in_a_browser("cashier", market=market)
    key = {"Idempotency_Key": "12345678-abcdefgh"}
    first, again = (collected(caller, [one, other], key) for _ in range(2))
    assert (first.content, again.headers["Idempotency-Replayed"]) == (again.content, "true")
    body = {
        "account": one.pk,
        "amount": "40.00",
        "method": "cash",
        "to_whom": "蔄小满",
        "reason": "退",
    }
    for _ in range(2):
        caller.post("/refunds", body, Idempotency_Key="87654321-abcdefgh")
    assert Refund.objects.count() == 1


def test_a_sum_for_what_one_does_not_see_is_not_there(family):
    market, one, _ = family
    caller = in_a_browser("cashier", market=market)
    assert collected(caller, [one, an_account()]).status_code == 404
    assert collected(caller, [one], credit_to=an_account().pk).status_code == 404
    assert collected(caller, [one], first=[a_charge().pk]).status_code == 404
    assert collected(with_token(one.vendor), [one]).status_code == 403
    assert not Payment.objects.exists()


def test_money_is_moved_to_another_charge(family):
    market, one, _ = family
    caller = in_a_browser("cashier", market=market)
    told = collected(caller, [one], amount="500.00").json()
    payment, paid = told["parts"][0]["id"], one.charges.get()
    other = a_charge(account=one, amount_fen=20000)
    body = {"payment": payment, "off": paid.pk, "onto": other.pk, "reason": "记错了"}
    answer = caller.post("/allocations", body)
    assert (answer.status_code, answer.json()["amount"]) == (201, "200.00")
    rows = caller.get(f"/allocations?payment={payment}").json()["items"]
    assert [row["amount"] for row in rows] == ["200.00", "-200.00", "500.00"]
    assert caller.get(f"/charges/{other.pk}").json()["open"] == "0.00"


def test_a_refund_takes_two_people(family):
    market, one, _ = family
    cashier, manager = (in_a_browser(role, market=market) for role in ("cashier", "manager"))
    collected(cashier, [one])
    body = {
        "account": one.pk,
        "amount": "400.00",
        "method": "cash",
        "to_whom": "蔄小满",
        "reason": "退",
    }
    refund = cashier.post("/refunds", body).json()
    address = f"/refunds/{refund['id']}"
    assert (refund["state"], refund["can"]) == ("requested", ["withdraw"])
    assert manager.get(address).json()["can"] == ["approve", "refuse", "withdraw"]
    assert cashier.post(f"{address}/approve").status_code == 403
    assert manager.post(f"{address}/approve").json()["state"] == "approved"
    paid = cashier.post(f"{address}/pay", {"on": "2026-03-02"})
    assert (paid.status_code, paid.json()["state"], paid.json()["can"]) == (200, "paid", [])
    assert cashier.post(f"{address}/pay", {"on": "2026-03-02"}).json()["code"] == "not_now"
    more = cashier.post("/refunds", {**body, "amount": "0.01"})
    assert (more.status_code, more.json()["code"]) == (409, "more_than_the_credit")


def test_who_asked_finds_no_button_to_approve_and_is_refused(family):
    market, one, _ = family
    manager = in_a_browser("manager", market=market)
    collected(manager, [one])
    body = {
        "account": one.pk,
        "amount": "1.00",
        "method": "cash",
        "to_whom": "x",
        "reason": "x",
    }
    refund = manager.post("/refunds", body).json()
    assert refund["can"] == ["refuse", "withdraw"]
    answer = manager.post(f"/refunds/{refund['id']}/approve")
    assert (answer.status_code, answer.json()["code"]) == (409, "second_person")


def test_a_cashier_closes_and_a_second_person_confirms(family):
    market, one, other = family
    cashier, manager = (in_a_browser(role, market=market) for role in ("cashier", "manager"))
    collected(cashier, [one, other], method="cash", tendered="1000.00")
    short = cashier.post("/closings", {"market": market.pk, "counted": "1.00"})
    assert (short.status_code, short.json()["code"]) == (422, "difference_unexplained")
    body = {"market": market.pk, "counts": {"100": 9, "50.00": 1}, "float": "50.00"}
    closing = cashier.post("/closings", body)
    assert (closing.status_code, closing.json()["difference"], closing.json()["can"]) == (
        201,
        "0.00",
        [],
    )
    address = f"/closings/{closing.json()['id']}"
    assert cashier.post(f"{address}/confirm").json()["code"] == "second_person"
    assert manager.post(f"{address}/confirm").json()["state"] == "confirmed"
    assert cashier.post("/closings", body).json()["code"] == "nothing_to_close"


def test_a_bill_is_credited_over_its_rows(family):
    market, one, _ = family
    manager = in_a_browser("manager", market=market)
    rows = [one.charges.get(), a_charge(account=one, amount_fen=10000)]
    body = {"charges": [row.pk for row in rows], "amount": "550.00", "reason": "停业"}
    notes = manager.post("/credits", body)
    assert [note["amount"] for note in notes.json()] == ["-500.00", "-50.00"]
    again = manager.post("/credits", body)
    assert (again.status_code, again.json()["code"]) == (409, "more_than_the_remaining_part")


def test_a_receipt_for_all_is_given_once_and_each_vendor_sees_its_part(family):
    market, one, other = family
    caller = in_a_browser("cashier", market=market)
    told = collected(caller, [one, other]).json()
    first, again = (
        caller.post("/receipts", {"of": "collection", "id": told["id"]}).json() for _ in range(2)
    )
    assert (first["sha256"], first["contents"]["amount"]) == (again["sha256"], "900.00")
    [mine] = with_token(other.vendor).get("/me/receipts").json()["items"]
    assert [part["vendor_id"] for part in mine["contents"]["parts"]] == [other.vendor_id]
    assert mine["contents"]["vendor"] == other.vendor.name
    assert (mine["contents"]["amount"], mine["contents"]["in_words"]) == ("300.00", "叁佰元整")
    assert "600.00" not in str(mine)


@pytest.mark.parametrize("path", [*LISTS, "/closings/{closing}", "/refunds/{refund}"])
def test_another_market_finds_nothing_of_the_counter(path):
    counter = a_counter(a_market())
    caller = in_a_browser(market=a_market())
    path = path.format(closing=counter.closing.pk, refund=counter.refund.pk)
    answer = caller.get(path)
    assert answer.json()["total"] == 0 if path in LISTS else answer.status_code == 404


def test_every_list_takes_as_many_queries_with_one_row_as_with_three():
    market = a_market()
    vendor = a_counter(market).accounts[0].vendor
    asks = [(in_a_browser(market=market), path) for path in LISTS]
    asks += [(with_token(vendor), path) for path in MINE]

    def counts():
        found = []
        for caller, path in asks:
            with CaptureQueriesContext(connection) as queries:
                assert caller.get(path).status_code == 200
            found.append((path, len(queries)))
        return found

    counts()
    with_one = counts()
    for n in (1, 2):
        a_counter(market, n)
    assert counts() == with_one

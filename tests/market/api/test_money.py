import pytest

from market.models import Charge, Payment
from tests.builders import a_charge, a_market, a_vendor, an_account
from tests.market.api.callers import in_a_browser, with_token

pytestmark = pytest.mark.django_db


def paid(caller, account, **given):
    body = {
        "account": account.pk,
        "method": "bank",
        "reference": "20261123-77",
        "amount": "1700.00",
        "received_on": "2026-04-01",
        **given,
    }
    return caller.post("/payments", body)


def test_a_payment_pays_the_charge_and_the_same_reference_is_the_same_payment():
    market = a_market()
    account = an_account(market=market)
    charge = a_charge(account=account)
    caller = in_a_browser("cashier", market=market)

    first, again = paid(caller, account), paid(caller, account)

    assert (first.status_code, first.json()["amount"], first.json()["credit"]) == (
        201,
        "1700.00",
        "0.00",
    )
    assert first.json()["key"] == "bank/20261123-77"
    assert first.json()["id"] == again.json()["id"]
    assert caller.get(f"/charges/{charge.pk}").json()["open"] == "0.00"
    assert Payment.objects.count() == 1
    differs = paid(caller, account, amount="1.00")
    assert (differs.status_code, differs.json()["code"]) == (409, "payment_differs")


def test_a_receipts_number_counts_in_its_own_market_only():
    one, two = an_account(), an_account()
    for account in (one, two):
        caller = in_a_browser("cashier", market=account.market)
        assert paid(caller, account, method="cash", reference="0001").status_code == 201
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("amount", [1700, 1700.5, "1,700", "0.001", "abc", None, "1e3"])
def test_money_is_a_decimal_text_and_nothing_else(amount):
    account = an_account()
    answer = paid(in_a_browser("cashier", market=account.market), account, amount=amount)
    assert answer.status_code == 422
    assert not Payment.objects.exists()


def test_a_charge_that_the_payer_names_is_paid_first_and_must_be_of_the_account():
    account = an_account()
    early = a_charge(account=account, amount_fen=100, due_on="2026-01-01")
    named = a_charge(account=account, amount_fen=100, due_on="2026-12-01")
    caller = in_a_browser("cashier", market=account.market)
    paid(caller, account, amount="1.00", first=[named.pk])
    early.refresh_from_db()
    named.refresh_from_db()
    assert (early.open_fen, named.open_fen) == (100, 0)
    assert paid(caller, account, reference="78", first=[a_charge().pk]).status_code == 404


def test_a_bounced_payment_is_reversed_and_its_charge_is_open_again():
    account = an_account()
    charge = a_charge(account=account)
    caller = in_a_browser("cashier", market=account.market)
    payment = paid(caller, account).json()
    assert payment["can"] == ["reverse"]

    back = caller.post(f"/payments/{payment['id']}/reverse", {"reason": "退票"}).json()

    assert (back["amount"], back["reverses"], back["can"]) == ("-1700.00", payment["id"], [])
    assert caller.get(f"/payments/{payment['id']}").json()["can"] == []
    assert caller.get(f"/charges/{charge.pk}").json()["open"] == "1700.00"


def test_a_charge_by_hand_and_its_credit():
    account = an_account()
    caller = in_a_browser("manager", market=account.market)
    body = {"account": account.pk, "item": "sanitation", "amount": "30.50", "due_on": "2026-04-01"}
    charge = caller.post("/charges", body).json()
    assert (charge["amount"], charge["item_name"], charge["can"]) == (
        "30.50",
        "卫生费",
        ["reverse"],
    )

    credit = caller.post(f"/charges/{charge['id']}/reverse", {"amount": "10.50", "reason": "停业"})
    assert (credit.status_code, credit.json()["amount"]) == (201, "-10.50")
    more = caller.post(f"/charges/{charge['id']}/reverse", {"amount": "20.01", "reason": "x"})
    assert (more.status_code, more.json()["code"]) == (409, "more_than_the_remaining_part")


def test_a_cashier_of_another_market_and_another_vendor_find_no_money():
    account = an_account()
    charge = a_charge(account=account)
    other = a_vendor(market=account.market)
    for caller in (in_a_browser("cashier", market=a_market()), with_token(other)):
        assert caller.get(f"/charges/{charge.pk}").status_code == 404
        assert caller.post(f"/charges/{charge.pk}/reverse", {"reason": "x"}).status_code == 404
        assert paid(caller, account).status_code == 404
        assert (
            caller.get("/charges").json()["total"],
            caller.get("/payments").json()["total"],
        ) == (0, 0)


def test_a_vendor_sees_its_bills_and_pays_them_by_no_post_of_its_own():
    account = an_account()
    a_charge(account=account)
    caller = with_token(account.vendor)
    assert caller.get("/me/charges?open=true").json()["items"][0]["open"] == "1700.00"
    assert paid(caller, account).status_code == 403
    assert Charge.objects.count() == 1


def test_how_an_account_stands():
    account = an_account()
    a_charge(account=account, due_on="2020-01-01", amount_fen=5000)
    told = in_a_browser(market=account.market).get(f"/vendors/{account.vendor_id}/accounts").json()
    assert [(each["open"], each["overdue"], each["credit"]) for each in told] == [
        ("50.00", "50.00", "0.00")
    ]


def test_open_and_overdue_charges_are_asked_for_by_name():
    account = an_account()
    late = a_charge(account=account, due_on="2020-01-01")
    later = a_charge(account=account, due_on="2099-01-01")
    caller = in_a_browser(market=account.market)

    def found(query):
        return [each["id"] for each in caller.get(f"/charges?{query}").json()["items"]]

    assert found("open=true") == [late.pk, later.pk]
    assert found("overdue=true") == [late.pk]
    assert found(f"vendor={account.vendor_id}&market={account.market_id}") == [late.pk, later.pk]

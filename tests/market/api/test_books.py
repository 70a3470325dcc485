import hashlib
from datetime import UTC, date, datetime

import pytest

from market.actions import closings
from market.actions.people import actor_of
from market.core.periods import month_of
from market.models import BookClosing
from tests.builders import a_charge, a_market, a_payment, an_account, an_operator
from tests.market.api.callers import in_a_browser, with_key, with_token

pytestmark = pytest.mark.django_db

IN_MAY = datetime(2026, 5, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def market():
    """A charge of 1700.00 and a payment of 500.00 on 2 March 2026."""
    market = a_market()
    account = an_account(market=market)
    a_charge(account=account)
    a_payment(account=account)
    return market


def closed(market, by=None):
    by = actor_of(by or an_operator("manager", market=market))
    return closings.close(market, month=month_of(date(2026, 3, 1)), by=by, at=IN_MAY)


def test_a_month_is_closed_and_opened_again_by_somebody_else(market):
    manager = in_a_browser("manager", market=market)
    body = {"market": market.pk, "month": "2026-03"}

    answer = manager.post("/books/closings", body)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["until"], told["state"], told["can"]) == ("2026-03-31", "closed", ["reopen"])

    own = manager.post(f"/books/closings/{told['id']}/reopen", {"reason": "a slip"})
    assert (own.status_code, own.json()["code"]) == (403, "second_person")
    colleague = in_a_browser("manager", market=market)
    again = colleague.post(f"/books/closings/{told['id']}/reopen", {"reason": "a slip"}).json()
    assert (again["state"], again["can"]) == ("reopened", [])
    assert colleague.get(f"/books/closings/{told['id']}").json() == again
    assert [each["id"] for each in colleague.get("/books/closings").json()["items"]] == [told["id"]]


def test_an_entry_in_a_closed_month_is_refused_with_a_sentence(market, monkeypatch):
    closed(market)
    monkeypatch.setattr("market.clock.now", lambda: datetime(2026, 3, 20, tzinfo=UTC))
    body = {
        "account": market.accounts.get().pk,
        "item": "rent",
        "amount": "1.00",
        "due_on": "2026-03-20",
    }

    answer = in_a_browser("manager", market=market).post("/charges", body)

    assert (answer.status_code, answer.json()["code"], answer.json()["facts"]) == (
        409,
        "month_closed",
        {"until": "2026-03-31"},
    )


def test_the_journal_comes_in_lines_and_as_a_file(market):
    caller = in_a_browser("auditor", market=market)
    asked = f"/books/journal?market={market.pk}&month=2026-03"

    told = caller.get(f"{asked}&limit=1").json()
    assert (told["total"], len(told["items"])) == (4, 1)
    assert {name: told["items"][0][name] for name in ("voucher", "account", "debit", "credit")} == {
        "voucher": "记-001",
        "account": "1122",
        "debit": "1700.00",
        "credit": "0.00",
    }

    closing = closed(market)
    text = b"".join(caller.get(f"{asked}&format=csv").streaming_content)
    assert hashlib.sha256(text).hexdigest() == closing.sha256


def test_the_trial_balance_is_even(market):
    caller = in_a_browser("auditor", market=market)
    told = caller.get(f"/books/trial-balance?market={market.pk}&month=2026-04").json()
    assert [(line["account"], line["closing"]) for line in told["lines"]] == [
        ("1001", {"debit": "500.00", "credit": "0.00"}),
        ("1122", {"debit": "1700.00", "credit": "0.00"}),
        ("2203", {"debit": "0.00", "credit": "500.00"}),
        ("5001", {"debit": "0.00", "credit": "1700.00"}),
    ]
    assert told["turnover"] == {"debit": "0.00", "credit": "0.00"}
    assert told["opening"] == told["closing"] == {"debit": "2200.00", "credit": "2200.00"}


def test_every_balance_is_recomputed_on_request(market):
    told = in_a_browser("auditor", market=market).get(f"/books/reconciliation?market={market.pk}")
    assert told.json()["differences"] == []
    assert len(told.json()["checks"]) == 11


@pytest.mark.parametrize("month", ["2026", "2026-13", "march"])
def test_a_month_that_cannot_be_read_is_refused(market, month):
    caller = in_a_browser(market=market)
    for path in ("journal", "trial-balance"):
        answer = caller.get(f"/books/{path}?market={market.pk}&month={month}")
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_month")


def test_the_books_of_another_market_are_not_found(market):
    closing = closed(market)
    for caller in (in_a_browser(market=a_market()), with_key(["charge.read"], market=market)):
        for path in ("journal", "trial-balance", "reconciliation"):
            asked = f"/books/{path}?market={market.pk}&month=2026-03"
            assert caller.get(asked).status_code == 404
        assert caller.get(f"/books/closings/{closing.pk}").status_code == 404
        assert caller.get("/books/closings").json()["total"] == 0


def test_a_vendor_has_no_business_in_the_books(market):
    vendor = market.accounts.get().vendor
    assert with_token(vendor).get("/books/closings").status_code in (401, 403)


@pytest.mark.parametrize("role", ["cashier", "auditor"])
def test_who_only_reads_the_books_does_not_close_them(market, role):
    body = {"market": market.pk, "month": "2026-03"}
    answer = in_a_browser(role, market=market).post("/books/closings", body)
    assert (answer.status_code, BookClosing.objects.count()) == (403, 0)

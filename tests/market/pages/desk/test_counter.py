"""Refunds, closings, references that do not agree, moved money and credits on the desk."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.actions.people import actor_of
from market.models import CashierClosing, Charge, Document, Move, Payment, Refund
from tests.builders import a_charge, a_market
from tests.market.counters import a_counter
from tests.market.pages.desk.conftest import paid

pytestmark = pytest.mark.django_db

LISTS = (
    "/desk/money/till/",
    "/desk/money/payments/mismatches/",
    "/desk/money/refunds/",
    "/desk/money/closings/",
)
DETAILS = (
    "/desk/money/till/{collection}/",
    "/desk/money/till/{collection}/receipt/",
    "/desk/money/payments/mismatches/{mismatch}/",
    "/desk/money/refunds/{refund}/",
    "/desk/money/closings/{closing}/",
    "/desk/money/closings/{closing}/sheet/",
)
DEEDS = {
    "/desk/money/till/{collection}/joint/": {},
    "/desk/money/till/{collection}/apart/": {},
    "/desk/money/till/{collection}/reverse/": {"reason": "bounced"},
    "/desk/money/payments/mismatches/{mismatch}/settle/": {"reason": "typed wrong"},
    "/desk/money/refunds/{refund}/approve/": {},
    "/desk/money/refunds/{refund}/refuse/": {"reason": "not agreed"},
    "/desk/money/refunds/{refund}/withdraw/": {"reason": "stays here"},
    "/desk/money/refunds/{refund}/pay/": {"on": "2026-03-02"},
    "/desk/money/closings/{closing}/confirm/": {},
}


@pytest.fixture
def counter(market):
    return a_counter(market)


def filled(url, counter):
    names = ("collection", "mismatch", "refund", "closing")
    return url.format(**{name: getattr(counter, name).pk for name in names})


@pytest.mark.parametrize("role", ["owner", "manager", "cashier", "auditor", "checker"])
@pytest.mark.parametrize("url", LISTS)
def test_everybody_who_works_here_is_let_in(url, role, counter, at_the_desk):
    assert at_the_desk(role).get(url).status_code == 200


@pytest.mark.parametrize("url", DETAILS)
def test_a_thing_has_its_page_and_another_market_does_not_find_it(url, counter, at_the_desk):
    address = filled(url, counter)
    assert at_the_desk("auditor").get(address).status_code == 200
    assert at_the_desk("owner", market=a_market()).get(address).status_code == 404


@pytest.mark.parametrize("url", DETAILS)
def test_an_auditor_sees_no_button_that_changes_anything(url, counter, at_the_desk):
    page = at_the_desk("auditor").get(filled(url, counter)).content.decode()
    assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("url", DEEDS)
def test_a_button_is_not_an_auditors_nor_anothers(url, counter, at_the_desk):
    address = filled(url, counter)
    assert at_the_desk("auditor").post(address, DEEDS[url]).status_code == 403
    elsewhere = at_the_desk("owner", market=a_market())
    assert elsewhere.post(address, DEEDS[url]).status_code == 404


@pytest.mark.parametrize("url", [*LISTS, "/desk/"])
def test_a_list_takes_the_same_queries_for_one_row_and_for_three(url, market, at_the_desk):
    client = at_the_desk("owner")
    a_counter(market)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    count()
    of_one = count()
    for n in (1, 2):
        a_counter(market, n)
    assert count() <= of_one


def test_a_refund_is_asked_for_approved_and_handed_out_with_its_voucher(counter, at_the_desk):
    cashier, manager = at_the_desk("cashier"), at_the_desk("manager")
    typed = {
        "amount": "0",
        "method": "cash",
        "to_whom": "蔄小满",
        "reason": "退",
        "once": str(uuid.uuid4()),
    }
    ask = f"/desk/money/{counter.accounts[0].pk}/refund/"
    assert cashier.post(ask, typed).status_code == 422
    address = f"/desk/money/refunds/{counter.refund.pk}/"
    assert cashier.post(f"{address}approve/").status_code == 403
    manager.post(f"{address}approve/")
    page = cashier.post(f"{address}pay/", {"on": "2026-03-02"}, follow=True)
    assert page.context["refund"].state == "paid"
    assert "陆拾元整" in cashier.get(f"{address}voucher/").content.decode()


def test_the_form_asks_once_for_all_that_is_free(market, at_the_desk, counter):
    account = counter.accounts[1]
    paid(account, "bank/9", 7000)
    client = at_the_desk("cashier")
    address = f"/desk/money/{account.pk}/refund/"
    form = client.get(address).context["form"]
    assert form["amount"].value() == "70.00"
    typed = {name: form[name].value() for name in ("amount", "to_whom", "once")}
    for _ in range(2):
        client.post(address, {**typed, "method": "bank", "reason": "退"})
    assert Refund.objects.filter(account=account).count() == 1


def test_who_asked_finds_no_button_to_approve(counter, at_the_desk):
    client = at_the_desk("manager")
    asked = Refund.objects.filter(pk=counter.refund.pk)
    page = client.get(f"/desk/money/refunds/{asked.get().pk}/")
    assert page.context["can"] == ["approve", "refuse", "withdraw"]
    own = counter.by
    assert own.user == asked.get().requested_by_id


def test_a_till_is_counted_and_closed_and_confirmed_by_another(counter, market, at_the_desk):
    client, manager = at_the_desk("cashier"), at_the_desk("manager")
    user = actor_of(client.get("/desk/").wsgi_request.user).user
    once = {"once": str(uuid.uuid4()), "received_on": "2026-03-01", "method": "cash"}
    client.post(f"/desk/money/{counter.accounts[0].pk}/record/", {**once, "amount": "12.50"})
    address = f"/desk/money/closings/{market.pk}/{user}/"
    assert client.get(address).context["expected_fen"] == 1250
    short = client.post(address, {"counted": "12"})
    assert list(short.context["form"].errors) == ["reason"]
    page = client.post(address, {"n1000": "1", "n100": "2", "n50": "1"}, follow=True)
    closing = CashierClosing.objects.latest("pk")
    assert page.redirect_chain == [(f"/desk/money/closings/{closing.pk}/", 302)]
    assert closing.counts == {"1000": 1, "100": 2, "50": 1}
    assert client.get(address).status_code == 404
    assert page.context["can"] == []
    manager.post(f"/desk/money/closings/{closing.pk}/confirm/")
    closing.refresh_from_db()
    assert closing.state == "confirmed"


def test_a_payment_is_put_on_another_bill(place, at_the_desk):
    client = at_the_desk("cashier")
    off = place.account.charges.get()
    onto = a_charge(account=place.account, amount_fen=20000, due_on=date(2026, 5, 1))
    address = f"/desk/money/payments/{place.payment.pk}/move/"
    assert client.get(address).status_code == 200
    page = client.post(address, {"off": off.pk, "onto": onto.pk, "reason": "五月的"}, follow=True)
    assert [str(each) for each in page.context["messages"]] == [
        "¥200.00 was put on the other bill."
    ]
    assert Move.objects.get(name="reallocate").reason == "五月的"
    wrong = {"off": off.pk, "onto": off.pk, "reason": "x"}
    assert client.post(address, wrong).status_code == 422


def test_a_bill_is_credited_whole_by_row_or_by_an_amount(place, at_the_desk):
    client = at_the_desk("manager")
    first = place.account.charges.get()
    a_charge(account=place.account, amount_fen=6000, due_on=first.due_on)
    address = f"/desk/money/{place.account.pk}/credit/?due={first.due_on}"
    typed = {"once": str(uuid.uuid4()), "reason": "停业", "row": "", "amount": "100"}
    for _ in range(2):
        client.post(address, typed)
    notes = Charge.objects.filter(reverses__isnull=False)
    assert list(notes.values_list("reverses", "amount_fen")) == [(first.pk, -10000)]
    more = client.post(address, {**typed, "once": str(uuid.uuid4()), "amount": "1700"})
    assert more.status_code == 422
    assert client.get(f"/desk/money/{place.account.pk}/credit/?due=never").status_code == 404
    assert at_the_desk("cashier").post(address, typed).status_code == 403


def test_a_reference_is_settled_with_a_word(counter, at_the_desk):
    client = at_the_desk("cashier")
    address = f"/desk/money/payments/mismatches/{counter.mismatch.pk}/"
    assert client.post(f"{address}settle/", {"reason": ""}).status_code == 422
    page = client.post(f"{address}settle/", {"reason": "截图看错了"}, follow=True)
    assert page.context["mismatch"].state == "settled"


def test_the_receipt_of_a_part_leads_to_the_one_for_all(counter, at_the_desk):
    part = Payment.objects.filter(collection=counter.collection).first()
    answer = at_the_desk("cashier").get(f"/desk/money/payments/{part.pk}/receipt/")
    assert answer.url == f"/desk/money/till/{counter.collection.pk}/receipt/"
    assert Document.objects.filter(kind="receipt").count() == 1

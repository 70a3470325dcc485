"""At the till: booking, undoing, receipts."""

import uuid
from datetime import date

import pytest

from market.models import Document, Payment
from tests.builders import a_charge
from tests.market.pages.desk.conftest import paid

pytestmark = pytest.mark.django_db


def slip(**given):
    return {
        "amount": "1,200",
        "method": "cash",
        "received_on": "2026-03-01",
        "once": str(uuid.uuid4()),
        **given,
    }


@pytest.fixture
def record(place, at_the_desk):
    """Send the form of this place's account."""
    client = at_the_desk("cashier")
    url = f"/desk/money/{place.account.pk}/record/"
    return lambda **given: client.post(url, slip(**given), follow=True)


def said(page):
    return [str(message) for message in page.context["messages"]]


def booked(place):
    rows = Payment.objects.filter(account=place.account).exclude(pk=place.payment.pk)
    return list(rows.order_by("pk").values_list("amount_fen", "method", "received_on", "payer"))


def test_a_payment_is_booked_and_leads_back_to_the_account(record, place):
    page = record(payer="蔄小满")
    assert page.redirect_chain == [(f"/desk/money/{place.account.pk}/", 302)]
    assert said(page) == ["¥1,200.00 is booked."]
    assert booked(place) == [(120000, "cash", date(2026, 3, 1), "蔄小满")]


def test_the_same_form_sent_twice_books_once(record, place):
    once = str(uuid.uuid4())
    record(once=once)
    again = record(once=once)
    assert said(again) == ["¥1,200.00 is in the books already. Nothing was booked twice."]
    assert len(booked(place)) == 1


def test_two_forms_for_one_reference_book_once(record, place):
    record(method="wechat", reference="42 000")
    record(method="wechat", reference="42000")
    assert Payment.objects.filter(key="wechat/42000").count() == len(booked(place)) == 1


def test_a_reference_with_another_amount_is_said_on_the_form_with_everything_kept(record, place):
    record(method="wechat", reference="42000")
    page = record(method="wechat", reference="42000", amount="7", payer="蔄小满")
    assert page.status_code == 422
    [fault] = page.context["payment_form"].non_field_errors()
    assert fault.startswith("This payment is in the books already, with another amount")
    typed = {name: page.context["payment_form"][name].value() for name in ("amount", "payer")}
    assert typed == {"amount": "7", "payer": "蔄小满"}
    assert len(booked(place)) == 1


@pytest.mark.parametrize("amount", ["", "0", "-5", "12.345", "a lot"])
def test_an_amount_that_is_none_is_said_at_its_field(record, place, amount):
    page = record(amount=amount)
    assert (page.status_code, list(page.context["payment_form"].errors)) == (422, ["amount"])
    assert booked(place) == []


def test_each_form_has_a_key_of_its_own_and_all_that_is_owed_in_it(place, at_the_desk):
    client = at_the_desk("cashier")
    one, other = (
        client.get(f"/desk/money/{place.account.pk}/").context["payment_form"].initial
        for _ in range(2)
    )
    assert one["once"] != other["once"]
    assert one["amount"] == "1200.00"


def test_a_payment_is_undone_with_a_reason(place, at_the_desk):
    client = at_the_desk("cashier")
    url = f"/desk/money/payments/{place.payment.pk}/reverse/"
    assert client.post(url, {"reason": ""}).status_code == 422
    page = client.post(url, {"reason": "typed wrong"}, follow=True)
    assert page.redirect_chain == [(f"/desk/money/{place.account.pk}/", 302)]
    assert Payment.objects.get(reverses=place.payment).note == "typed wrong"


def test_a_receipt_is_made_once_and_shown_as_it_was_made(place, at_the_desk):
    client = at_the_desk("cashier")
    for _ in range(2):
        page = client.post(f"/desk/money/payments/{place.payment.pk}/issue/", follow=True)
    assert page.redirect_chain == [(f"/desk/money/payments/{place.payment.pk}/receipt/", 302)]
    assert "伍佰元整" in page.content.decode()
    assert Document.objects.get().contents["amount"] == "500.00"


def test_a_receipt_of_a_payment_that_was_undone_later_says_so(place, at_the_desk):
    client = at_the_desk("cashier")
    client.post(f"/desk/money/payments/{place.payment.pk}/issue/")
    client.post(f"/desk/money/payments/{place.payment.pk}/reverse/", {"reason": "bounced"})
    page = client.get(f"/desk/money/payments/{place.payment.pk}/receipt/")
    assert "Void: this payment was reversed." in page.content.decode()


def test_a_payment_without_a_receipt_leads_to_its_account(place, at_the_desk):
    answer = at_the_desk("cashier").get(f"/desk/money/payments/{place.payment.pk}/receipt/")
    assert answer.url == f"/desk/money/{place.account.pk}/"


def test_the_account_shows_what_is_open_and_what_paid_what(place, at_the_desk):
    a_charge(account=place.account, amount_fen=5000, due_on=date(2090, 1, 1))
    context = at_the_desk("auditor").get(f"/desk/money/{place.account.pk}/").context
    assert [(line.condition, line.charge.open_fen) for line in context["open"]] == [
        ("overdue", 120000),
        ("due", 5000),
    ]
    [line] = context["payments"]
    assert [(charge.amount_fen, fen) for charge, fen in line.paid] == [(170000, 50000)]
    assert (context["may_record"], context["may_reverse"]) == (False, False)


def test_the_payments_of_a_list_add_up_by_method(place, at_the_desk):
    paid(place.account, "bank/9", 7)
    tiles = at_the_desk("cashier").get("/desk/money/payments/").context["tiles"]
    assert [(tile["label"], tile["value"]) for tile in tiles] == [
        ("In all", "¥500.07"),
        ("Bank transfer", "¥500.07"),
    ]


def test_a_charge_leads_to_its_place_on_the_account(place, at_the_desk):
    charge = place.account.charges.get()
    answer = at_the_desk("cashier").get(f"/desk/money/charges/{charge.pk}/")
    assert answer.url == f"/desk/money/{place.account.pk}/#charge-{charge.pk}"


def test_a_payment_says_when_it_was_booked_and_by_whom(place, at_the_desk, market):
    client = at_the_desk("cashier")
    client.post(f"/desk/money/payments/{place.payment.pk}/reverse/", {"reason": "bounced"})
    page = client.get(f"/desk/money/{place.account.pk}/").content.decode()
    who = Payment.objects.get(reverses=place.payment).recorded_by
    assert "Booked 2 Mar 2026, 10:00 by the house itself" in page
    assert f"by {who}" in page

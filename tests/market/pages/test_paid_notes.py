""" "I have paid": told on the phone, looked at by the cashier, never a payment by itself."""

import uuid
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from market.actions import paid_notes, payments
from market.core.actors import HOUSE
from market.models import Mismatch, Move, Notice, PaidNote, Payment
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_vendor,
    an_account,
    an_operator,
    phone_of,
)
from tests.market.api.callers import in_a_browser, with_token
from tests.market.core.files import a_photo
from tests.refused import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def place():
    market = a_market()
    vendor = a_vendor(market=market)
    account = an_account(vendor=vendor, market=market)
    a_charge(account=account, amount_fen=170000)
    phone, desk = phone_of(vendor), Client()
    desk.force_login(an_operator("cashier", market=market))
    return phone, desk, account


def told(**given):
    return {
        "amount": "1700",
        "method": "wechat",
        "paid_on": "2026-03-01",
        "reference": "4200001",
        "once": str(uuid.uuid4()),
        **given,
    }


def a_note(account, **given):
    return paid_notes.tell(
        account,
        **{
            "key": uuid.uuid4(),
            "amount_fen": 170000,
            "method": "wechat",
            "paid_on": date(2026, 3, 1),
            "reference": "4200001",
            "by": HOUSE,
            "at": AT,
            **given,
        },
    )


def test_what_a_vendor_tells_is_no_payment_until_the_cashier_books_it(place):
    phone, desk, account = place
    photo = SimpleUploadedFile("a.jpg", a_photo(), "image/jpeg")
    answer = phone.post("/me/bills/paid/", told(account=account.pk, photo=photo))
    note = PaidNote.objects.get()
    charge = account.charges.get()

    assert (answer.status_code, note.state, charge.open_fen) == (302, "told", 170000)
    assert Payment.objects.count() == 0
    assert phone.get(f"/uploads/{note.photo.key}/").status_code == 200
    assert desk.get(f"/uploads/{note.photo.key}/").status_code == 200
    assert 'href="/desk/money/paid/"' in desk.get("/desk/").content.decode()

    desk.post(f"/desk/money/paid/{note.pk}/book/")
    note.refresh_from_db()
    charge.refresh_from_db()
    assert (note.state, charge.open_fen, note.payment.key) == ("booked", 0, "wechat/4200001")
    assert Notice.objects.get().occasion == "payment_received"
    assert list(Move.objects.order_by("pk").values_list("name", flat=True)) == ["tell", "book"]


def test_a_note_that_is_not_found_is_answered_with_a_word(place):
    phone, desk, account = place
    note = a_note(account)
    desk.post(f"/desk/money/paid/{note.pk}/refuse/", {"reason": "3月没有这一笔"})
    assert Payment.objects.count() == 0
    assert "3月没有这一笔" in Notice.objects.get(occasion="paid_note_refused").body
    assert "3月没有这一笔" in phone.get("/me/bills/paid/").content.decode()


def test_the_same_press_is_one_note_and_the_same_number_is_refused(place):
    phone, _, account = place
    once = told(account=account.pk)
    phone.post("/me/bills/paid/", once)
    phone.post("/me/bills/paid/", once)
    again = phone.post("/me/bills/paid/", told(account=account.pk))
    assert (again.status_code, PaidNote.objects.count()) == (422, 1)
    assert "told us already" in again.content.decode()


def test_the_database_keeps_one_note_for_a_number(place):
    _, _, account = place
    note = a_note(account)
    note.pk, note.key = None, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        note.save(force_insert=True)


def test_a_number_may_be_told_again_after_it_was_refused(place):
    account = place[2]
    paid_notes.refuse(a_note(account), reason="not there yet", by=HOUSE, at=AT)
    assert a_note(account).state == "told"


def test_what_is_in_the_books_already_is_said_to_be_there(place):
    account = place[2]
    booked(account)
    assert refused(a_note, account)[0] == "already_booked"


def test_a_payment_that_the_bank_told_first_is_not_booked_twice(place):
    _, desk, account = place
    note = a_note(account)
    booked(account)
    desk.post(f"/desk/money/paid/{note.pk}/book/")
    note.refresh_from_db()
    assert (note.state, Payment.objects.count()) == ("booked", 1)


def test_another_amount_under_the_same_number_books_nothing_and_leaves_a_note(place):
    _, desk, account = place
    note = a_note(account)
    booked(account, amount_fen=160000)
    desk.post(f"/desk/money/paid/{note.pk}/book/")
    note.refresh_from_db()
    assert (note.state, Payment.objects.count(), Mismatch.objects.count()) == ("told", 1, 1)


def test_a_note_wants_a_number_or_a_picture_and_a_day_that_has_been(place):
    account = place[2]
    assert refused(a_note, account, reference=" ")[0] == "nothing_shown"
    assert refused(a_note, account, paid_on=date(2026, 3, 3))[0] == "not_yet"
    assert refused(a_note, account, amount_fen=0)[0] == "bad_amount"
    assert refused(a_note, account, method="deposit")[0] == "bad_method"


def test_over_the_api_a_vendor_tells_and_takes_back_and_only_the_cashier_books(place):
    account = place[2]
    vendor = with_token(account.vendor)
    form = {
        "account": account.pk,
        "amount": "1700.00",
        "method": "bank",
        "paid_on": "2026-03-01",
        "reference": "77",
    }
    made = vendor.client.post("/api/v1/paid-notes", form, headers=vendor.headers).json()
    assert (made["state"], made["can"]) == ("told", ["withdraw"])
    path = f"/paid-notes/{made['id']}"
    assert vendor.post(f"{path}/book").status_code == 403
    cashier = in_a_browser("cashier", market=account.market)
    assert cashier.get(path).json()["can"] == ["book", "refuse", "withdraw"]
    assert vendor.post(f"{path}/withdraw").json()["state"] == "withdrawn"
    assert cashier.post(f"{path}/book").json()["code"] == "not_now"
    assert vendor.get("/paid-notes?state=withdrawn").json()["total"] == 1


def booked(account, amount_fen=170000):
    return payments.record(
        account,
        key="wechat/4200001",
        amount_fen=amount_fen,
        method="wechat",
        received_on=date(2026, 3, 1),
        by=HOUSE,
        at=AT,
        quietly=True,
    )

"""PDFs of our own papers, and a vendor's own bills and statements."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from market.actions import payments, people, receipts
from market.clock import now
from market.documents import papers
from market.documents.drawing import pdf_of
from market.models import Document, Payment
from tests.builders import AT, a_charge, a_market, a_user, a_vendor, acting, an_account, an_operator

pytestmark = pytest.mark.django_db
PHONE = "13800000055"
DAYS = {"first": "2026-01-01", "last": "2026-12-31"}


def logged_in(user):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def text_of(pdf):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def account():
    return an_account(vendor=a_vendor(phone=PHONE))


@pytest.fixture
def phone(account):
    user = a_user(phone=PHONE)
    people.link_by_phone(user, at=now())
    return logged_in(user)


@pytest.fixture
def receipt(account):
    payment = payments.record(
        account,
        key="bank/1",
        amount_fen=200000,
        method="bank",
        received_on=date(2026, 3, 2),
        by=acting("cashier"),
        at=AT,
    )
    return receipts.issue(payment, by=acting("cashier"), at=AT)


def test_a_paper_is_sent_to_be_saved_and_kept_by_nothing_between(receipt, phone):
    answer = phone.get(f"/documents/{receipt.pk}.pdf")
    assert answer.content == pdf_of(receipt)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="receipt-2026-000001.pdf"'
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_receipt_of_a_payment_that_was_reversed_says_that_it_is_void(receipt):
    before = pdf_of(receipt)
    payment = Payment.objects.get()
    payments.reverse(payment, reason="退票", by=acting("cashier"), at=AT)
    after = pdf_of(receipt)
    assert ["作废" in text_of(pdf) for pdf in (before, after)] == [False, True]


def test_only_who_sees_what_it_is_about_finds_it(receipt, account):
    path = f"/documents/{receipt.pk}.pdf"
    cashier = logged_in(an_operator("cashier", market=account.market))
    elsewhere = logged_in(an_operator("owner", market=a_market()))
    checker = logged_in(an_operator("checker", market=account.market))
    others = (Client(), logged_in(a_user()), elsewhere, checker)
    assert cashier.get(path).status_code == 200
    assert [client.get(path).status_code for client in others] == [404] * 4


def test_a_kind_that_nobody_draws_is_not_there(receipt, phone):
    napkin = papers.freeze("napkin", receipt.subject, {}, market=receipt.market, at=AT)
    assert phone.get(f"/documents/{napkin.pk}.pdf").status_code == 404


def test_a_vendor_draws_the_bill_of_a_day_and_a_statement(account, phone, receipt):
    a_charge(account=account, amount_fen=300000)
    page = phone.get("/me/bills/").content.decode()
    assert f"/documents/{receipt.pk}.pdf" in page
    assert f"/me/bills/{account.pk}/bill/" in page
    for deed, told in (("bill", {"due_on": "2026-04-01"}), ("statement", DAYS)):
        answer = phone.post(f"/me/bills/{account.pk}/{deed}/", told)
        paper = Document.objects.get(kind=deed)
        assert answer.url == f"/documents/{paper.pk}.pdf"
        assert phone.get(answer.url).content == pdf_of(paper)


def test_what_cannot_be_drawn_is_said_on_the_page(account, phone):
    a_charge(account=account)
    back = {"first": "2026-02-01", "last": "2026-01-01"}
    for deed, told in (("bill", {"due_on": "2026-04-02"}), ("statement", back)):
        answer = phone.post(f"/me/bills/{account.pk}/{deed}/", told)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()


def test_nobody_draws_somebody_elses(account):
    for user in (a_user(), an_operator("owner", market=account.market)):
        client = logged_in(user)
        assert client.post(f"/me/bills/{account.pk}/statement/", DAYS).status_code == 404


def test_the_desk_draws_them_from_the_account(account):
    a_charge(account=account)
    desk = logged_in(an_operator("cashier", market=account.market))
    page = desk.get(f"/desk/money/{account.pk}/").content.decode()
    assert f"/desk/money/{account.pk}/bill/" in page
    for deed, told in (("bill", {"due_on": "2026-04-01"}), ("statement", DAYS)):
        answer = desk.post(f"/desk/money/{account.pk}/{deed}/", told)
        assert answer.url == f"/documents/{Document.objects.get(kind=deed).pk}.pdf"
    assert desk.post(f"/desk/money/{account.pk}/bill/", {"due_on": ""}).status_code == 422

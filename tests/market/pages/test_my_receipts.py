"""Receipts and refunds on a vendor's phone."""

import pytest
from django.test import Client

from tests.builders import a_market, a_vendor, phone_of
from tests.market.counters import a_counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    return a_counter(a_market())


def test_a_vendor_sees_its_receipts_refunds_and_credit(counter):
    client = phone_of(counter.accounts[0].vendor)
    page = client.get("/me/bills/").content.decode()
    assert "退多收的租金" in page
    [receipt] = client.get("/me/bills/receipts/").context["receipts"]
    assert (receipt.document, receipt.amount_fen, receipt.void) == (counter.receipt, 60000, False)


def test_of_a_receipt_for_several_a_vendor_sees_its_own_part(counter):
    client = phone_of(counter.accounts[1].vendor)
    said = client.get(f"/me/bills/receipts/{counter.receipt.pk}/").context["said"]
    assert (said["amount"], [part["amount"] for part in said["parts"]]) == ("300.00", ["300.00"])


def test_anothers_receipt_is_not_there(counter):
    client = phone_of(a_vendor())
    assert client.get(f"/me/bills/receipts/{counter.receipt.pk}/").status_code == 404
    assert Client().get(f"/me/bills/receipts/{counter.receipt.pk}/").status_code == 302

"""The market's own code to pay by: a manager hangs it out, whoever has a bill sees it."""

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from market.models import Move, PayCode
from tests.builders import (
    a_charge,
    a_market,
    a_vendor,
    an_account,
    an_operator,
    phone_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOADS = tmp_path


def a_code(text: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=8)
    return SimpleUploadedFile("code.png", out.getvalue(), "image/png")


def hang_out(client: Client, market, text: str = "https://pay.example/1", **given):
    told = {"market": market.pk, "method": "wechat", "payee": "汇泉农贸市场", "file": a_code(text)}
    return client.post("/desk/money/pay-codes/", {**told, **given})


def test_a_code_shows_with_the_bills_and_another_takes_its_place(client):
    market = a_market()
    client.force_login(an_operator("manager", market=market))
    assert hang_out(client, market).status_code == 302
    assert hang_out(client, market, "https://pay.example/2").status_code == 302
    old, new = PayCode.objects.order_by("pk")
    assert (old.gone_at is None, new.gone_at is None) == (False, True)
    assert Move.objects.filter(noun="paycode", name="hang_out").count() == 2

    vendor = a_vendor(market=market)
    a_charge(account=an_account(vendor=vendor, market=market))
    phone = phone_of(vendor)
    page = phone.get("/me/bills/").content.decode()
    assert f"/pay-codes/{new.pk}/" in page
    assert f"/pay-codes/{old.pk}/" not in page
    assert "汇泉农贸市场" in page
    picture = phone.get(f"/pay-codes/{new.pk}/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    # a code that was taken down is nobody's to pay by any more
    assert phone.get(f"/pay-codes/{old.pk}/").status_code == 404


def test_only_a_manager_of_the_market_hangs_one_out_and_a_paper_is_no_code(client):
    market = a_market()
    for user in (an_operator("cashier", market=market), an_operator("manager", market=a_market())):
        client.force_login(user)
        assert hang_out(client, market).status_code in (403, 422)
    client.force_login(an_operator("manager", market=market))
    assert hang_out(client, market, payee=" ").status_code == 422
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    assert hang_out(client, market, file=paper).status_code == 422
    assert not PayCode.objects.exists()


def test_the_api_tells_everybody_and_takes_one_down(client):
    market = a_market()
    client.force_login(an_operator("manager", market=market))
    path = f"/api/v1/markets/{market.pk}/pay-codes"
    told = {"method": "alipay", "payee": "汇泉农贸市场", "file": a_code("https://pay.example/3")}
    made = client.post(path, told)
    assert made.status_code == 201
    (shown,) = Client().get(path).json()
    assert (shown["method"], shown["payee"]) == ("alipay", "汇泉农贸市场")
    assert client.delete(f"/api/v1/pay-codes/{shown['id']}").status_code == 204
    assert Client().get(path).json() == []

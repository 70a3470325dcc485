"""Meters, readings, prices and bills through the API: who is let in, what is answered."""

from datetime import date
from decimal import Decimal

import pytest

from leasing.actions import metering, readings
from leasing.models import Meter
from market.core.actors import HOUSE
from tests.builders import a_market, a_pitch, a_vendor, as_vendor
from tests.leasing.builders import READ_AT, a_leased_meter, a_meter, a_price, a_reading
from tests.market.api.callers import a_stranger, in_a_browser, with_token
from tests.market.core.files import a_photo

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture
def market():
    market = a_market()
    a_price(market)
    return market


def test_a_meter_is_put_in_and_found_with_what_it_shows(market):
    pitch = a_pitch(market=market)
    told = {
        "market": market.pk,
        "utility": "electricity",
        "number": "D-1",
        "pitch": pitch.pk,
        "multiplier": "40",
        "on": "2026-04-01",
        "value": "1000.5",
    }
    desk = in_a_browser("manager", market=market)

    made = desk.post("/meters", told)

    assert made.status_code == 201
    assert made.json() == {
        "id": Meter.objects.get().pk,
        "market": market.pk,
        "utility": "electricity",
        "number": "D-1",
        "serves": "pitch",
        "pitch": pitch.pk,
        "pitch_code": pitch.code,
        "place": "",
        "multiplier": "40",
        "digits": 6,
        "installed_on": "2026-04-01",
        "removed_on": None,
        "replaces": None,
        "last_read_on": "2026-04-01",
        "last_reading": "1000.5",
    }
    assert desk.get("/meters").json()["items"] == [made.json()]
    assert desk.post("/meters", told).json()["code"] == "meter_known"


def test_a_meter_is_replaced(market):
    meter = a_meter(market=market)
    desk = in_a_browser("manager", market=market)
    told = {"on": "2026-05-01", "final": "1060", "number": "NEW"}
    answer = desk.post(f"/meters/{meter.pk}/remove", told).json()
    assert (answer["number"], answer["replaces"]) == ("NEW", meter.pk)


@pytest.mark.parametrize(
    "value", [1060, "1060.1234", "1234567890", "-1", "", "1e3", "١٢", "1.", ".5", "12\n"]
)
def test_a_number_that_is_no_text_of_digits_is_refused_and_told_how(market, value):
    told = {"meter": a_meter(market=market).pk, "day": "2026-05-01", "value": value}
    answer = in_a_browser("manager", market=market).post("/readings", told)
    (fault,) = answer.json()["facts"]["fields"]
    assert (answer.status_code, fault["field"]) == (422, "value")
    assert "9" in fault["detail"]
    assert "3" in fault["detail"]


def test_a_meter_of_nine_digits_is_read_to_its_last(market):
    meter = a_meter(market=market, digits=9)
    told = {"meter": meter.pk, "day": "2026-05-01", "value": "123456789.125", "sure": True}
    answer = in_a_browser("manager", market=market).post("/readings", told)
    assert (answer.status_code, answer.json().get("value")) == (201, "123456789.125")


def test_a_reading_is_written_down_and_put_right(market):
    meter = a_meter(market=market)
    desk = in_a_browser("manager", market=market)
    taken = desk.post("/readings", {"meter": meter.pk, "day": "2026-05-01", "value": "1060"})
    assert (taken.status_code, taken.json()["can"]) == (201, ["correct", "withdraw"])

    right = desk.post(f"/readings/{taken.json()['id']}/correct", {"value": "1070"}).json()

    assert (right["value"], right["corrects"]) == ("1070", taken.json()["id"])
    low = desk.post("/readings", {"meter": meter.pk, "day": "2026-06-01", "value": "900"})
    assert (low.status_code, low.json()["code"]) == (422, "reading_too_low")


def test_a_vendor_sends_a_reading_of_its_own_meter_and_of_no_other(market, settings, tmp_path):
    settings.UPLOADS = tmp_path
    meter, lease = a_leased_meter(market=market)
    other, _ = a_leased_meter(market=market)
    phone = with_token(lease.vendor)
    assert [row["id"] for row in phone.get("/me/meters").json()["items"]] == [meter.pk]

    def sent(to):
        return phone.client.post(
            f"/api/v1/me/meters/{to.pk}/readings",
            {"day": "2026-05-01", "value": "1060", "file": _file()},
            headers=phone.headers,
        )

    answer = sent(meter)
    assert (answer.status_code, answer.json()["state"], answer.json()["photo"]) == (
        201,
        "proposed",
        True,
    )
    assert sent(other).status_code == 404
    assert phone.get(f"/meters/{other.pk}").status_code == 404
    assert phone.post(f"/readings/{answer.json()['id']}/confirm").status_code == 403


def _file():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("dial.jpg", a_photo(), "image/jpeg")


def test_what_a_vendor_sent_is_confirmed_or_turned_down(market):
    meter, lease = a_leased_meter(market=market)
    by = as_vendor(lease.vendor)
    given = {"by": by, "at": READ_AT, "value": Decimal(1060)}
    one = readings.propose(meter, day=MAY, **given)
    two = readings.propose(meter, day=date(2026, 5, 2), **given)
    desk = in_a_browser("cashier", market=market)
    assert desk.post(f"/readings/{one.pk}/confirm").json()["state"] == "standing"
    assert desk.post(f"/readings/{two.pk}/refuse", {"reason": "blurred"}).json()["state"] == (
        "refused"
    )


def test_a_vendor_sees_readings_of_its_own_days_only(market):
    meter, lease = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    newcomer = a_vendor(market=market)
    own = with_token(lease.vendor).get("/readings").json()["items"]
    assert [row["day"] for row in own] == ["2026-05-01", "2026-04-01"]
    assert with_token(newcomer).get("/readings").json()["items"] == []


def test_prices_are_set_by_day_and_put_right(market):
    desk = in_a_browser("manager", market=market)
    told = {"market": market.pk, "utility": "water", "price": "3.45", "from_day": "2026-01-01"}
    assert desk.post("/tariffs", told).status_code == 201
    assert desk.post("/tariffs", {**told, "price": "3.5"}).json()["price"] == "3.5"
    assert [row["price"] for row in desk.get("/tariffs").json()["items"]] == ["0.5469", "3.5"]


def test_a_month_is_looked_at_and_then_charged_once(market):
    meter, lease = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    desk = in_a_browser("cashier", market=market)
    asked = {"market": market.pk, "month": "2026-04-01"}

    looked_at = desk.get(f"/meter-bills/preview?market={market.pk}&month=2026-04-15").json()
    charged = desk.post("/meter-bills", asked)

    assert (looked_at["run"], looked_at["charged"], looked_at["month"]) == (
        None,
        "32.81",
        "2026-04-01",
    )
    [line] = charged.json()["lines"]
    assert (line["lease"], line["amount"], line["loss"]) == (lease.pk, "32.81", False)
    assert desk.post("/meter-bills", asked).json()["lines"] == []
    assert desk.get("/meter-bills").json()["items"][0]["can"] == []


def test_a_month_is_voided_by_a_manager(market):
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    run = metering.charge_meters(market, date(2026, 4, 1), by=HOUSE, at=READ_AT).run
    cashier = in_a_browser("cashier", market=market)
    manager = in_a_browser("manager", market=market)
    assert cashier.post(f"/meter-bills/{run.pk}/void", {"reason": "x"}).status_code == 403
    assert manager.post(f"/meter-bills/{run.pk}/void", {"reason": "x"}).json()["state"] == "voided"


@pytest.mark.parametrize("path", ["/meters", "/readings", "/tariffs", "/meter-bills"])
def test_strangers_are_asked_to_log_in(path):
    assert a_stranger().get(path).status_code == 401


def test_what_is_of_another_market_is_not_found(market):
    meter = a_meter(market=market)
    elsewhere = in_a_browser("owner", market=a_market())
    assert elsewhere.get(f"/meters/{meter.pk}").status_code == 404
    assert elsewhere.get("/meters").json()["items"] == []
    told = {"meter": meter.pk, "day": "2026-05-01", "value": "1060"}
    assert elsewhere.post("/readings", told).status_code == 404
    asked = {"market": market.pk, "month": "2026-04-01"}
    assert elsewhere.post("/meter-bills", asked).status_code == 404


@pytest.mark.parametrize("path", ["/meters", "/readings", "/tariffs", "/meter-bills"])
def test_a_list_takes_the_same_queries_for_one_and_for_three(
    path, market, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = in_a_browser("owner", market=market)

    def more(month):
        meter, _ = a_leased_meter(market=market)
        a_reading(meter, MAY, 1060)
        a_price(market, from_day=date(2026, month, 2))
        metering.charge_meters(market, date(2026, month, 1), by=HOUSE, at=READ_AT)

    more(4)
    desk.get(path)
    with CaptureQueriesContext(connection) as of_one:
        desk.get(path)
    more(5)
    more(6)
    with django_assert_max_num_queries(len(of_one)):
        assert desk.get(path).status_code == 200

"""A vendor's meters on the phone: its own, explained, and a reading sent from there."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leasing.actions import metering
from leasing.models import Reading
from market.core.actors import HOUSE
from tests.builders import a_market, a_user
from tests.leasing.builders import READ_AT, a_leased_meter, a_price, a_reading
from tests.market.core.files import a_photo

pytestmark = pytest.mark.django_db
PAGE = "/me/bills/meters/"


@pytest.fixture
def market():
    market = a_market()
    a_price(market)
    return market


def a_month(market, month=4, vendor=None):
    """A leased meter with a month read and billed."""
    meter, lease = a_leased_meter(market=market, vendor=vendor)
    a_reading(meter, date(2026, month + 1, 1), 1060)
    metering.charge_meters(market, date(2026, month, 1), by=HOUSE, at=READ_AT)
    return meter, lease


def the_phone_of(vendor):
    user = a_user()
    user.memberships.create(vendor=vendor, since=READ_AT)
    client = Client()
    client.force_login(user)
    return client


def test_a_vendor_reads_how_its_bill_came_about_and_nobody_elses(market):
    meter, lease = a_month(market)
    other, _ = a_month(market)

    page = the_phone_of(lease.vendor).get(PAGE)

    said = page.content.decode()
    assert (meter.number in said, other.number in said) == (True, False)
    [line] = page.context["lines"]
    assert line["explained"][0]["why"].endswith("(1060 − 1000) × 0.5469 ≈ 32.81")


def test_who_is_not_known_is_led_to_the_way_in_and_back(market):
    meter, _ = a_month(market)
    assert Client().get(PAGE).url == f"/enter/?next={PAGE}"
    assert Client().get(f"{PAGE}{meter.pk}/").url == f"/enter/?next={PAGE}{meter.pk}/"


def test_a_vendor_without_a_meter_is_told_so(market):
    _, lease = a_month(market)
    meterless = the_phone_of(a_leased_meter(market=market)[1].vendor)
    assert meterless.get(PAGE).status_code == 200
    assert the_phone_of(lease.vendor).get(PAGE).status_code == 200


def test_a_reading_is_sent_with_a_photo_and_waits(market, settings, tmp_path):
    settings.UPLOADS = tmp_path
    meter, lease = a_month(market)
    client = the_phone_of(lease.vendor)
    photo = SimpleUploadedFile("dial.jpg", a_photo(), "image/jpeg")
    told = {"value": "1100", "day": "2026-05-20", "photo": photo}

    answer = client.post(f"{PAGE}{meter.pk}/", told)

    sent = Reading.objects.get(state="proposed")
    assert (answer.url, sent.value, sent.photo is not None) == (PAGE, 1100, True)
    assert "1100" in client.get(PAGE).content.decode()


def test_what_does_not_fit_on_the_dial_is_said_at_the_field(market):
    meter, lease = a_month(market)
    told = {"value": "99999999", "day": "2026-05-20"}
    page = the_phone_of(lease.vendor).post(f"{PAGE}{meter.pk}/", told)
    assert page.status_code == 422
    assert "does not fit on this dial" in page.content.decode()


def test_the_meter_of_somebody_else_is_not_found(market):
    _, lease = a_month(market)
    other, _ = a_month(market)
    assert the_phone_of(lease.vendor).get(f"{PAGE}{other.pk}/").status_code == 404


def test_it_takes_the_same_queries_for_one_meter_and_for_three(
    market, django_assert_max_num_queries
):
    _, lease = a_month(market)
    client = the_phone_of(lease.vendor)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as of_one:
        client.get(PAGE)
    for _ in range(2):
        a_month(market, vendor=lease.vendor)
    with django_assert_max_num_queries(len(of_one)):
        client.get(PAGE)

"""Meters on the desk: each page opens, each button does what it says, nothing else is let through."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leasing.actions import metering, readings, tariffs
from leasing.models import LossGroup, Meter, MeterRun, Reading, Tariff
from market.core.actors import HOUSE
from market.models import Charge
from tests.builders import a_market, a_pitch, as_vendor
from tests.leasing.builders import READ_AT, a_leased_meter, a_meter, a_price, a_reading
from tests.market.core.files import a_photo

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
M = "/desk/money/meters/"
LISTS = (M, f"{M}round/", f"{M}sent/", f"{M}prices/", f"{M}losses/", f"{M}bills/?month=2026-04")
DEEDS = {
    M + "{meter}/take/": {"day": "2026-06-01", "value": "1120"},
    M + "{meter}/replace/": {"replace-on": "2026-06-01", "replace-final": "1120"},
    M + "round/{meter}/?day=2026-06-01": {"{meter}-value": "1120"},
    M + "readings/{sent}/confirm/": {},
    M + "readings/{sent}/refuse/": {"reason": "blurred"},
    M + "readings/{reading}/correct/": {"correct-value": "1061", "correct-reason": "typo"},
    M + "readings/{reading}/withdraw/": {"back-reason": "wrong meter"},
    M + "bills/charge/?month=2026-05&market={market}": {},
    M + "bills/{run}/void/": {"reason": "wrong month"},
}


def furnish(market):
    """A meter with two readings, one more sent by its vendor, a shared loss, a month billed."""
    a_price(market)
    meter, lease = a_leased_meter(market=market)
    reading = a_reading(meter, MAY, 1060)
    main = a_meter(market=market, serves="main")
    a_reading(main, MAY, 1070)
    tariffs.agree(main, {meter: None}, name="G", weights="equal", by=HOUSE)
    sent = readings.propose(
        meter, day=date(2026, 5, 2), value=Decimal(1062), by=as_vendor(lease.vendor), at=READ_AT
    )
    run = metering.charge_meters(market, date(2026, 4, 1), by=HOUSE, at=READ_AT).run
    return SimpleNamespace(
        market=market, meter=meter, reading=reading, sent=sent, run=run, lease=lease
    )


@pytest.fixture
def place(market):
    return furnish(market)


def filled(text, place):
    return text.format(**{name: thing.pk for name, thing in vars(place).items()})


def posted(client, url, place, told):
    return client.post(filled(url, place), {filled(k, place): v for k, v in told.items()})


@pytest.mark.parametrize("url", LISTS)
def test_everybody_who_works_here_is_let_in_and_a_stranger_is_not(url, place, at_the_desk):
    for role in ("manager", "cashier", "checker", "steward", "auditor"):
        assert at_the_desk(role).get(url).status_code == 200
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("url", LISTS)
def test_an_empty_page_opens_too(url, at_the_desk):
    assert at_the_desk("owner").get(url).status_code == 200


@pytest.mark.parametrize("url", [*LISTS, M + "{meter}/"])
def test_a_page_takes_the_same_queries_for_one_and_for_three(
    url, place, market, at_the_desk, django_assert_max_num_queries
):
    client, url = at_the_desk("owner"), filled(url, place)
    client.get(url)
    with CaptureQueriesContext(connection) as of_one:
        client.get(url)
    furnish(market)
    furnish(market)
    with django_assert_max_num_queries(len(of_one)):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", DEEDS)
def test_nothing_is_done_to_the_things_of_another_market(url, place, at_the_desk):
    elsewhere = at_the_desk("owner", market=a_market())
    assert posted(elsewhere, url, place, DEEDS[url]).status_code == 404


@pytest.mark.parametrize("url", DEEDS)
def test_an_auditor_who_presses_all_the_same_is_refused(url, place, at_the_desk):
    assert posted(at_the_desk("auditor"), url, place, DEEDS[url]).status_code == 403


@pytest.mark.parametrize("url", DEEDS)
def test_a_manager_may_and_is_led_on(url, place, at_the_desk):
    assert posted(at_the_desk("manager"), url, place, DEEDS[url]).status_code == 302


@pytest.mark.parametrize("url", DEEDS)
def test_who_only_visits_a_button_is_led_to_a_page(url, place, at_the_desk):
    client = at_the_desk("owner")
    answer = client.get(filled(url, place), follow=True)
    assert answer.status_code == 200


def test_an_auditor_sees_no_button_that_changes_anything(place, at_the_desk):
    for url in (*LISTS, f"{M}{place.meter.pk}/"):
        page = at_the_desk("auditor").get(url).content.decode()
        main = page.partition("<main")[2].partition("</main>")[0]
        assert ('method="post"' in main) is False, url


def test_a_meter_is_put_in(market, at_the_desk):
    pitch = a_pitch(market=market)
    told = {
        **{"market": market.pk, "utility": "water", "number": "S-1", "serves": "pitch"},
        **{"pitch": pitch.pk, "multiplier": "1", "digits": "5", "on": "2026-04-01", "value": "7"},
    }
    answer = at_the_desk("manager").post(f"{M}new/", told)
    meter = Meter.objects.get()
    assert (answer.url, meter.pitch, meter.readings.get().kind) == (
        f"{M}{meter.pk}/",
        pitch,
        "initial",
    )


def test_enter_saves_a_row_of_the_round_and_goes_on_to_the_next(market, at_the_desk):
    pitch = a_pitch(market=market, code_key="a")
    first = a_meter(pitch=pitch)
    second = a_meter(pitch=pitch, utility="water")
    client = at_the_desk("steward")

    answer = client.post(f"{M}round/{first.pk}/?day=2026-05-01", {f"{first.pk}-value": "1060"})

    assert answer.url == f"{M}round/?day=2026-05-01&at={second.pk}#at-{second.pk}"
    assert first.readings.get(day=MAY).value == 1060
    page = client.get(answer.url).content.decode()
    assert (
        f'id="at-{second.pk}-value" inputmode="decimal" autocomplete="off" value="" autofocus'
        in page
    )


def test_a_row_that_is_hard_to_believe_is_asked_about_where_it_was_typed(market, at_the_desk):
    meter = a_meter(market=market)
    a_reading(meter, MAY, 1060)
    a_reading(meter, JUNE, 1120)
    client, url = at_the_desk("steward"), f"{M}round/{meter.pk}/?day=2026-07-01"

    doubted = client.post(url, {f"{meter.pk}-value": "2000"})
    assert doubted.status_code == 422
    assert "more than 3 times the usual 59" in doubted.content.decode()

    client.post(url, {f"{meter.pk}-value": "2000", f"{meter.pk}-sure": "on"})
    assert meter.readings.get(day=date(2026, 7, 1)).value == 2000


def test_a_refused_correction_opens_at_its_reading(place, at_the_desk):
    url = f"{M}readings/{place.reading.pk}/correct/"
    page = at_the_desk("manager").post(url, {"correct-value": "1", "correct-reason": "x"})
    assert page.status_code == 422
    assert "1 is less than 1000" in page.content.decode()


def test_a_photo_is_kept_and_shown(place, at_the_desk, settings, tmp_path):
    settings.UPLOADS = tmp_path
    client = at_the_desk("manager")
    photo = SimpleUploadedFile("dial.jpg", a_photo(), "image/jpeg")
    told = {"day": "2026-06-01", "value": "1120", "photo": photo}
    client.post(f"{M}{place.meter.pk}/take/", told)
    reading = place.meter.readings.get(day=JUNE)
    shown = client.get(f"{M}readings/{reading.pk}/photo/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert client.get(f"{M}readings/{place.reading.pk}/photo/").status_code == 404


def test_a_price_is_set_and_a_loss_agreed(market, at_the_desk):
    client = at_the_desk("manager")
    told = {"market": market.pk, "utility": "water", "price": "3.45", "from_day": "2026-01-01"}
    assert client.post(f"{M}prices/", told).status_code == 302
    assert Tariff.objects.get().price == Decimal("3.45")

    main, sub = a_meter(market=market, serves="main"), a_meter(market=market)
    told = {"name": "G", "main": main.pk, "weights": "fixed", "members": [sub.pk]}
    told["numbers"] = f"{sub.number} 2.5"
    assert client.post(f"{M}losses/", told).status_code == 302
    assert LossGroup.objects.get().members.get().weight == Decimal("2.5")


def test_a_month_is_looked_at_before_it_is_charged(market, at_the_desk):
    a_price(market)
    meter, lease = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    client = at_the_desk("cashier")

    page = client.get(f"{M}bills/?month=2026-04").content.decode()
    assert (lease.vendor.name in page, "¥32.81" in page, MeterRun.objects.count()) == (
        True,
        True,
        0,
    )

    client.post(f"{M}bills/charge/?month=2026-04&market={market.pk}")
    assert Charge.objects.get(item__code="electricity").amount_fen == 3281
    assert Reading.objects.count() == 2


def test_the_words_explain_every_part_of_a_sum(place, at_the_desk):
    [own] = [one for one in _lines(at_the_desk("owner"), place) if not one.loss]
    assert [(part["label"], part["amount_fen"], part["why"]) for part in own.explained] == [
        (
            "60 kWh",
            3281,
            f"{place.meter.number}: 1000 on Wed 1 Apr, 1060 on Fri 1 May; 0.5469 a kWh; "
            "(1060 − 1000) × 0.5469 ≈ 32.81",
        )
    ]


def _lines(client, place):
    return client.get(f"{M}bills/?month=2026-04&market={place.market.pk}").context["booked"]

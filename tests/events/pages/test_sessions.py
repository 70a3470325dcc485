import json
import re
from datetime import UTC, datetime

import pytest
import time_machine

from events.models import SignUp
from market.models import Member, Vendor
from tests.builders import AT, a_market, a_user, a_vendor, a_zone
from tests.events.builders import a_place, a_series, a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 10, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tenth_of_july():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def a_vendors_person(client, vendor=None):
    vendor = vendor or a_vendor()
    user = a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    client.force_login(user)
    return vendor


def markup_of(answer):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode()
    )
    return json.loads(found[1])


def test_the_page_says_who_stands_where_by_trading_name_only(client):
    session = a_session()
    vendor = a_place(session).vendor
    Vendor.objects.filter(pk=vendor.pk).update(
        name="蔄记烤冷面", contact="王小蔄", phone="13800001234", trade="小吃"
    )

    page = client.get(f"/calendar/{session.pk}/").content.decode()

    assert "蔄记烤冷面" in page
    assert "王小蔄" not in page
    assert "13800001234" not in page


def test_nobody_stands_in_a_session_that_is_called_off(client):
    session = a_session()
    vendor = a_place(session).vendor
    type(session).objects.filter(pk=session.pk).update(state="cancelled")

    page = client.get(f"/calendar/{session.pk}/").content.decode()

    assert vendor.name not in page
    assert "This has been called off." in page


def test_machines_read_the_session_as_an_event(client, settings):
    settings.PUBLIC_URL = "https://market.example"
    zone = a_zone(market=a_market(name="汇泉农贸市场", address="蔄山镇"), name="星空街")
    session = a_session(series=a_series(zone=zone, name="星空街夜市"))

    assert markup_of(client.get(f"/calendar/{session.pk}/")) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "星空街夜市",
        "description": "星空街夜市",
        "startDate": "2026-07-17T18:00:00+08:00",
        "endDate": "2026-07-18T01:00:00+08:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "url": f"https://market.example/calendar/{session.pk}/",
        "location": {"@type": "Place", "name": "星空街", "address": "蔄山镇"},
        "organizer": {"@type": "Organization", "name": "汇泉农贸市场"},
    }


def test_machines_hear_that_it_is_called_off(client):
    session = a_session("cancelled")

    markup = markup_of(client.get(f"/calendar/{session.pk}/"))

    assert markup["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_name_cannot_break_out_of_the_markup(client):
    session = a_session(name="</script><script>alert(1)</script>&")

    answer = client.get(f"/calendar/{session.pk}/")

    assert "<script>alert" not in answer.content.decode()
    assert markup_of(answer)["name"] == "</script><script>alert(1)</script>&"


def test_a_shared_link_carries_its_name_day_and_place(client, settings):
    settings.PUBLIC_URL = "https://market.example"
    session = a_session(name_en="Qixi night")

    page = client.get(
        f"/calendar/{session.pk}/", headers={"Accept-Language": "en"}
    ).content.decode()

    assert '<meta property="og:title" content="Qixi night Fri 17 Jul">' in page
    assert (
        f'<meta property="og:url" content="https://market.example/calendar/{session.pk}/">' in page
    )
    assert f'<link rel="canonical" href="https://market.example/calendar/{session.pk}/">' in page


def test_a_vendor_asks_for_a_place_and_takes_it_back(client):
    session = a_session()
    vendor = a_vendors_person(client)

    asked = client.post(f"/calendar/{session.pk}/ask/{vendor.pk}/", follow=True)
    assert "You are signed up." in asked.content.decode()
    sign_up = SignUp.objects.get()
    assert (sign_up.vendor, sign_up.state, sign_up.asked_at) == (vendor, "asked", NOW)

    client.post(f"/calendar/sign-ups/{sign_up.pk}/withdraw/")
    assert SignUp.objects.get().state == "withdrawn"


def test_asking_twice_is_told_on_the_page(client):
    session = a_session()
    vendor = a_vendors_person(client)
    client.post(f"/calendar/{session.pk}/ask/{vendor.pk}/")

    again = client.post(f"/calendar/{session.pk}/ask/{vendor.pk}/", follow=True)

    assert "has signed up for this session already" in again.content.decode()
    assert SignUp.objects.count() == 1


def test_nobody_asks_for_or_withdraws_somebody_else(client):
    sign_up = a_place()
    a_vendors_person(client)

    asked = client.post(f"/calendar/{sign_up.session.pk}/ask/{a_vendor().pk}/")
    gone = client.post(f"/calendar/sign-ups/{sign_up.pk}/withdraw/")

    assert (asked.status_code, gone.status_code) == (404, 404)
    assert SignUp.objects.get().state == "placed"


def test_no_place_is_offered_in_what_is_over_or_a_closure(client):
    series = a_series(kind="closure")
    over = a_session(day=NOW.date().replace(day=8))
    a_vendors_person(client)

    for session in (over, a_session("cancelled"), a_session(series=series)):
        assert "Ask for a place" not in client.get(f"/calendar/{session.pk}/").content.decode()
    assert "Ask for a place" in client.get(f"/calendar/{a_session().pk}/").content.decode()

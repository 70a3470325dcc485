from datetime import UTC, datetime

import icalendar
import pytest
import time_machine

from events.actions import sessions
from events.models import Series, Session
from market.core.actors import HOUSE
from market.models import Vendor, Zone
from tests.builders import a_market, a_zone
from tests.events.builders import FRIDAY, NIGHT, a_place, a_series, a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 10, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tenth_of_july():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def events_of(answer):
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def names_of(answer):
    return [str(event["SUMMARY"]) for event in events_of(answer)]


def test_a_night_goes_out_with_its_hours_place_and_address(client, settings):
    settings.PUBLIC_URL = "https://market.example"
    market = a_market(name="汇泉农贸市场", address="蔄山镇")
    zone = a_zone(market=market, name="星空街")
    session = a_session(series=a_series(zone=zone, name="星空街夜市", about="小吃"))

    answer = client.get("/calendar.ics")
    (event,) = events_of(answer)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["UID"]) == str(session.uid)
    assert str(event["SUMMARY"]) == "星空街夜市"
    assert str(event["LOCATION"]) == "星空街，汇泉农贸市场，蔄山镇"
    assert str(event["DESCRIPTION"]) == "小吃"
    assert str(event["URL"]) == f"https://market.example/calendar/{session.pk}/"
    assert event.decoded("DTSTART") == session.starts_at
    assert event.decoded("DTEND") == session.ends_at
    assert event.decoded("LAST-MODIFIED") == session.changed_at


def test_no_line_is_longer_than_75_octets_and_every_line_ends_in_crlf(client):
    a_session(name="蔄" * 80, note="很长的说明，" * 60)

    octets = client.get("/calendar.ics").content

    lines = octets.split(b"\r\n")
    assert max(len(line) for line in lines) == 75
    assert b"\n" not in b"".join(lines)
    assert [line.decode() for line in lines][-2:] == ["END:VCALENDAR", ""]


def test_planned_and_internal_sessions_are_not_in_it(client):
    a_session("planned")
    a_session(series=a_series(kind="internal"))
    shown = a_session()

    assert [str(event["UID"]) for event in events_of(client.get("/calendar.ics"))] == [
        str(shown.uid)
    ]


def test_nobody_who_takes_part_is_named(client):
    session = a_session()
    vendor = a_place(session).vendor
    Vendor.objects.filter(pk=vendor.pk).update(name="于海堃", phone="13800001234")

    text = client.get("/calendar.ics").content.decode().replace("\r\n ", "")

    assert "于海堃" not in text
    assert "13800001234" not in text


def test_a_moved_night_keeps_its_uid_and_counts_up(client):
    session = a_session()

    sessions.move_to(session, day=FRIDAY.replace(day=18), hours=NIGHT, zone=None, by=HOUSE, at=NOW)

    (event,) = events_of(client.get("/calendar.ics"))
    assert (str(event["UID"]), int(event["SEQUENCE"])) == (str(session.uid), 1)
    assert event.decoded("DTSTART") == session.starts_at
    assert event.decoded("DTSTAMP") == NOW


def test_what_is_called_off_says_so_for_thirty_days_after_its_day(client, tenth_of_july):
    session = a_session("cancelled", name="七夕夜")

    (event,) = events_of(client.get("/calendar.ics"))
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CANCELLED", "【取消】七夕夜")
    assert int(event["SEQUENCE"]) == session.sequence == 1

    tenth_of_july.move_to(datetime(2026, 8, 16, 2, tzinfo=UTC))
    assert names_of(client.get("/calendar.ics")) == ["【取消】七夕夜"]
    tenth_of_july.move_to(datetime(2026, 8, 17, 2, tzinfo=UTC))
    assert names_of(client.get("/calendar.ics")) == []


def test_a_reader_who_has_it_is_not_sent_it_again(client):
    session = a_session()
    first = client.get("/calendar.ics")

    again = client.get("/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]

    sessions.rename(session, name="七夕夜", name_en="", note="", by=HOUSE, at=NOW)
    changed = client.get("/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, names_of(changed)) == (200, ["七夕夜"])


def test_a_reader_who_goes_by_the_clock_gets_it_once_a_day(client, tenth_of_july):
    a_session()
    first = client.get("/calendar.ics")
    since = {"If-Modified-Since": first.headers["Last-Modified"]}

    assert client.get("/calendar.ics", headers=since).status_code == 304
    tenth_of_july.move_to(datetime(2026, 7, 10, 16, 1, tzinfo=UTC))
    assert client.get("/calendar.ics", headers=since).status_code == 200


def test_another_name_of_a_zone_or_series_is_sent(client):
    a_session(series=a_series(zone=a_zone()))
    tags = {client.get("/calendar.ics").headers["ETag"]}
    Zone.objects.update(name="集装箱市场")
    tags.add(client.get("/calendar.ics").headers["ETag"])
    Series.objects.update(name="夏夜")
    tags.add(client.get("/calendar.ics").headers["ETag"])

    assert len(tags) == 3


def test_a_zone_has_a_feed_of_its_own(client):
    street = a_zone(code="star-street", name="星空街", name_en="Star Street")
    hall = a_zone(market=street.market)
    series = a_series(market=street.market, name="夜市")
    a_session(series=series, zone=street, name="街上")
    a_session(series=series, zone=hall, name="厅里", day=FRIDAY.replace(day=18))
    a_session(series=series, name="全场", day=FRIDAY.replace(day=19))

    answer = client.get("/zones/star-street/calendar.ics")

    assert names_of(answer) == ["街上", "全场"]
    assert icalendar.Calendar.from_ical(answer.content)["NAME"] == "星空街"
    assert client.get("/zones/nowhere/calendar.ics").status_code == 404


def test_a_series_has_a_feed_of_its_own_unless_it_is_internal(client):
    a_session()
    a_session(series=a_series(slug="fair", name="大集"))
    a_series(slug="staff", kind="internal")

    assert names_of(client.get("/series/fair.ics")) == ["大集"]
    assert client.get("/series/staff.ics").status_code == 404


def test_a_single_session_can_be_put_into_a_calendar(client):
    session, planned = a_session(name="七夕夜"), a_session("planned")

    assert names_of(client.get(f"/calendar/{session.pk}.ics")) == ["七夕夜"]
    assert client.get(f"/calendar/{planned.pk}.ics").status_code == 404


def test_an_address_decides_the_language_not_the_reader(client):
    a_session("cancelled", name="七夕夜", name_en="Qixi night")
    english = {"Accept-Language": "en"}

    assert names_of(client.get("/calendar.ics", headers=english)) == ["【取消】七夕夜"]
    assert names_of(client.get("/calendar.ics?lang=en")) == ["[Cancelled] Qixi night"]


def test_a_feed_of_many_takes_as_many_queries_as_a_feed_of_one(client, django_assert_num_queries):
    a_session()
    with django_assert_num_queries(3):
        client.get("/calendar.ics")

    for _ in range(3):
        a_session()
    with django_assert_num_queries(3):
        client.get("/calendar.ics")
    assert Session.objects.count() == 4

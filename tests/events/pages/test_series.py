"""The desk's series, and the public faces of the calendar that are new with them."""

import html
from datetime import UTC, date, datetime

import icalendar
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from events.actions import schedules, sessions, vendor_feeds
from events.core.recurrence.writing import read
from events.models import Series, Session
from market.core.actors import HOUSE
from market.models import Member
from tests.builders import AT, a_market, a_user, a_vendor, a_zone, acting, an_operator
from tests.events.builders import NIGHT, a_place, a_series, a_session
from tests.events.core.test_calendar_files import a_file
from tests.market.pages.test_documents import text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 2, tzinfo=UTC)
TYPED = {
    "every": "week",
    "weekdays": ["5"],
    "opens": "18:00",
    "closes": "01:00",
    "first_on": "2026-07-03",
    "last_on": "2026-07-31",
}


@pytest.fixture(autouse=True)
def first_of_july():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client):
    client.market = a_market()
    client.force_login(an_operator("manager", market=client.market))
    return client


def page_of(answer):
    return html.unescape(answer.content.decode())


def ruled(series, first=date(2026, 7, 3), last=date(2026, 7, 31)):
    told = read({"every": "week", "weekdays": [5]})
    schedules.set_rule(
        series, rule=told, hours=NIGHT, first_on=first, last_on=last, by=HOUSE, at=NOW
    )
    return series


def test_a_rule_is_said_and_seen_before_it_holds(desk):
    series = a_series(market=desk.market)

    looked = desk.post(f"/desk/calendar/series/{series.pk}/rule/", {**TYPED, "step": "look"})
    assert "Every Friday." in page_of(looked)
    assert "每周五。" in page_of(looked)
    assert '<time datetime="2026-07-31"' in page_of(looked)
    assert Session.objects.count() == 0

    saved = desk.post(f"/desk/calendar/series/{series.pk}/rule/", {**TYPED, "step": "save"})
    assert saved.url == f"/desk/calendar/series/{series.pk}/"
    assert Session.objects.count() == 5


def test_lunar_dates_carry_their_lunar_names(desk):
    series = a_series(market=desk.market)
    fair = {"every": "lunar", "digits": ["5", "0"], "leap": "include", "missing_day": "skip"}

    page = page_of(
        desk.post(
            f"/desk/calendar/series/{series.pk}/rule/",
            {**TYPED, **fair, "last_on": "", "step": "look"},
        )
    )

    assert "农历每月逢五逢十（闰月照办，小月没有三十就不办）。" in page
    assert "六月初五" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"every": "lunar", "lunar_days": "31"}, "lunar_days"),
        ({"season_first": "02-30"}, "season_first"),
        ({"closes": "06:00", "opens": "04:00"}, "closes"),
        ({"left_out": "tomorrow"}, "left_out"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(desk, typed, field):
    series = a_series(market=desk.market)

    answer = desk.post(
        f"/desk/calendar/series/{series.pk}/rule/", {**TYPED, **typed, "step": "save"}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_dates_are_announced_one_is_left_out_and_the_series_goes_on_otherwise(desk):
    series = ruled(a_series(market=desk.market, slug="nights"))
    address = f"/desk/calendar/series/{series.pk}"

    announced = desk.post(f"{address}/announce/", {"through": "2026-07-12"}, follow=True)
    assert "2 announced." in page_of(announced)
    last = Session.objects.latest("starts_at")
    desk.post(f"/desk/calendar/{last.pk}/leave-out/")
    assert not Session.objects.filter(pk=last.pk).exists()

    typed = {**TYPED, "weekdays": ["6"], "from_on": "2026-07-13", "slug": "saturdays"}
    desk.post(f"{address}/split/", {**typed, "step": "save"})
    new = Series.objects.get(slug="saturdays")
    assert new.continues == series
    assert "saturdays" in page_of(desk.get(f"{address}/"))
    assert "Every Saturday." in page_of(desk.get("/desk/calendar/series/"))


def test_a_file_is_brought_in_and_a_wrong_one_is_told(desk):
    series = a_series(market=desk.market)
    address = f"/desk/calendar/series/{series.pk}/import/"
    good = SimpleUploadedFile("a.ics", a_file("DTSTART:20260703T180000"))

    assert "1 new" in page_of(desk.post(address, {"file": good}, follow=True))
    bad = page_of(desk.post(address, {"file": SimpleUploadedFile("a.ics", b"PNG")}))
    assert "This is no calendar file." in bad


def test_a_session_is_put_off_from_its_page_and_its_public_page_says_so(desk):
    session = a_session(series=a_series(market=desk.market))

    desk.post(f"/desk/calendar/{session.pk}/put-off/", {"reason": "台风"})

    page = page_of(desk.get(f"/calendar/{session.pk}/"))
    assert "This has been put off." in page
    assert "https://schema.org/EventPostponed" in page


def test_a_week_shows_each_of_its_days(client):
    a_session(name="七夕夜", name_en="Qixi night", day=date(2026, 7, 3))

    page = page_of(client.get("/calendar/?view=week&day=2026-07-01"))

    assert page.count('class="week-day') == 7
    assert "Qixi night" in page
    assert "day=2026-06-22" in page and "day=2026-07-06" in page


def test_the_map_shows_who_stands_where_and_says_it_in_a_table(client):
    zone = a_zone(x=0, y=0, width=1000, height=500)
    session = a_session(series=a_series(zone=zone))
    vendor = a_place(session).vendor

    page = page_of(client.get("/calendar/?view=map"))

    assert vendor.name in page
    assert 'id="plan-table"' in page
    assert client.get("/calendar/?view=map&day=2027-01-01").status_code == 200


def test_every_view_of_the_calendar_can_be_asked_for_again_for_nothing(client):
    a_session()
    for view in ("", "week", "list", "map"):
        first = client.get(f"/calendar/?view={view}")
        again = client.get(
            f"/calendar/?view={view}", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert (first.status_code, again.status_code) == (200, 304)


def test_the_widget_may_stand_in_a_frame_and_nothing_else_may(client):
    a_session(name="七夕夜", name_en="Qixi night")

    answer = client.get("/calendar/widget/?lang=en")

    assert "Qixi night" in page_of(answer)
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "<script" not in page_of(answer)
    other = client.get("/calendar/")
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]


def test_a_month_is_a_poster(client):
    a_session(name="七夕夜")

    answer = client.get("/calendar/poster/2026-07.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    again = client.get(
        "/calendar/poster/2026-07.pdf", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    assert client.get("/calendar/poster/july.pdf").status_code in (404, 422)


def test_the_poster_speaks_the_language_it_is_asked_for(client):
    series = a_series(name="七夕夜", name_en="Night of the sevens")
    a_session(series=series)

    chinese = text_of(client.get("/calendar/poster/2026-07.pdf").content)
    english = text_of(client.get("/calendar/poster/2026-07.pdf?lang=en").content)

    assert ("2026年7月活动安排" in chinese, "七夕夜" in chinese) == (True, True)
    assert ("What is on in July 2026" in english, "Night of the sevens" in english) == (True, True)
    assert ("第 1 页" in chinese, "Page 1 of 1" in english, "页" in english) == (True, True, False)


def test_a_vendors_calendar_has_their_nights_only_until_it_is_taken_back(client):
    place = a_place()
    a_session(name="别人的")
    user = a_user()
    Member.objects.create(user=user, vendor=place.vendor, since=AT)
    client.force_login(user)

    page = page_of(client.post(f"/calendar/mine/{place.vendor.pk}/begin/"))
    path = page[page.index("/calendar/mine/", page.index('class="code"')) :].split('"')[0]
    feed = client.get(path)
    (event,) = icalendar.Calendar.from_ical(feed.content).walk("VEVENT")
    assert str(event["UID"]) == str(place.session.uid)
    assert place.vendor.name not in feed.content.decode()
    assert feed.headers["Cache-Control"].startswith("private")

    client.post(f"/calendar/mine/{place.vendor.pk}/end/")
    assert client.get(path).status_code == 404


def test_a_new_address_makes_the_one_before_worthless():
    vendor = a_vendor()
    by = acting("owner")
    first = vendor_feeds.begin(vendor, by=by, at=NOW)
    second = vendor_feeds.begin(vendor, by=by, at=NOW)

    assert vendor_feeds.vendor_of(first) is None
    assert vendor_feeds.vendor_of(second) == vendor


def test_a_provisional_date_says_so_on_the_calendar_and_in_the_feed(client):
    series = a_series(name="夜市", name_en="Nights")
    eves = read({"every": "off", "which": "eves"})
    schedules.set_rule(
        series,
        rule=eves,
        hours=NIGHT,
        first_on=date(2027, 2, 1),
        last_on=date(2027, 2, 5),
        by=HOUSE,
        at=NOW,
    )
    sessions.publish(Session.objects.get(), by=HOUSE, at=NOW)

    assert "[Provisional] Nights" in page_of(client.get("/calendar/?view=list"))
    feed = client.get("/calendar.ics").content.decode()
    assert "SUMMARY:【暂定】夜市" in feed
    assert "STATUS:TENTATIVE" in feed

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.actions import sessions
from market.core.actors import HOUSE
from market.models import SpecialDay
from tests.builders import a_user, a_zone, an_operator
from tests.events.builders import FRIDAY, a_series, a_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 10, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tenth_of_july():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def cells_of(answer):
    """Which sessions stand under which day."""
    days = [day for week in answer.context["month"]["weeks"] for day in week]
    return {
        day["on"]: [each["name"] for each in day["sessions"]] for day in days if day["sessions"]
    }


def test_the_month_puts_a_night_that_ends_after_midnight_under_the_day_it_opens(client):
    a_session(name="七夕夜")

    answer = client.get("/calendar/")

    assert cells_of(answer) == {FRIDAY: ["七夕夜"]}
    assert "18:00–01:00 next day" in answer.content.decode()


def test_a_month_is_asked_for_in_the_address(client):
    a_session(name="七夕夜")

    assert cells_of(client.get("/calendar/?month=2026-07")) == {FRIDAY: ["七夕夜"]}
    august = client.get("/calendar/?month=2026-08")
    assert cells_of(august) == {}
    assert "?month=2026-07" in august.content.decode()
    assert "?month=2026-09" in august.content.decode()


def test_what_is_no_month_is_refused_in_words(client):
    assert client.get("/calendar/?month=soon").status_code == 422


def test_strangers_see_no_planned_session_on_any_page(client):
    planned = a_session("planned", name="悄悄话")

    for path in ("/calendar/", "/calendar/?view=list"):
        assert "悄悄话" not in client.get(path).content.decode()
    assert client.get(f"/calendar/{planned.pk}/").status_code == 404


def test_what_is_called_off_stays_on_the_wall_and_says_so(client):
    a_session("cancelled", name_en="Qixi night")

    for path in ("/calendar/", "/calendar/?view=list"):
        assert "[Cancelled] Qixi night" in client.get(path).content.decode()


def test_the_list_shows_what_is_to_come_and_what_is_on_right_now(client, tenth_of_july):
    series = a_series()
    a_session(series=series, name="昨夜", day=FRIDAY.replace(day=9))
    a_session(series=series, name="今夜", day=FRIDAY.replace(day=10))
    tenth_of_july.move_to(datetime(2026, 7, 10, 16, 30, tzinfo=UTC))

    lines = client.get("/calendar/?view=list").context["lines"]

    assert [line["name"] for line in lines] == ["今夜"]


def test_a_zone_and_a_series_narrow_what_is_shown_and_keep_the_rest_of_the_address(client):
    street = a_zone(code="star-street")
    series = a_series(market=street.market, slug="nights")
    a_session(series=series, zone=street, name="街上")
    a_session(
        series=series, zone=a_zone(market=street.market), name="厅里", day=FRIDAY.replace(day=18)
    )
    a_session(series=a_series(market=street.market), zone=street, name="大集")

    answer = client.get("/calendar/?zone=star-street&series=nights")

    assert cells_of(answer) == {FRIDAY: ["街上"]}
    assert answer.context["month"]["next"] == "?zone=star-street&series=nights&month=2026-08"
    assert [feed["url"].split("8000")[-1] for feed in answer.context["feeds"]] == [
        "/calendar.ics?lang=en",
        "/zones/star-street/calendar.ics?lang=en",
        "/series/nights.ics?lang=en",
    ]
    assert client.get("/calendar/?zone=nowhere").status_code == 404


def test_a_year_without_its_official_list_says_that_it_is_provisional(client):
    assert "provisional" in client.get("/calendar/").content.decode()

    SpecialDay.objects.create(day=FRIDAY.replace(month=10, day=1), kind="holiday")

    assert "provisional" not in client.get("/calendar/").content.decode()


def test_a_reader_who_has_the_page_is_not_sent_it_again(client):
    session = a_session()
    for path in ("/calendar/", "/calendar/?view=list", f"/calendar/{session.pk}/"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert first.headers["Cache-Control"] == "private, no-cache"

    tag = client.get("/calendar/").headers["ETag"]
    sessions.cancel(session, by=HOUSE, at=NOW)
    assert client.get("/calendar/", headers={"If-None-Match": tag}).status_code == 200


def test_another_language_is_another_page(client):
    tag = client.get("/calendar/", headers={"Accept-Language": "en"}).headers["ETag"]

    other = client.get("/calendar/", headers={"If-None-Match": tag, "Accept-Language": "zh-hans"})

    assert other.status_code == 200


def test_a_full_month_takes_as_many_queries_as_an_empty_one(client, django_assert_max_num_queries):
    series = a_series(zone=a_zone())
    with django_assert_max_num_queries(10) as first:
        client.get("/calendar/")
    for day in range(14, 24):
        a_session(series=series, day=FRIDAY.replace(day=day))
    with django_assert_max_num_queries(10) as second:
        client.get("/calendar/")

    assert len(second) == len(first)


def test_an_operator_looks_at_the_page_before_it_is_announced(client):
    planned = a_session("planned")
    client.force_login(an_operator("manager", market=planned.series.market))

    answer = client.get(f"/calendar/{planned.pk}/")

    assert answer.status_code == 200
    assert "Not announced yet" in answer.content.decode()


def test_it_is_drawn_once_for_everybody_and_each_reader_has_a_token_of_their_own(
    client, django_assert_num_queries
):
    a_session(name="七夕夜")
    first = client.get("/calendar/")
    reader = Client(enforce_csrf_checks=True)
    # how it stands: the sessions, what is called what, the days off
    with django_assert_num_queries(3):
        page = reader.get("/calendar/")
    (token,) = set(re.findall('csrfmiddlewaretoken" value="([^"]+)"', page.content.decode()))

    assert token.encode() not in first.content
    assert page.headers["ETag"] == first.headers["ETag"]
    told = {"language": "en", "next": "/calendar/", "csrfmiddlewaretoken": token}
    assert reader.post("/language/", told).status_code == 302
    assert "七夕夜" in page.content.decode()


def test_for_who_is_known_it_is_drawn_anew(client):
    a_session()
    client.get("/calendar/")
    client.force_login(a_user())
    with CaptureQueriesContext(connection) as asked:
        client.get("/calendar/")
    assert any("events_series" in each["sql"] and "DISTINCT" in each["sql"] for each in asked)


def test_it_may_be_a_moment_behind_and_no_longer(client, settings):
    settings.VERSION_SECONDS = 60
    before = client.get("/calendar/?month=2026-07").content
    a_session(name="七夕夜")
    assert client.get("/calendar/?month=2026-07").content.count("七夕夜".encode()) == 0
    caches["pages"].delete("version")
    assert "七夕夜".encode() in client.get("/calendar/?month=2026-07").content
    assert "七夕夜".encode() not in before

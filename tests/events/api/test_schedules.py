import io

import pytest

from events.models import Series, Session
from tests.builders import a_vendor
from tests.events.api.callers import Caller, a_vendors_caller
from tests.events.builders import a_series
from tests.events.core.test_calendar_files import a_file

pytestmark = pytest.mark.django_db
RULE = {
    "rule": {"every": "week", "weekdays": [5]},
    "opens": "18:00",
    "closes": "01:00",
    "first_on": "2026-07-03",
    "last_on": "2026-07-31",
}


@pytest.fixture
def series(market):
    return a_series(market=market, slug="nights", name="夜市")


def test_a_series_gets_its_rule_is_announced_and_read(manager, series):
    status, told = manager("PUT", "/series/nights/rule", RULE)
    assert (status, told["said"], told["opens"], told["closes"]) == (
        200,
        "Every Friday.",
        "18:00",
        "01:00",
    )

    assert manager("POST", "/series/nights/announce", {"through": "2026-07-12"}) == (
        200,
        {"announced": 2, "refused": 0},
    )
    status, dates = Caller()("GET", "/series/nights/dates")
    assert [each["day"] for each in dates["dates"]] == [
        f"2026-07-{day:02}" for day in (3, 10, 17, 24, 31)
    ]
    assert (status, dates["provisional"]) == (200, False)


def test_a_rule_that_cannot_be_meant_names_its_field(manager, series):
    wrong = {**RULE, "rule": {"every": "lunar", "days": [31]}}

    status, problem = manager("PUT", "/series/nights/rule", wrong)

    assert (status, problem["facts"]["field"]) == (422, "rule.days")


def test_a_series_goes_on_otherwise(manager, series):
    manager("PUT", "/series/nights/rule", RULE)

    status, new = manager(
        "POST",
        "/series/nights/split",
        {
            "from_on": "2026-07-13",
            "slug": "saturdays",
            "rule": {"every": "week", "weekdays": [6]},
            "opens": "18:00",
            "closes": "22:00",
        },
    )

    assert (status, new["continues"], new["first_on"]) == (201, "nights", "2026-07-13")
    assert manager("GET", "/series/nights")[1]["last_on"] == "2026-07-12"


def test_a_series_is_described_only_by_who_has_read_it(manager, series):
    manager("GET", "/series/nights")
    etag = manager.etag

    assert manager("PATCH", "/series/nights", {"name": "夏夜"})[0] == 428
    status, told = manager("PATCH", "/series/nights", {"name": "夏夜"}, **{"If-Match": etag})
    assert (status, told["name"]) == (200, "夏夜")
    assert manager("PATCH", "/series/nights", {"name": "x"}, **{"If-Match": etag})[0] == 412


def test_a_programme_holds_series(manager, market):
    told = {"market": market.pk, "slug": "summer", "name": "夏天"}
    assert manager("POST", "/programmes", told)[0] == 201

    made = {"market": market.pk, "slug": "fair", "name": "大集", "kind": "fair"}
    assert manager("POST", "/series", {**made, "programme": "summer"})[0] == 201
    assert Series.objects.get().programme.slug == "summer"
    assert manager("POST", "/series", {**made, "slug": "b", "programme": "none"})[0] == 404


def test_a_session_is_put_off_and_one_never_announced_is_left_out(manager, series):
    manager("PUT", "/series/nights/rule", RULE)
    manager("POST", "/series/nights/announce", {"through": "2026-07-03"})
    first, second = Session.objects.order_by("starts_at")[:2]

    assert manager("POST", f"/sessions/{first.pk}/postpone", {"reason": "台风"})[1]["state"] == (
        "postponed"
    )
    assert manager("DELETE", f"/sessions/{first.pk}")[0] == 409
    assert manager("DELETE", f"/sessions/{second.pk}")[0] == 204
    assert not Session.objects.filter(pk=second.pk).exists()


def test_somebody_elses_calendar_is_brought_in(manager, series):
    file = io.BytesIO(a_file("DTSTART;TZID=Asia/Shanghai:20260703T180000", "SUMMARY:电影夜"))
    file.name = "other.ics"

    answer = manager.client.post("/api/v1/series/nights/import", {"file": file})

    assert answer.json() == {"created": 1, "changed": 0, "unchanged": 0, "left_out": []}


def test_only_a_manager_of_the_market_says_the_rule(series):
    stranger = a_vendors_caller(a_vendor())

    assert Caller()("PUT", "/series/nights/rule", RULE)[0] == 401
    assert stranger("PUT", "/series/nights/rule", RULE)[0] in (403, 404)


def test_a_vendor_makes_an_address_and_takes_it_back():
    vendor = a_vendor()
    caller = a_vendors_caller(vendor)

    status, made = caller("POST", "/me/calendar-feeds", {"vendor": vendor.pk})
    path = made["url"].partition("/calendar/")[2]
    assert status == 201
    assert caller.client.get(f"/calendar/{path}").status_code == 200

    assert caller("DELETE", f"/me/calendar-feeds/{vendor.pk}")[0] == 204
    assert caller.client.get(f"/calendar/{path}").status_code == 404
    assert caller("POST", "/me/calendar-feeds", {"vendor": a_vendor().pk})[0] == 404

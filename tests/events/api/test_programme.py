"""The door alone: who is let in, what shape the answer has, how a refusal reads."""

import json
import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from events.models import Filing, Series, Session, SignUp
from market.models import Member
from tests.builders import AT, a_market, a_user, a_vendor, a_zone, an_operator
from tests.events.builders import (
    FRIDAY,
    a_filing,
    a_pitch_for,
    a_place,
    a_series,
    a_session,
    a_sign_up,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def first_of_june():
    with time_machine.travel(NOW, tick=False):
        yield


class Caller:
    """One who calls the API: with a session, or as nobody."""

    def __init__(self, user=None):
        self.client = Client(headers={"Accept-Language": "en"})
        if user:
            self.client.force_login(user)

    def __call__(self, method, path, body=None, **headers):
        answer = self.client.generic(
            method,
            f"/api/v1{path}",
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers=headers,
        )
        self.etag = answer.headers.get("ETag")
        return answer.status_code, json.loads(answer.content or b"null")


@pytest.fixture
def market():
    return a_market()


@pytest.fixture
def manager(market):
    return Caller(an_operator("manager", market=market))


def a_vendors_caller(vendor):
    user = a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    return Caller(user)


def ids_of(answer):
    status, page = answer
    assert status == 200
    return [item["id"] for item in page["items"]]


def test_anyone_reads_what_is_announced_and_nothing_of_what_it_needs():
    zone = a_zone()
    series = a_series(zone=zone, slug="star-street", name="星空街夜市", name_en="Nights")
    session = a_session(series=series, expected_people=4800)
    a_session("planned", series=series, day=FRIDAY.replace(day=18))

    status, page = Caller()("GET", "/sessions")

    assert status == 200
    assert page == {
        "items": [
            {
                "id": session.pk,
                "uid": str(session.uid),
                "sequence": 0,
                "series": "star-street",
                "series_name": "星空街夜市",
                "series_name_en": "Nights",
                "kind": "night",
                "name": "",
                "name_en": "",
                "note": "",
                "market": zone.market_id,
                "zone": zone.pk,
                "state": "published",
                "can": [],
                "day": "2026-07-17",
                "starts_at": "2026-07-17T18:00:00+08:00",
                "ends_at": "2026-07-18T01:00:00+08:00",
                "expected_people": None,
                "features": None,
            }
        ],
        "total": 1,
        "next": None,
    }


def test_days_a_zone_a_series_and_a_name_narrow_the_list():
    zone = a_zone()
    series = a_series(market=zone.market, slug="nights", name="星空街夜市")
    first = a_session(series=series, zone=zone).pk
    second = a_session(series=series, day=FRIDAY.replace(day=18), name="七夕夜").pk
    third = a_session(day=FRIDAY.replace(day=19), name_en="Big Fair").pk
    anyone = Caller()

    found = {
        query: ids_of(anyone("GET", f"/sessions?{query}"))
        for query in (
            "from=2026-07-18",
            "to=2026-07-18",
            "from=2026-07-18&to=2026-07-18",
            f"zone={zone.pk}",
            "series=nights",
            "q=七夕",
            "q=big+fair",
            "limit=1&offset=1",
        )
    }

    assert found == {
        "from=2026-07-18": [second, third],
        "to=2026-07-18": [first, second],
        "from=2026-07-18&to=2026-07-18": [second],
        f"zone={zone.pk}": [first, second],
        "series=nights": [first, second],
        "q=七夕": [second],
        "q=big+fair": [third],
        "limit=1&offset=1": [second],
    }


def test_a_filter_that_there_is_not_is_refused():
    status, problem = Caller()("GET", "/sessions?day=2026-07-18")

    assert (status, problem["code"]) == (422, "invalid")


def test_a_planned_session_is_there_for_its_own_people_only(market, manager):
    session = a_session("planned", series=a_series(market=market), expected_people=4800)
    path = f"/sessions/{session.pk}"

    assert Caller()("GET", path)[0] == 404
    assert Caller(an_operator("manager", market=a_market()))("GET", path)[0] == 404
    status, seen = manager("GET", path)
    assert (status, seen["can"], seen["expected_people"]) == (200, ["publish", "cancel"], 4800)


def test_an_operator_plans_announces_moves_and_calls_off(market, manager):
    zone = a_zone(market=market)
    a_series(market=market, slug="nights")

    status, planned = manager(
        "POST",
        "/sessions",
        {
            "series": "nights",
            "zone": zone.pk,
            "day": "2026-07-17",
            "opens": "18:00",
            "closes": "01:00",
            "features": ["food_fair"],
        },
    )
    assert (status, planned["state"], planned["zone"]) == (201, "planned", zone.pk)
    assert (planned["ends_at"], planned["features"]) == ("2026-07-18T01:00:00+08:00", ["food_fair"])

    path = f"/sessions/{planned['id']}"
    assert manager("POST", f"{path}/publish")[1]["state"] == "published"
    moved = {"day": "2026-07-18", "opens": "17:00", "closes": "23:00", "zone": None}
    _, there = manager("POST", f"{path}/move", moved)
    assert (there["starts_at"], there["zone"], there["sequence"]) == (
        "2026-07-18T17:00:00+08:00",
        None,
        1,
    )
    _, off = manager("POST", f"{path}/cancel", {"reason": "台风"})
    assert (off["state"], off["can"], off["sequence"]) == ("cancelled", [], 2)
    status, problem = manager("POST", f"{path}/publish")
    assert (status, problem["code"]) == (409, "not_now")


def test_what_is_planned_is_read_strictly(market, manager):
    a_series(market=market, slug="nights")
    told = {"series": "nights", "day": "2026-07-17", "opens": "18:00", "closes": "01:00"}

    for wrong in ({"colour": "red"}, {"features": ["circus"]}, {"opens": "six"}, {"day": "soon"}):
        assert manager("POST", "/sessions", {**told, **wrong})[0] == 422
    status, problem = manager("POST", "/sessions", {**told, "closes": "09:00"})
    assert (status, problem["code"]) == (422, "bad_hours")
    assert Session.objects.count() == 0


def test_the_same_key_plans_one_session(market, manager):
    a_series(market=market, slug="nights")
    told = {"series": "nights", "day": "2026-07-17", "opens": "18:00", "closes": "01:00"}
    key = {"Idempotency-Key": str(uuid.uuid4())}

    first = manager("POST", "/sessions", told, **key)
    again = manager("POST", "/sessions", told, **key)

    assert first == again
    assert first[0] == 201
    assert Session.objects.count() == 1


def test_what_several_people_edit_is_edited_by_version(market, manager):
    session = a_session(series=a_series(market=market))
    path = f"/sessions/{session.pk}"

    assert manager("PATCH", path, {"name": "七夕夜"})[0] == 428
    manager("GET", path)
    tag = {"If-Match": manager.etag}
    status, edited = manager("PATCH", path, {"name": "七夕夜", "expected_people": 1200}, **tag)
    assert (status, edited["name"], edited["expected_people"]) == (200, "七夕夜", 1200)
    assert manager("PATCH", path, {"name": "夜市"}, **tag)[0] == 412
    assert Filing.objects.count() == 1


@pytest.mark.parametrize("deed", ["publish", "move", "cancel"])
def test_strangers_and_vendors_do_not_change_the_programme(deed):
    session = a_session()
    body = {
        "publish": None,
        "move": {"day": "2026-07-18", "opens": "17:00", "closes": "23:00", "zone": None},
        "cancel": {"reason": "x"},
    }[deed]
    path = f"/sessions/{session.pk}/{deed}"

    assert Caller()("POST", path, body)[0] == 401
    assert a_vendors_caller(a_vendor())("POST", path, body)[0] == 403
    other = Caller(an_operator("manager", market=a_market()))
    assert other("POST", path, body)[0] == 404
    auditor = Caller(an_operator("auditor", market=session.series.market))
    assert auditor("POST", path, body)[0] == 403


def test_a_vendor_signs_up_sees_only_itself_and_withdraws():
    session, vendor = a_session(), a_vendor()
    a_sign_up(session)
    caller = a_vendors_caller(vendor)

    status, asked = caller("POST", f"/sessions/{session.pk}/sign-ups", {"vendor": vendor.pk})

    assert (status, asked) == (
        201,
        {
            "id": asked["id"],
            "session": session.pk,
            "vendor": vendor.pk,
            "vendor_name": vendor.name,
            "pitch": None,
            "pitch_code": None,
            "state": "asked",
            "can": ["withdraw"],
            "asked_at": "2026-06-01T02:00:00Z",
        },
    )
    for path in ("/sign-ups", "/me/sign-ups", f"/sessions/{session.pk}/sign-ups"):
        assert ids_of(caller("GET", path)) == [asked["id"]]
    again = caller("POST", f"/sessions/{session.pk}/sign-ups", {"vendor": vendor.pk})
    assert (again[0], again[1]["code"]) == (409, "already_signed_up")
    assert caller("POST", f"/sign-ups/{asked['id']}/withdraw")[1]["state"] == "withdrawn"


def test_nobody_signs_another_vendor_up():
    session, other = a_session(), a_vendor()
    caller = a_vendors_caller(a_vendor())

    assert caller("POST", f"/sessions/{session.pk}/sign-ups", {"vendor": other.pk})[0] == 404
    assert Caller()("POST", f"/sessions/{session.pk}/sign-ups", {"vendor": other.pk})[0] == 401
    assert SignUp.objects.count() == 0


def test_an_operator_gives_places_and_a_taken_one_is_a_conflict(market, manager):
    session = a_session(series=a_series(zone=a_zone(market=market)))
    pitch, one, other = a_pitch_for(session), a_sign_up(session), a_sign_up(session)

    status, placed = manager("POST", f"/sign-ups/{one.pk}/place", {"pitch": pitch.pk})
    assert (status, placed["state"], placed["pitch_code"]) == (200, "placed", pitch.code)
    status, problem = manager("POST", f"/sign-ups/{other.pk}/place", {"pitch": pitch.pk})
    assert (status, problem["code"]) == (409, "pitch_taken")

    assert manager("POST", f"/sign-ups/{other.pk}/wait")[1]["can"] == [
        "place",
        "refuse",
        "withdraw",
    ]
    refused = manager("POST", f"/sign-ups/{other.pk}/refuse", {"reason": "没有位置了"})
    assert refused[1]["state"] == "refused"
    assert ids_of(manager("GET", f"/sign-ups?session={session.pk}&state=placed")) == [one.pk]


def test_filings_are_seen_and_answered_by_the_markets_people(market, manager):
    session = a_session("planned", series=a_series(market=market), expected_people=4800)
    filing = a_filing(session)
    path = f"/filings/{filing.pk}"

    status, seen = manager("GET", path)
    assert (status, seen) == (
        200,
        {
            "id": filing.pk,
            "session": session.pk,
            "code": "MASS_EVENT",
            "zh": "大型群众性活动安全许可",
            "authority": "县级公安机关",
            "apply_by": "2026-06-27",
            "late": False,
            "state": "needed",
            "can": ["apply"],
            "number": "",
        },
    )
    assert manager("POST", f"{path}/apply", {})[1]["can"] == ["grant", "refuse"]
    status, problem = manager("POST", f"{path}/grant", {})
    assert (status, problem["code"], problem["facts"]["field"]) == (422, "number_needed", "number")
    assert manager("POST", f"{path}/grant", {"number": "12"})[1]["state"] == "granted"
    assert ids_of(manager("GET", "/filings?state=granted")) == [filing.pk]
    assert ids_of(manager("GET", "/filings?state=needed")) == []


def test_nobody_else_hears_of_filings():
    filing = a_filing()

    assert Caller()("GET", f"/filings/{filing.pk}")[0] == 401
    assert a_vendors_caller(a_vendor())("GET", "/filings")[0] == 403
    other = Caller(an_operator("manager", market=a_market()))
    assert other("GET", f"/filings/{filing.pk}")[0] == 404
    assert ids_of(other("GET", "/filings")) == []


def test_a_filing_refused_by_the_authority_keeps_its_reason(market, manager):
    session = a_session("planned", series=a_series(market=market), expected_people=4800)
    filing = a_filing(session)
    manager("POST", f"/filings/{filing.pk}/apply", {})

    status, refused = manager("POST", f"/filings/{filing.pk}/refuse", {"reason": "缺消防方案"})

    assert (status, refused["state"], refused["can"]) == (200, "refused", ["apply"])


def test_a_series_is_begun_and_read(market, manager):
    told = {"market": market.pk, "slug": "star-street", "name": "星空街夜市"}

    status, begun = manager("POST", "/events", told)

    assert (status, begun["kind"], begun["zone"]) == (201, "night", None)
    assert Caller()("GET", "/events/star-street") == (200, begun)
    assert Caller()("GET", "/events")[1]["items"] == [begun]
    assert manager("POST", "/events", told)[1]["code"] == "series_exists"
    assert manager("POST", "/events", {**told, "slug": "a b"})[0] == 422
    assert Series.objects.count() == 1


def test_a_list_of_many_takes_as_many_queries_as_a_list_of_one(
    market, manager, django_assert_max_num_queries
):
    series = a_series(zone=a_zone(market=market))
    counts = {}
    for round in (1, 3):
        while Session.objects.count() < round:
            session = a_session(
                series=series,
                expected_people=4800,
                day=FRIDAY.replace(day=18 + Session.objects.count()),
            )
            a_place(session)
        for path in ("/sessions", "/sign-ups", "/filings"):
            with django_assert_max_num_queries(20) as asked:
                manager("GET", path)
            counts.setdefault(path, []).append(len(asked))

    assert all(one == three for one, three in counts.values()), counts

"""The door alone: who is let in, what shape the answer has, how a refusal reads."""

import uuid

import pytest

from events.models import Filing, Session
from market.actions import tokens
from market.actions.people import actor_of
from tests.builders import AT, a_market, a_vendor, a_zone, an_operator
from tests.events.api.callers import Caller, a_manager, a_vendors_caller, ids_of
from tests.events.builders import (
    FRIDAY,
    a_series,
    a_session,
)

pytestmark = pytest.mark.django_db


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
                "slot": None,
                "provisional": False,
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


def test_a_planned_session_is_there_for_its_own_people_only(market, manager):
    session = a_session("planned", series=a_series(market=market), expected_people=4800)
    path = f"/sessions/{session.pk}"

    assert Caller()("GET", path)[0] == 404
    assert a_manager(a_market())("GET", path)[0] == 404
    status, seen = manager("GET", path)
    assert (status, seen["can"], seen["expected_people"]) == (
        200,
        ["publish", "cancel", "move"],
        4800,
    )


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
    other = a_manager(a_market())
    assert other("POST", path, body)[0] == 404
    auditor = Caller(an_operator("auditor", market=session.series.market))
    assert auditor("POST", path, body)[0] == 403


def test_a_key_does_what_its_scopes_say_and_no_more(market):
    session = a_session("planned", series=a_series(market=market))
    user = an_operator("manager", market=market)
    scopes = ["session.read", "session.publish"]
    _, secret = tokens.create_key("program", scopes, by=actor_of(user), at=AT)
    program = Caller(**{"X-API-Key": secret})

    assert program("POST", f"/sessions/{session.pk}/publish")[1]["state"] == "published"
    status, problem = program("POST", f"/sessions/{session.pk}/cancel", {"reason": "x"})
    assert (status, problem["code"]) == (403, "not_yours_to_do")

"""Calls, call-offs and nights through the door."""

from datetime import UTC, datetime

import pytest
import time_machine

from events.models import CallOff, CheckIn, Session, SignUp
from tests.builders import a_vendor, a_zone
from tests.events.api.callers import a_vendors_caller, ids_of
from tests.events.builders import a_filing, a_series, a_session
from tests.events.parts import a_call, signed_up, with_a_pitch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still_logged_in_on_the_night(settings):
    settings.SESSION_COOKIE_AGE = 90 * 24 * 3600


CALL = {
    "opens_at": "2026-05-01T08:00:00+08:00",
    "closes_at": "2026-07-16T20:00:00+08:00",
    "fee": "80.00",
    "deposit": "100.00",
    "places": 1,
    "quotas": {"水产": 1},
}


def test_the_market_invites_and_a_vendor_picks_nights(market, manager):
    session = a_session(series=a_series(market=market))
    vendor = a_vendor()
    status, call = manager("POST", "/night-calls", {"series": session.series.slug, **CALL})
    assert (status, call["fee"], call["quotas"], call["can"]) == (
        201,
        "80.00",
        {"水产": 1},
        ["edit"],
    )

    own = a_vendors_caller(vendor)
    told = {"vendor": vendor.pk, "sessions": [session.pk]}
    status, (made,) = own("POST", f"/night-calls/{call['id']}/sign-ups", told)
    assert (status, made["state"], made["can"]) == (201, "accepted", ["withdraw", "confirm"])
    assert own("POST", f"/sign-ups/{made['id']}/confirm")[1]["confirmed_at"]

    _, (second,) = manager(
        "POST",
        f"/night-calls/{call['id']}/sign-ups",
        {**told, "vendor": a_vendor(market=market).pk},
    )
    assert second["state"] == "waiting"
    assert (
        own("POST", f"/night-calls/{call['id']}/late-codes", {"until": CALL["closes_at"]})[0] == 403
    )
    assert ids_of(own("GET", "/night-calls")) == [call["id"]]


def test_the_terms_of_a_call_are_edited_with_the_version_one_has_seen(market, manager):
    call = a_call(series=a_series(market=market))
    manager("GET", f"/night-calls/{call.pk}")
    seen = manager.etag

    edit = {"weather_percent": 50}
    assert manager("PATCH", f"/night-calls/{call.pk}", edit, **{"If-Match": '"other"'})[0] == 412
    status, told = manager("PATCH", f"/night-calls/{call.pk}", edit, **{"If-Match": seen})

    assert (status, told["weather_percent"], told["fee"]) == (200, 50, "80.00")


def test_what_an_edit_breaks_is_told_beforehand_and_nothing_is_changed(market, manager):
    session = a_session("planned", series=a_series(market=market), expected_people=4800)
    filing = a_filing(session)
    type(filing).objects.update(state="granted", number="威临公许 1")
    zone = a_zone(market=market)

    def told(**change):
        status, found = manager("POST", f"/sessions/{session.pk}/foresee", change)
        assert status == 200
        return [(each["remedy"], each["changes"], each["breaks"], each["by"]) for each in found]

    assert told(expected_people=5200) == [
        ("apply_again", ["more_people", "authority"], True, "2026-06-27")
    ]
    assert told(day="2026-07-18") == [("approval", ["time"], True, "2026-07-17")]
    assert told(zone=zone.pk) == [("apply_again", ["place"], True, "2026-06-27")]
    assert told(cancelled=True) == [("give_back", ["cancelled"], True, "2026-07-17")]
    assert told() == []
    session.refresh_from_db()
    assert (session.expected_people, a_filing(session).state) == (4800, "granted")


def test_a_session_is_called_off_and_that_is_undone(market, manager):
    session = a_session(series=a_series(market=market))
    made = with_a_pitch(a_call(session), session)
    status, told = manager(
        "POST", f"/sessions/{session.pk}/cancel", {"cause": "police", "reason": "安保"}
    )
    assert (status, told["state"]) == (200, "cancelled")

    _, page = manager("GET", f"/call-offs?session={session.pk}")
    (order,) = page["items"]
    assert (order["state"], order["cause"], order["can"]) == ("done", "police", ["undo"])
    status, undone = manager("POST", f"/call-offs/{order['id']}/undo")

    assert (status, undone["state"], undone["can"]) == (200, "undone", [])
    assert SignUp.objects.get(pk=made.pk).state == "placed"


def test_calls_off_are_listed_with_one_number_of_questions(
    market, manager, django_assert_max_num_queries
):
    for number in range(3):
        session = a_session(series=a_series(market=market))
        CallOff.objects.create(
            session=session,
            kind="cancel",
            cause="weather",
            state="done" if number else "ordered",
            ordered_at=session.created_at,
            told_from=session.created_at,
            old_day=session.day,
            old_starts_at=session.starts_at,
            old_ends_at=session.ends_at,
        )

    with django_assert_max_num_queries(7):
        assert len(ids_of(manager("GET", "/call-offs"))) == 3


def test_what_speaks_against_a_session_wants_a_reason(market, manager):
    zone = a_zone(market=market)
    a_session(series=a_series(zone=zone))
    session = a_session("planned", series=a_series(zone=zone))

    (clash,) = manager("GET", f"/sessions/{session.pk}/clashes")[1]
    refused = manager("POST", f"/sessions/{session.pk}/publish")
    status, told = manager("POST", f"/sessions/{session.pk}/publish", {"go_on": "分开摆"})

    assert (clash["code"], refused[0], refused[1]["code"]) == ("same_ground", 409, "think_again")
    assert (status, told["state"]) == (200, "published")


def test_a_vendor_checks_in_and_tells_and_the_desk_looks_and_counts(market, manager):
    session = a_session(series=a_series(market=market))
    stall = with_a_pitch(a_call(session), session)
    own = a_vendors_caller(stall.vendor)
    with time_machine.travel(datetime(2026, 7, 17, 12, tzinfo=UTC), tick=False):
        status, there = own("POST", f"/sign-ups/{stall.pk}/check-in", {"who": "小蔄"})
        assert (status, there["who"], there["said_at"]) == (200, "小蔄", "stall")
        assert own("PUT", f"/sign-ups/{stall.pk}/takings", {"amount": "620.00"})[0] == 200
        assert own("POST", f"/sign-ups/{stall.pk}/hand-back", {"tidy": True})[0] == 403
        kept = {"tidy": False, "deducted": "30.00", "reason": "油污"}
        status, back = manager("POST", f"/sign-ups/{stall.pk}/hand-back", kept)
        assert (status, back["deducted"]) == (201, "30.00")
        counted = {"people": 640, "weather": "rain"}
        assert manager("PUT", f"/sessions/{session.pk}/attendance", counted)[0] == 200
    with time_machine.travel(datetime(2026, 7, 20, tzinfo=UTC), tick=False):
        _, page = manager("GET", f"/events/{session.series.slug}/numbers")

    (night,) = page["items"]
    assert (night["people"], night["came"], night["missed"], night["average"]) == (640, 1, 0, None)


def test_another_markets_people_find_none_of_it(manager):
    session = a_session()
    made = signed_up(a_call(session), session)

    for method, path, body in (
        ("POST", f"/sessions/{session.pk}/cancel", {"reason": "x"}),
        ("POST", f"/sessions/{session.pk}/foresee", {}),
        ("POST", f"/sign-ups/{made.pk}/check-in", {"who": "x"}),
        ("PUT", f"/sessions/{session.pk}/attendance", {"people": 1}),
    ):
        assert manager(method, path, body)[0] == 404
    assert (Session.objects.get().state, CheckIn.objects.count()) == ("published", 0)

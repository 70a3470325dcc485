"""The door alone: who is let in, what shape the answer has, how a refusal reads."""

import pytest

from events.models import SignUp
from tests.builders import a_vendor, a_zone
from tests.events.api.callers import Caller, a_vendors_caller, ids_of
from tests.events.builders import (
    a_pitch_for,
    a_series,
    a_session,
    a_sign_up,
)

pytestmark = pytest.mark.django_db


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
            "asked_at": "2026-06-01T10:00:00+08:00",
            "call": None,
            "part": "stall",
            "act": "",
            "offered_until": None,
            "confirmed_at": None,
            "checked_in_at": None,
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

from datetime import date, timedelta

import pytest

from events.actions import sessions, sign_ups
from events.queries.glance import glance
from market.core.actors import HOUSE
from tests.builders import AT, a_vendor, acting, as_vendor
from tests.events.builders import FRIDAY, a_place, a_session, a_sign_up

pytestmark = pytest.mark.django_db


def test_a_vendor_sees_the_coming_nights_and_their_pitch():
    vendor = a_vendor()
    placed = a_place(vendor=vendor)
    waits = a_sign_up(a_session(day=FRIDAY + timedelta(days=1)), vendor=vendor)
    sign_ups.wait(waits, by=HOUSE, at=AT)
    a_sign_up(a_session(day=FRIDAY - timedelta(days=1)), vendor=vendor)

    first, second = glance(as_vendor(vendor), FRIDAY)

    assert (first.words, first.facts) == (
        "{day}: your pitch is {pitch}.",
        {"day": FRIDAY, "pitch": placed.pitch.code},
    )
    assert (first.url, first.state, first.noun) == (
        f"/calendar/{placed.session_id}/",
        "placed",
        "sign-up",
    )
    assert second.words == "{day}: you are on the waiting list."


def test_a_vendor_hears_at_a_glance_that_a_night_is_called_off():
    sign_up = a_place()
    sessions.cancel(sign_up.session, by=HOUSE, at=AT)

    (part,) = glance(as_vendor(sign_up.vendor), FRIDAY)

    assert (part.words, part.urgent) == ("{day}: called off. You need not come.", True)


def test_who_has_withdrawn_or_does_not_take_part_sees_nothing():
    sign_up = a_place()
    sign_ups.withdraw(sign_up, by=HOUSE, at=AT)

    for by in (as_vendor(sign_up.vendor), as_vendor(a_vendor()), acting("owner")):
        assert glance(by, date(2026, 7, 1)) == []

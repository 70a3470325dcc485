from decimal import Decimal

import pytest

from events.actions import announcing
from events.core.occasions import Feature
from events.models import Session
from events.queries.clashes import clashes_of
from market.actions import holds
from market.core.actors import HOUSE
from market.core.periods import Period
from market.models import Move
from tests.builders import AT, a_pitch, a_vendor, a_zone
from tests.events.builders import FRIDAY, a_place, a_series, a_session
from tests.refused import refused

pytestmark = pytest.mark.django_db


def codes(session):
    return [clash.code for clash in clashes_of(session)]


def test_what_nothing_speaks_against_is_announced_without_a_word():
    session = a_session("planned")

    announcing.announce(session, by=HOUSE, at=AT)

    assert session.state == "published"
    assert not Move.objects.filter(name="go_on").exists()


def test_where_something_speaks_against_it_a_reason_is_asked_for_and_kept():
    zone = a_zone()
    a_session(series=a_series(zone=zone))
    session = a_session("planned", series=a_series(zone=zone))

    assert refused(announcing.announce, session, by=HOUSE, at=AT)[0] == "think_again"
    assert Session.objects.get(pk=session.pk).state == "planned"
    announcing.announce(session, by=HOUSE, at=AT, go_on="两边分开摆")

    move = Move.objects.get(name="go_on")
    assert (move.thing, move.reason) == (session.pk, "两边分开摆 (same_ground)")


def test_the_ground_the_vendors_and_the_noise_are_looked_at():
    market = a_series().market
    zone, elsewhere = a_zone(market=market), a_zone(market=market)
    vendor = a_vendor()
    here = a_session(series=a_series(zone=zone), features=[Feature.LOUDSPEAKER])
    a_session(series=a_series(zone=zone, kind="closure"))
    a_session("cancelled", series=a_series(zone=zone))
    a_session(series=a_series(zone=zone), day=FRIDAY.replace(day=18))
    there = a_session(series=a_series(zone=elsewhere))
    a_place(here, vendor=vendor)
    a_place(there, vendor=vendor)

    assert codes(here) == ["ground_closed", "same_vendors", "night_noise"]
    assert codes(there) == ["same_vendors"]


def test_the_power_of_a_zone_is_what_its_pitches_its_leases_and_its_stages_draw():
    zone = a_zone(power_kw=Decimal("20.0"))
    session = a_session(series=a_series(zone=zone))
    Session.objects.update(power_kw=Decimal("6.0"))
    session.refresh_from_db()
    a_place(session, pitch=a_pitch(zone=zone, power_kw=Decimal("8.0")))
    let = a_pitch(zone=zone, power_kw=Decimal("6.0"))
    assert codes(session) == []

    holds.take([let], Period(FRIDAY, None), held_for="lease")
    assert codes(session) == []  # 20.0 of 20.0
    holds.take(
        [a_pitch(zone=zone, power_kw=Decimal("0.5"))], Period(FRIDAY, None), held_for="lease"
    )

    (clash,) = clashes_of(session)
    assert (clash.code, clash.facts["wanted"]) == ("power", "20.5")


def test_a_closure_of_pitches_on_its_ground_is_said():
    zone = a_zone()
    session = a_session(series=a_series(zone=zone))
    days = Period(FRIDAY, FRIDAY.replace(day=18))
    holds.take([a_pitch(zone=zone), a_pitch(zone=zone)], days, held_for="closure")
    holds.take([a_pitch()], days, held_for="closure")

    (clash,) = clashes_of(session)

    assert (clash.code, clash.facts) == ("pitches_closed", {"count": "2"})

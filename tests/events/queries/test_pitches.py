from datetime import date, time

import pytest

from events.queries.pitches import free_pitches
from market.actions import holds
from market.core.hours import Hours
from market.core.periods import Period
from tests.builders import a_pitch, a_zone
from tests.events.builders import a_pitch_for, a_place, a_series, a_session

pytestmark = pytest.mark.django_db
LEASED = Period(date(2026, 1, 1), None)


def test_a_pitch_is_free_for_a_night_when_only_the_morning_is_let():
    session = a_session(series=a_series(zone=a_zone()))
    breakfast, evening = a_pitch_for(session), a_pitch_for(session)
    holds.take([breakfast], LEASED, held_for="lease", hours=Hours.between(time(6), time(10)))
    holds.take([evening], LEASED, held_for="lease", hours=Hours.between(time(20), time(22)))

    assert list(free_pitches(session)) == [breakfast]


def test_a_pitch_that_is_let_on_other_weekdays_is_free():
    session = a_session(series=a_series(zone=a_zone()))
    weekend, friday = a_pitch_for(session), a_pitch_for(session)
    holds.take([weekend], LEASED, held_for="lease", weekdays=(6, 7))
    holds.take([friday], LEASED, held_for="lease", weekdays=(5, 6))

    assert list(free_pitches(session)) == [weekend]


def test_what_is_given_away_closed_or_elsewhere_is_not_free():
    session = a_session(series=a_series(zone=a_zone()))
    a_place(session)
    a_pitch_for(session, state="repair")
    a_pitch(market=session.series.market)
    free = a_pitch_for(session)

    assert list(free_pitches(session)) == [free]


def test_a_session_of_the_whole_market_may_use_every_pitch_of_it():
    session = a_session()
    here = a_pitch(market=session.series.market)
    a_pitch()

    assert list(free_pitches(session)) == [here]

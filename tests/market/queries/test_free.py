from datetime import date

import pytest

from market.actions import holds
from market.core.hours import Hours
from market.core.periods import Period
from market.queries.free import free_for
from tests.builders import AT, a_market, a_pitch

pytestmark = pytest.mark.django_db
APRIL = Period(date(2026, 4, 1), date(2026, 5, 1))
EVENING = Hours(1080, 1500)


@pytest.fixture
def pitch():
    return a_pitch()


def free(pitch, period=APRIL, **given):
    return list(free_for(pitch.zone.market, period, **given)) == [pitch]


def test_a_pitch_that_nobody_holds_is_free_at_its_own_market(pitch):
    assert free(pitch)
    assert list(free_for(a_market(), APRIL)) == []


@pytest.mark.parametrize(
    ("held", "is_free"),
    [
        (Period(date(2026, 4, 30), date(2026, 6, 1)), False),
        (Period(date(2026, 5, 1), date(2026, 6, 1)), True),
        (Period(date(2026, 3, 1), date(2026, 4, 1)), True),
        (Period(date(2026, 3, 1), None), False),
    ],
)
def test_one_held_day_is_enough_to_take_it_out(pitch, held, is_free):
    holds.take([pitch], held, held_for="lease")
    assert free(pitch) is is_free


def test_ground_that_was_given_back_is_free(pitch):
    holds.release(holds.take([pitch], APRIL, held_for="offer"), at=AT)
    assert free(pitch)


def test_other_weekdays_and_hours_do_not_stand_in_the_way(pitch):
    holds.take([pitch], APRIL, held_for="night", weekdays=(5, 6, 7), hours=EVENING)
    assert not free(pitch)
    assert free(pitch, weekdays=(1, 2, 3, 4))
    assert free(pitch, hours=Hours(300, 1080))
    assert not free(pitch, weekdays=(4, 5), hours=Hours(300, 1081))


@pytest.mark.parametrize(
    ("state", "is_free"), [("open", True), ("reserved", True), ("repair", False), ("closed", False)]
)
def test_what_is_out_of_use_is_not_free(state, is_free):
    assert free(a_pitch(state=state)) is is_free


def test_an_open_end_asks_for_all_time_to_come(pitch):
    holds.take([pitch], Period(date(2040, 1, 1), date(2040, 1, 2)), held_for="lease")
    assert not free(pitch, Period(date(2026, 4, 1), None))

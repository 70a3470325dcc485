from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from market.core.plots import PlanState
from market.models import Hold
from market.queries.pitches import holds_seen, pitch_on, pitches_on
from tests.builders import AT, a_market, a_pitch, a_zone

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)  # a Monday


def held(pitch, start, end, held_for="lease", weekdays=(1, 8), **given):
    return Hold.objects.create(
        pitch=pitch,
        days=DateRange(start, end),
        weekdays=NumericRange(*weekdays),
        minutes=NumericRange(300, 1740),
        held_for=held_for,
        **given,
    )


def told(pitch, on=TODAY):
    there = pitch_on(pitch, on)
    return there.state, there.held_for, there.until


def test_a_pitch_nobody_holds_is_free():
    assert told(a_pitch()) == (PlanState.FREE, "", None)


def test_a_pitch_is_let_from_the_first_to_the_last_day():
    pitch = a_pitch()
    held(pitch, date(2026, 3, 2), date(2027, 3, 2))
    assert told(pitch) == (PlanState.LET, "lease", date(2027, 3, 1))
    assert told(pitch, date(2026, 3, 1)) == (PlanState.FREE, "", None)
    assert told(pitch, date(2027, 3, 1)) == (PlanState.SOON, "lease", date(2027, 3, 1))
    assert told(pitch, date(2027, 3, 2)) == (PlanState.FREE, "", None)


def test_a_pitch_is_free_soon_when_its_lease_ends_within_sixty_days():
    pitch = a_pitch()
    held(pitch, date(2026, 1, 1), TODAY + timedelta(days=60))
    assert told(pitch)[0] == PlanState.SOON
    assert told(pitch, TODAY - timedelta(days=1))[0] == PlanState.LET


def test_a_lease_that_another_follows_without_a_gap_is_not_free_soon():
    pitch, with_a_gap = a_pitch(), a_pitch()
    for each, start in ((pitch, date(2026, 4, 1)), (with_a_gap, date(2026, 4, 2))):
        held(each, date(2026, 1, 1), date(2026, 4, 1))
        held(each, start, date(2027, 4, 1))
    assert told(pitch) == (PlanState.LET, "lease", date(2027, 3, 31))
    assert told(with_a_gap) == (PlanState.SOON, "lease", date(2026, 3, 31))


def test_a_lease_for_the_weekend_leaves_the_monday_free():
    pitch = a_pitch()
    held(pitch, date(2026, 1, 1), None, weekdays=(5, 8))
    assert [told(pitch, TODAY + timedelta(days=day))[0] for day in (0, 3, 4, 5, 6)] == [
        PlanState.FREE,
        PlanState.FREE,
        PlanState.LET,
        PlanState.LET,
        PlanState.LET,
    ]


@pytest.mark.parametrize(
    ("held_for", "state"),
    [
        ("offer", PlanState.RESERVED),
        ("night", PlanState.LET),
        ("closure", PlanState.CLOSED),
    ],
)
def test_what_holds_a_pitch_decides_how_it_looks(held_for, state):
    pitch = a_pitch()
    held(pitch, TODAY, TODAY + timedelta(days=1), held_for)
    assert told(pitch) == (state, held_for, TODAY)


def test_a_released_hold_holds_nothing():
    pitch = a_pitch()
    held(pitch, TODAY, None, released_at=AT)
    assert told(pitch)[0] == PlanState.FREE


@pytest.mark.parametrize(
    ("state", "looks"),
    [
        ("reserved", PlanState.RESERVED),
        ("repair", PlanState.CLOSED),
        ("closed", PlanState.CLOSED),
    ],
)
def test_what_the_operator_says_of_a_pitch_comes_first(state, looks):
    pitch = a_pitch(state=state)
    held(pitch, TODAY, None)
    assert told(pitch)[0] == looks


def test_a_container_past_its_approval_is_trouble_not_free():
    pitch = a_pitch(structure="temporary", structure_approval_until=TODAY)
    assert told(pitch)[0] == PlanState.FREE
    assert told(pitch, TODAY + timedelta(days=1))[0] == PlanState.TROUBLE


def test_a_market_is_told_in_the_order_of_the_plan_in_two_queries(django_assert_num_queries):
    market = a_market()
    later, first = a_zone(market=market, position=2), a_zone(market=market, position=1)
    pitches = [a_pitch(zone=zone) for zone in (later, first, first)]
    a_pitch()
    for pitch in pitches:
        held(pitch, TODAY, None)

    with django_assert_num_queries(2):
        there = pitches_on(market, TODAY)

    assert [each.pitch for each in there] == [pitches[1], pitches[2], pitches[0]]


def test_what_holds_a_market_in_a_span_is_listed_without_what_was_given_back():
    market = a_market()
    pitch = a_pitch(market=market)
    inside = held(pitch, TODAY, TODAY + timedelta(days=1))
    held(pitch, TODAY + timedelta(days=1), TODAY + timedelta(days=9))
    held(pitch, TODAY, None, released_at=AT)
    held(a_pitch(), TODAY, None)
    assert list(holds_seen(market, start=TODAY, end=TODAY + timedelta(days=1))) == [inside]

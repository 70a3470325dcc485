from datetime import date, timedelta
from threading import Semaphore

import pytest
from django.db import connection, transaction

from market.actions import holds
from market.actions.contention import in_one_go
from market.core.hours import Hours
from market.core.periods import Period
from market.core.refusals import Conflict
from market.models import Hold, Pitch
from tests.builders import AT, a_pitch
from tests.races import Runner, at_once, until_somebody_waits

MAY = Period.through(date(2026, 5, 1), date(2026, 5, 31))
NIGHT = Hours(18 * 60, 25 * 60)
MORNING = Hours(5 * 60, 11 * 60)


def taken(pitches, period, **how):
    """Whether the ground was to be had."""
    try:
        with transaction.atomic():
            holds.take(pitches, period, held_for="lease", **how)
    except Conflict as refused:
        assert refused.code == "pitch_taken"
        return False
    return True


@pytest.mark.django_db
def test_ground_that_is_held_cannot_be_held_again_and_the_refusal_names_it():
    pitch = a_pitch(code="A-12")
    holds.take([pitch], MAY, held_for="lease")

    with pytest.raises(Conflict) as refused:
        holds.take([pitch], Period.through(date(2026, 5, 31), date(2026, 6, 30)), held_for="lease")

    assert refused.value.code == "pitch_taken"
    assert refused.value.facts["pitch"] == "A-12"
    assert Hold.objects.count() == 1


@pytest.mark.django_db
def test_the_day_after_is_free_again():
    pitch = a_pitch()
    holds.take([pitch], MAY, held_for="lease")

    assert taken([pitch], Period(date(2026, 6, 1), None))


@pytest.mark.django_db
def test_an_open_end_holds_everything_after_its_start_and_nothing_before():
    pitch = a_pitch()
    holds.take([pitch], Period(date(2026, 1, 1), None), held_for="lease")

    assert not taken([pitch], Period.through(date(2030, 1, 1), date(2030, 1, 31)))
    assert taken([pitch], Period.through(date(2025, 12, 1), date(2025, 12, 31)))


@pytest.mark.django_db
def test_other_weekdays_of_the_same_span_are_free():
    pitch = a_pitch()
    holds.take([pitch], MAY, held_for="lease", weekdays=(5, 6))

    assert taken([pitch], MAY, weekdays=(7, 1))
    assert not taken([pitch], MAY, weekdays=(6, 7))


@pytest.mark.django_db
def test_a_morning_and_a_night_share_a_pitch_on_one_day():
    pitch = a_pitch()
    holds.take([pitch], MAY, held_for="lease", hours=MORNING)

    assert taken([pitch], MAY, hours=NIGHT)
    assert not taken([pitch], MAY, hours=Hours(10 * 60, 12 * 60))


@pytest.mark.django_db
def test_ground_given_back_can_be_held_again_and_stays_in_the_history():
    pitch = a_pitch()
    first = holds.take([pitch], MAY, held_for="offer")

    holds.release(first, at=AT)

    assert taken([pitch], MAY)
    assert Hold.objects.filter(pitch=pitch).count() == 2


@pytest.mark.django_db
def test_a_shortened_hold_frees_the_days_behind_it():
    pitch = a_pitch()
    held = holds.take([pitch], MAY, held_for="lease")

    holds.shorten(held, period=Period.through(date(2026, 1, 1), date(2026, 5, 10)), at=AT)

    assert taken([pitch], Period.through(date(2026, 5, 11), date(2026, 5, 31)))


@pytest.mark.django_db
def test_one_taken_pitch_of_two_leaves_neither_held():
    free, held = a_pitch(), a_pitch()
    holds.take([held], MAY, held_for="lease")

    assert not taken([free, held], MAY)
    assert Hold.objects.filter(pitch=free).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["repair", "closed"])
def test_a_pitch_out_of_use_cannot_be_held(state):
    with pytest.raises(Conflict) as refused:
        holds.take([a_pitch(state=state)], MAY, held_for="lease")

    assert refused.value.code == "pitch_closed"


def test_two_who_want_the_same_pitches_in_opposite_order_do_not_deadlock(real_transactions):
    one, other = a_pitch(), a_pitch()

    for round_ in range(20):
        month = Period.through(
            date(2026, 1, 1) + timedelta(days=40 * round_),
            date(2026, 1, 30) + timedelta(days=40 * round_),
        )
        outcomes = at_once(
            lambda month=month: taken([one, other], month),
            lambda month=month: taken([other, one], month),
        )
        assert sorted(outcomes) == [False, True]


def test_whoever_loses_a_deadlock_three_times_is_told_that_the_pitch_is_taken(real_transactions):
    one, other = a_pitch(), a_pitch()
    tries = []
    turn = Semaphore(0)

    @in_one_go
    def cross():
        turn.acquire()
        tries.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '20ms'")
            cursor.execute("SET LOCAL lock_timeout = '0'")
        list(Pitch.objects.select_for_update().filter(pk=other.pk))
        list(Pitch.objects.select_for_update().filter(pk=one.pk))

    loser = None
    for _ in range(3):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL deadlock_timeout = '60s'")
            list(Pitch.objects.select_for_update().filter(pk=one.pk))
            turn.release()
            loser = loser or Runner(cross)
            until_somebody_waits()
            list(Pitch.objects.select_for_update().filter(pk=other.pk))

    refusal = loser.result()
    assert isinstance(refusal, Conflict), refusal
    assert refusal.code == "pitch_taken"
    assert len(tries) == 3

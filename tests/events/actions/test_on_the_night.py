from datetime import UTC, datetime, timedelta

import pytest

from events.actions import numbers, on_the_night
from events.models import CheckIn, Session
from events.queries.numbers import no_shows, season
from market.core.actors import HOUSE
from market.models import Charge, Payment
from tests.builders import AT, a_vendor, a_worker, acting, as_vendor
from tests.events.builders import a_series, a_session
from tests.events.parts import a_call, paid, with_a_pitch
from tests.refused import refused

pytestmark = pytest.mark.django_db
OPENS = datetime(2026, 7, 17, 10, tzinfo=UTC)  # 18:00 at the market
HOUR = timedelta(hours=1)
OVER = OPENS + 8 * HOUR


def a_stall(session=None, **given):
    session = session or a_session()
    return with_a_pitch(a_call(session, **given), session, a_vendor(trade="百货"))


def test_a_vendor_says_who_is_there_once():
    stall = a_stall()
    worker = a_worker(vendor=stall.vendor)
    by = as_vendor(stall.vendor)

    made = on_the_night.check_in(stall, worker=worker, by=by, at=OPENS - HOUR)
    again = on_the_night.check_in(stall, who="另一位", by=by, at=OPENS)

    assert (made.who, made.at, again) == (worker.name, OPENS - HOUR, made)
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "code"), [(OPENS - 5 * HOUR, "too_early"), (OPENS + 7 * HOUR, "session_over")]
)
def test_nobody_checks_in_too_early_or_when_it_is_over(at, code):
    assert refused(on_the_night.check_in, a_stall(), by=HOUSE, at=at)[0] == code


def test_somebody_elses_worker_is_not_there_for_them_and_another_vendor_cannot_say_so():
    stall = a_stall()

    foreign = refused(on_the_night.check_in, stall, worker=a_worker(), by=HOUSE, at=OPENS)
    other = refused(on_the_night.check_in, stall, by=as_vendor(a_vendor()), at=OPENS)

    assert (foreign[0], other[0]) == ("not_their_worker", "not_yours_to_do")


def test_a_pitch_left_clean_gives_the_whole_deposit_back():
    stall = paid(a_stall())

    on_the_night.hand_back(stall, tidy=True, by=HOUSE, at=OVER)

    assert Payment.objects.get().free_fen == 10000
    assert sum(Charge.objects.values_list("open_fen", flat=True)) == 0


def test_what_is_kept_of_the_deposit_is_paid_from_it_and_the_rest_goes_back():
    stall = paid(a_stall())

    on_the_night.hand_back(
        stall, tidy=False, deducted_fen=3000, reason="油污没清", by=HOUSE, at=OVER
    )

    kept = Charge.objects.get(item__code="other")
    assert (kept.amount_fen, kept.open_fen, kept.note) == (3000, 0, "油污没清")
    assert Payment.objects.get().free_fen == 7000
    said = refused(on_the_night.hand_back, stall, tidy=True, by=HOUSE, at=OVER)
    assert said[0] == "handed_back"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"deducted_fen": 10001, "reason": "x"}, "more_than_the_deposit"),
        ({"deducted_fen": 1}, "reason_needed"),
        ({"at": OPENS - HOUR}, "too_early"),
    ],
)
def test_no_more_than_the_deposit_is_kept_and_not_without_a_reason(given, code):
    told = {"tidy": False, "by": HOUSE, "at": OVER} | given

    assert refused(on_the_night.hand_back, a_stall(), **told)[0] == code


def test_who_did_not_come_is_counted_where_somebody_looked():
    series = a_series()
    looked, not_looked = (
        a_session(series=series),
        a_session(series=series, day=OPENS.date() + timedelta(days=1)),
    )
    call = a_call(series=series)
    missing, there = a_vendor(), a_vendor()
    for session in (looked, not_looked):
        with_a_pitch(call, session, missing)
    on_the_night.check_in(with_a_pitch(call, looked, there), by=HOUSE, at=OPENS)

    found = no_shows({missing.pk, there.pk}, at=OVER + timedelta(days=2))

    assert found == {missing.pk: (1, 1), there.pk: (0, 1)}


def test_attendance_is_typed_or_counted_on_and_the_season_adds_it_up(django_assert_num_queries):
    series = a_series()
    session = a_session(series=series)
    call = a_call(series=series)
    stalls = [with_a_pitch(call, session) for _ in range(3)]
    for number, stall in enumerate(stalls):
        numbers.tell_takings(stall, 60000 + number * 3000, by=as_vendor(stall.vendor), at=OVER)
    numbers.count_in(session, 10, by=HOUSE, at=OPENS)
    numbers.count_in(session, -1, by=HOUSE, at=OPENS)
    steward = acting("steward", market=series.market)
    counted = numbers.note(session, people=640, weather="rain", celsius=21, by=steward, at=OVER)

    with django_assert_num_queries(1):
        (night,) = season(Session.objects.all())

    assert (counted.people, counted.way) == (640, "typed")
    assert (night.people, night.weather, night.stalls, night.told) == (640, "rain", 3, 3)
    assert night.average_fen == 63000


def test_two_who_told_are_too_few_for_an_average_and_nobody_tells_for_another():
    session = a_session()
    call = a_call(session)
    stalls = [with_a_pitch(call, session) for _ in range(2)]
    for stall in stalls:
        numbers.tell_takings(stall, 50000, by=HOUSE, at=OVER)

    assert season(Session.objects.all())[0].average_fen is None
    other = as_vendor(stalls[1].vendor)
    said = refused(numbers.tell_takings, stalls[0], 1, by=other, at=OVER)
    assert said[0] == "not_yours_to_do"


def test_nothing_is_counted_before_it_begins_and_only_known_words_are_taken():
    session = a_session()

    assert refused(numbers.note, session, people=1, by=HOUSE, at=AT)[0] == "too_early"
    wrong = refused(numbers.note, session, people=1, weather="frogs", by=HOUSE, at=OVER)
    assert wrong[0] == "bad_word"

from datetime import UTC, date, datetime, time

import pytest

from events.actions import sessions
from events.core.occasions import Feature
from events.models import Session, SignUp
from market.actions import holds
from market.core.actors import HOUSE
from market.core.hours import Hours
from market.core.periods import Period
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Hold, Move
from tests.builders import AT, a_market, a_zone, acting, as_vendor
from tests.events.builders import (
    FRIDAY,
    NIGHT,
    a_filing,
    a_place,
    a_series,
    a_session,
    a_sign_up,
)

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 7, 1, 2, tzinfo=UTC)
SATURDAY = date(2026, 7, 18)


def _busy(pitch, day, hours):
    holds.take([pitch], Period.through(day, day), held_for="lease", hours=hours)


def test_a_night_that_ends_after_midnight_belongs_to_the_day_it_opens():
    session = a_session("planned")

    assert session.day == FRIDAY
    assert session.starts_at == datetime(2026, 7, 17, 10, tzinfo=UTC)
    assert session.ends_at == datetime(2026, 7, 17, 17, tzinfo=UTC)
    assert (session.sequence, session.state, session.created_at) == (0, "planned", AT)


def test_a_session_stands_in_the_zone_of_its_series_unless_another_is_named():
    street = a_zone()
    hall = a_zone(market=street.market)
    series = a_series(zone=street)

    assert a_session("planned", series=series).zone == street
    assert a_session("planned", series=series, day=SATURDAY, zone=hall).zone == hall


def test_a_session_cannot_stand_in_another_market():
    with pytest.raises(Invalid) as refused:
        a_session(zone=a_zone())

    assert refused.value.code == "other_market"


def test_a_series_has_one_session_at_a_time():
    session = a_session("planned")

    with pytest.raises(Conflict) as refused:
        a_session("planned", series=session.series)

    assert refused.value.code == "session_exists"
    assert Session.objects.count() == 1


def test_only_who_manages_this_market_schedules():
    series = a_series()

    for stranger in (acting("manager", market=a_market()), acting("cashier", market=series.market)):
        with pytest.raises(Forbidden):
            sessions.schedule(series, day=FRIDAY, hours=NIGHT, by=stranger, at=AT)

    manager = acting("manager", market=series.market)
    sessions.schedule(series, day=FRIDAY, hours=NIGHT, by=manager, at=AT)
    assert Session.objects.count() == 1


def test_announcing_is_recorded_and_not_a_change_of_time_or_place():
    session = a_session("planned")

    sessions.publish(session, by=HOUSE, at=LATER)

    assert (session.state, session.announced_at, session.changed_at) == ("published", LATER, LATER)
    assert session.sequence == 0
    assert Move.objects.get().name == "publish"


def test_calling_off_counts_as_a_change_and_frees_every_pitch():
    session = a_session()
    placed = [a_place(session), a_place(session)]

    sessions.cancel(session, by=HOUSE, at=LATER, reason="台风")

    assert (session.state, session.sequence, session.changed_at) == ("cancelled", 1, LATER)
    assert session.announced_at == AT
    assert list(Hold.objects.values_list("released_at", flat=True)) == [LATER, LATER]
    assert {SignUp.objects.get(pk=each.pk).state for each in placed} == {"placed"}
    assert Move.objects.get(name="cancel").reason == "台风"


def test_calling_off_twice_is_refused():
    session = a_session("cancelled")

    with pytest.raises(Conflict):
        sessions.cancel(session, by=HOUSE, at=LATER)


def test_a_moved_session_takes_its_vendors_pitches_along():
    session = a_session()
    placed = [a_place(session), a_place(session)]

    earlier = Hours.between(time(17), time(23))
    sessions.move_to(session, day=SATURDAY, hours=earlier, zone=None, by=HOUSE, at=LATER)

    assert (session.day, session.sequence, session.changed_at) == (SATURDAY, 1, LATER)
    assert session.starts_at == datetime(2026, 7, 18, 9, tzinfo=UTC)
    for sign_up in placed:
        hold = SignUp.objects.get(pk=sign_up.pk).hold
        assert (hold.pitch_id, hold.released_at) == (sign_up.pitch_id, None)
        assert (hold.days.lower, hold.days.upper) == (SATURDAY, date(2026, 7, 19))
        assert (hold.minutes.lower, hold.minutes.upper) == (17 * 60, 23 * 60)
    assert Hold.objects.filter(released_at=LATER).count() == 2


def test_a_move_onto_ground_that_is_taken_is_refused_and_changes_nothing():
    session = a_session()
    sign_up = a_place(session)
    _busy(sign_up.pitch, SATURDAY, NIGHT)

    with pytest.raises(Conflict) as refused:
        sessions.move_to(session, day=SATURDAY, hours=NIGHT, zone=None, by=HOUSE, at=LATER)

    assert refused.value.code == "pitch_taken"
    stored = Session.objects.get(pk=session.pk)
    assert (stored.day, stored.sequence) == (FRIDAY, 0)
    assert SignUp.objects.get(pk=sign_up.pk).hold.released_at is None


def test_vendors_keep_a_session_from_moving_to_a_zone_without_their_pitches():
    street = a_zone()
    hall = a_zone(market=street.market)
    session = a_session(series=a_series(zone=street))
    a_place(session)

    with pytest.raises(Conflict) as refused:
        sessions.move_to(session, day=FRIDAY, hours=NIGHT, zone=hall, by=HOUSE, at=LATER)

    assert refused.value.code == "pitches_elsewhere"


def test_a_move_to_where_it_is_already_is_refused():
    session = a_session()

    with pytest.raises(Conflict) as refused:
        sessions.move_to(session, day=FRIDAY, hours=NIGHT, zone=None, by=HOUSE, at=LATER)

    assert refused.value.code == "no_change"


def test_a_session_that_is_called_off_does_not_move():
    session = a_session("cancelled")

    with pytest.raises(Conflict) as refused:
        sessions.move_to(session, day=SATURDAY, hours=NIGHT, zone=None, by=HOUSE, at=LATER)

    assert refused.value.code == "session_cancelled"


def test_two_sessions_of_a_series_cannot_be_moved_onto_each_other():
    session = a_session()
    other = a_session(series=session.series, day=SATURDAY)

    with pytest.raises(Conflict) as refused:
        sessions.move_to(other, day=FRIDAY, hours=NIGHT, zone=None, by=HOUSE, at=LATER)

    assert refused.value.code == "session_exists"


def test_a_new_name_is_no_change_of_time_or_place():
    session = a_session()

    sessions.rename(session, name="七夕夜", name_en="Qixi night", note="", by=HOUSE, at=LATER)

    assert (session.name, session.name_en) == ("七夕夜", "Qixi night")
    assert (session.sequence, session.changed_at) == (0, LATER)


def test_a_session_out_of_time_for_its_permit_is_not_announced_until_it_is_granted():
    session = a_session("planned", expected_people=4800)
    too_late = datetime(2026, 6, 28, 2, tzinfo=UTC)

    with pytest.raises(Conflict) as refused:
        sessions.publish(session, by=HOUSE, at=too_late)

    assert refused.value.code == "permit_out_of_time"
    sessions.publish(session, by=HOUSE, at=datetime(2026, 6, 27, 2, tzinfo=UTC))
    assert session.state == "published"


def test_a_crowd_that_grows_needs_its_permit_anew():
    session = a_session("planned", expected_people=800)
    assert list(session.filings.all()) == []

    sessions.expect(session, people=4800, features=[Feature.FOOD_FAIR], by=HOUSE, at=LATER)

    found = session.filings.values_list("type__code", "apply_by")
    assert list(found) == [
        ("MASS_EVENT", date(2026, 6, 27)),
        ("FOOD_FAIR_REPORT", date(2026, 7, 16)),
    ]
    assert (session.features, session.sequence) == (["food_fair"], 0)


def test_a_stale_copy_of_a_session_does_not_bring_back_what_has_changed():
    session = a_session()
    stale = Session.objects.get(pk=session.pk)
    sessions.cancel(session, by=HOUSE, at=LATER)

    sessions.rename(stale, name="夜市", name_en="", note="", by=HOUSE, at=LATER)

    assert Session.objects.get(pk=session.pk).state == "cancelled"


def test_who_stands_there_may_not_move_it():
    session = a_session()
    vendor = a_sign_up(session).vendor

    with pytest.raises(Forbidden):
        sessions.cancel(session, by=as_vendor(vendor), at=LATER)


def test_a_granted_permit_is_needed_again_when_the_session_moves():
    filing = a_filing()
    type(filing).objects.update(state="granted", number="威公 12")

    sessions.move_to(filing.session, day=SATURDAY, hours=NIGHT, zone=None, by=HOUSE, at=LATER)

    filing.refresh_from_db()
    # a new time is approved before the old one (regulation 505, article 15)
    assert (filing.state, filing.remedy, filing.apply_by) == ("needed", "approval", FRIDAY)

from datetime import UTC, date, datetime, time

import pytest

from events.actions import sessions, sign_ups
from events.models import SignUp
from market.actions import holds
from market.core.actors import HOUSE
from market.core.hours import Hours
from market.core.periods import Period
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Hold
from tests.builders import AT, a_market, a_pitch, a_vendor, a_zone, acting, as_vendor
from tests.events.builders import (
    FRIDAY,
    a_pitch_for,
    a_place,
    a_series,
    a_session,
    a_sign_up,
)
from tests.races import Runner, at_once, until_somebody_waits

BREAKFAST = Hours.between(time(6), time(10))


@pytest.mark.django_db
def test_a_vendor_asks_for_a_place_in_their_own_name():
    session, vendor = a_session(), a_vendor()

    sign_up = sign_ups.ask(session, vendor, by=as_vendor(vendor), at=AT)

    assert (sign_up.state, sign_up.asked_at, sign_up.pitch, sign_up.hold) == (
        "asked",
        AT,
        None,
        None,
    )


@pytest.mark.django_db
def test_nobody_asks_in_the_name_of_another_vendor():
    session, vendor = a_session(), a_vendor()

    for other in (as_vendor(a_vendor()), acting("manager", market=a_market())):
        with pytest.raises(Forbidden):
            sign_ups.ask(session, vendor, by=other, at=AT)


@pytest.mark.django_db
def test_a_vendor_asks_once():
    sign_up = a_sign_up()

    with pytest.raises(Conflict) as refused:
        a_sign_up(sign_up.session, vendor=sign_up.vendor)

    assert refused.value.code == "already_signed_up"


@pytest.mark.django_db
def test_who_has_withdrawn_may_ask_again():
    sign_up = a_sign_up()
    sign_ups.withdraw(sign_up, by=as_vendor(sign_up.vendor), at=AT)

    again = a_sign_up(sign_up.session, vendor=sign_up.vendor)

    assert (again.state, SignUp.objects.count()) == ("asked", 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "at", "code"),
    [
        ("cancelled", AT, "session_cancelled"),
        ("published", datetime(2026, 7, 17, 17, tzinfo=UTC), "session_over"),
    ],
)
def test_nobody_asks_for_a_session_that_is_called_off_or_over(state, at, code):
    session = a_session(state)

    with pytest.raises(Conflict) as refused:
        a_sign_up(session, at=at)

    assert refused.value.code == code


@pytest.mark.django_db
def test_a_barred_vendor_is_told_until_when():
    session = a_session()

    with pytest.raises(Conflict) as refused:
        a_sign_up(session, vendor=a_vendor(barred_until=FRIDAY))

    assert (refused.value.code, refused.value.facts["until"]) == ("vendor_barred", FRIDAY)
    assert a_sign_up(session, vendor=a_vendor(barred_until=date(2026, 7, 16))).state == "asked"


@pytest.mark.django_db
def test_a_place_holds_the_pitch_for_that_day_and_those_minutes():
    session = a_session()
    pitch = a_pitch_for(session)

    sign_up = sign_ups.place(a_sign_up(session), pitch, by=HOUSE, at=AT)

    assert (sign_up.state, sign_up.pitch) == ("placed", pitch)
    hold = Hold.objects.get()
    assert sign_up.hold == hold
    assert (hold.pitch, hold.held_for, hold.released_at) == (pitch, "night", None)
    assert (hold.days.lower, hold.days.upper) == (FRIDAY, date(2026, 7, 18))
    assert (hold.weekdays.lower, hold.weekdays.upper) == (1, 8)
    assert (hold.minutes.lower, hold.minutes.upper) == (18 * 60, 25 * 60)


@pytest.mark.django_db
def test_two_vendors_cannot_have_one_pitch_in_one_night():
    session = a_session()
    first = a_place(session)
    second = a_sign_up(session)

    with pytest.raises(Conflict) as refused:
        sign_ups.place(second, first.pitch, by=HOUSE, at=AT)

    assert refused.value.code == "pitch_taken"
    stored = SignUp.objects.get(pk=second.pk)
    assert (stored.state, stored.pitch, stored.hold) == ("asked", None, None)


@pytest.mark.django_db
def test_a_lease_and_a_night_cannot_share_the_same_hours():
    session = a_session()
    pitch = a_pitch_for(session)
    holds.take([pitch], Period(date(2026, 1, 1), None), held_for="lease")

    with pytest.raises(Conflict) as refused:
        sign_ups.place(a_sign_up(session), pitch, by=HOUSE, at=AT)

    assert refused.value.code == "pitch_taken"


@pytest.mark.django_db
def test_a_breakfast_lease_and_a_night_share_a_day_at_different_minutes():
    session = a_session()
    pitch = a_pitch_for(session)
    holds.take([pitch], Period(date(2026, 1, 1), None), held_for="lease", hours=BREAKFAST)

    sign_up = sign_ups.place(a_sign_up(session), pitch, by=HOUSE, at=AT)

    assert sign_up.state == "placed"
    held = Hold.objects.filter(released_at=None).values_list("held_for", flat=True)
    assert sorted(held) == ["lease", "night"]


@pytest.mark.django_db
def test_a_pitch_outside_the_sessions_ground_is_not_given():
    street = a_zone()
    in_the_street = a_session(series=a_series(zone=street))
    everywhere = a_session()

    for session, pitch in (
        (in_the_street, a_pitch(market=street.market)),
        (everywhere, a_pitch()),
    ):
        with pytest.raises(Invalid) as refused:
            sign_ups.place(a_sign_up(session), pitch, by=HOUSE, at=AT)
        assert refused.value.code == "pitch_elsewhere"
    assert Hold.objects.count() == 0


@pytest.mark.django_db
def test_no_place_is_given_in_a_session_that_is_called_off():
    sign_up = a_sign_up()
    pitch = a_pitch_for(sign_up.session)
    sessions.cancel(sign_up.session, by=HOUSE, at=AT)

    with pytest.raises(Conflict) as refused:
        sign_ups.place(sign_up, pitch, by=HOUSE, at=AT)

    assert refused.value.code == "session_cancelled"
    assert Hold.objects.count() == 0


@pytest.mark.django_db
def test_who_withdraws_frees_the_pitch_at_once():
    sign_up = a_place()

    sign_ups.withdraw(sign_up, by=as_vendor(sign_up.vendor), at=AT, reason="家里有事")

    assert sign_up.state == "withdrawn"
    assert Hold.objects.get().released_at == AT
    assert a_place(sign_up.session, pitch=sign_up.pitch).state == "placed"


@pytest.mark.django_db
def test_who_waits_may_still_be_given_a_place():
    sign_up = a_sign_up()
    sign_ups.wait(sign_up, by=HOUSE, at=AT)

    sign_ups.place(sign_up, a_pitch_for(sign_up.session), by=HOUSE, at=AT)

    assert sign_up.state == "placed"


@pytest.mark.django_db
def test_a_vendor_does_not_give_themselves_a_place():
    sign_up = a_sign_up()
    vendor = as_vendor(sign_up.vendor)

    for act in (
        lambda: sign_ups.place(sign_up, a_pitch_for(sign_up.session), by=vendor, at=AT),
        lambda: sign_ups.wait(sign_up, by=vendor, at=AT),
        lambda: sign_ups.refuse(sign_up, by=vendor, at=AT),
    ):
        with pytest.raises(Forbidden):
            act()
    assert SignUp.objects.get().state == "asked"


def test_two_vendors_run_for_one_pitch_and_one_has_it(real_transactions):
    session = a_session()
    pitch = a_pitch_for(session)
    one, other = a_sign_up(session), a_sign_up(session)

    outcomes = at_once(
        lambda: sign_ups.place(one, pitch, by=HOUSE, at=AT),
        lambda: sign_ups.place(other, pitch, by=HOUSE, at=AT),
    )

    refusals = [each.code for each in outcomes if isinstance(each, Conflict)]
    assert refusals == ["pitch_taken"]
    assert sorted(SignUp.objects.values_list("state", flat=True)) == ["asked", "placed"]
    assert Hold.objects.count() == 1


def test_a_place_waits_for_a_cancellation_under_way_and_is_then_refused(real_transactions):
    session = a_session()
    pitch, sign_up = a_pitch_for(session), a_sign_up(session)

    with pytest.MonkeyPatch.context() as patch:
        runners = []

        def give_back(standing, *, at):
            runners.append(Runner(lambda: sign_ups.place(sign_up, pitch, by=HOUSE, at=AT)))
            until_somebody_waits()

        patch.setattr(sessions.places, "give_back", give_back)
        sessions.cancel(session, by=HOUSE, at=AT)

    assert runners[0].result().code == "session_cancelled"
    assert Hold.objects.count() == 0

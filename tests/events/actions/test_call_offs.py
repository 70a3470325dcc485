"""One button, and what becomes of it when the process is killed on the way."""

import signal
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.db import connection

import events
from events import rules
from events.actions import call_offs, on_the_night, sessions, sign_ups, undoing, uses
from events.models import CallOff, Session, SignUp, Use
from market.core.actors import HOUSE
from market.core.hours import Hours
from market.models import Charge, Hold, Move, Notice, Payment
from tests.builders import AT, a_vendor, a_zone, acting
from tests.events.builders import FRIDAY, a_filing, a_series, a_session
from tests.events.parts import a_call, a_full_night, paid, signed_up, with_a_pitch
from tests.killing import killed_at
from tests.market.actions.providers import in_a_child
from tests.refused import refused

VENDORS = 48
LATER = AT + timedelta(minutes=6)
NIGHT = Hours.between(time(18), time(1))
SATURDAY = (date(2026, 7, 18), NIGHT)


def off(session, **given):
    return call_offs.call_off(session, cause="weather", by=HOUSE, at=AT, **given)


def consequences():
    """Everything that a call-off does, counted."""
    return {
        "cancelled": Session.objects.filter(state="cancelled", sequence=1).count(),
        "called_off": SignUp.objects.filter(state="called_off").count(),
        "holds": Hold.objects.filter(released_at__isnull=True).count(),
        "credits": Charge.objects.filter(amount_fen__lt=0).count(),
        "owed": sum(Charge.objects.values_list("amount_fen", flat=True)),
        "free": sum(Payment.objects.values_list("free_fen", flat=True)),
        "notices": Notice.objects.filter(occasion="session_called_off").count(),
        "orders": list(CallOff.objects.values_list("state", flat=True)),
        "moves": Move.objects.filter(name__in=("call_off", "cancel", "carry_out")).count(),
    }


@pytest.mark.django_db
def test_everything_follows_from_one_button():
    session = a_full_night(2)

    made = off(session, reason="大风")

    assert (made.state, made.told_from) == ("done", AT + timedelta(minutes=5))
    assert consequences() == {
        "cancelled": 1,
        "called_off": 2,
        "holds": 0,
        "credits": 4,
        "owed": 0,
        "free": 36000,
        "notices": 2,
        "orders": ["done"],
        "moves": 4,
    }
    notice = Notice.objects.order_by("pk").first()
    assert (notice.not_before, notice.title.endswith("取消了")) == (made.told_from, True)


@pytest.mark.django_db
def test_the_share_of_the_fee_that_goes_back_is_by_the_cause_and_the_deposit_goes_back_whole():
    session = a_session()
    call = a_call(session, weather_percent=50)
    made = paid(with_a_pitch(call, session))

    off(session)

    credits = Charge.objects.filter(amount_fen__lt=0).order_by("amount_fen")
    assert list(credits.values_list("item__code", "amount_fen")) == [
        ("night-deposit", -10000),
        ("night", -4000),
    ]
    assert made.vendor.accounts.get().payments.get().free_fen == 14000


@pytest.mark.django_db
def test_who_waits_or_was_offered_a_place_is_told_too_and_who_has_left_is_not():
    session = a_session()
    call = a_call(session, places=1)
    first, _second, third = (signed_up(call, session) for _ in range(3))
    sign_ups.withdraw(first, by=HOUSE, at=AT)
    sign_ups.withdraw(third, by=HOUSE, at=AT)

    off(session)

    assert list(SignUp.objects.order_by("pk").values_list("state", flat=True)) == [
        "withdrawn",
        "called_off",
        "withdrawn",
    ]
    assert Notice.objects.filter(occasion="session_called_off").count() == 1


@pytest.mark.django_db
def test_a_granted_permit_is_due_back_in_writing_regulation_505_article_15():
    filing = a_filing()
    type(filing).objects.update(state="granted", number="威临公许 1")

    off(filing.session)

    filing.refresh_from_db()
    assert (filing.state, filing.remedy, filing.apply_by) == ("due_back", "give_back", FRIDAY)


@pytest.mark.django_db
def test_it_is_ordered_once_and_only_by_who_runs_the_market():
    session = a_session()
    call_offs.order(session, "cancel", cause="police", by=HOUSE, at=AT)

    assert refused(off, session)[0] == "ordered_already"
    cashier = acting("cashier", market=session.series.market)
    said = refused(call_offs.order, session, "cancel", cause="police", by=cashier, at=AT)
    assert said[0] == "not_yours_to_do"


@pytest.mark.django_db
def test_put_off_the_vendors_keep_their_pitches_and_are_asked_again_whether_they_come():
    session = a_session()
    made = with_a_pitch(a_call(session), session)
    SignUp.objects.update(confirmed_at=AT)

    call_offs.put_off(session, to=SATURDAY, cause="weather", by=HOUSE, at=AT)

    made.refresh_from_db()
    session.refresh_from_db()
    assert (session.day, session.state, made.state) == (date(2026, 7, 18), "published", "placed")
    assert (made.confirmed_at, made.hold.days.lower) == (None, date(2026, 7, 18))
    assert Notice.objects.get().occasion == "session_put_off"


def put_off(session, **given):
    return call_offs.put_off(session, cause="weather", by=HOUSE, at=AT, **given)


@pytest.mark.django_db
def test_put_off_to_a_day_not_yet_known_everybody_is_told_and_the_ground_is_free():
    session = a_session(series=a_series(zone=a_zone()))
    made = paid(with_a_pitch(a_call(session), session))
    uses.take_zone(session, by=HOUSE, at=AT)

    order = put_off(session, reason="台风")

    session.refresh_from_db()
    made.refresh_from_db()
    assert (order.kind, order.new_day, order.state) == ("postpone", None, "done")
    assert (session.state, session.day, made.state) == ("postponed", FRIDAY, "placed")
    assert made.hold.released_at == AT
    assert not Use.objects.filter(released_at__isnull=True).exists()
    assert not Charge.objects.filter(amount_fen__lt=0).exists()
    notice = Notice.objects.get()
    assert (notice.occasion, notice.not_before) == ("session_postponed", order.told_from)
    assert refused(put_off, session, to=SATURDAY)[0] == "not_now"


@pytest.mark.django_db
def test_moved_to_its_new_day_it_takes_all_it_had_again_and_everybody_is_told():
    session = a_session(series=a_series(zone=a_zone()))
    made = with_a_pitch(a_call(session), session)
    uses.take_zone(session, by=HOUSE, at=AT)
    SignUp.objects.update(confirmed_at=AT)
    put_off(session)

    sessions.move_to(session, day=SATURDAY[0], hours=NIGHT, zone=session.zone, by=HOUSE, at=LATER)

    made.refresh_from_db()
    assert (session.state, session.day) == ("published", SATURDAY[0])
    assert (made.hold.days.lower, made.confirmed_at) == (SATURDAY[0], None)
    assert Use.objects.get(released_at__isnull=True).span.lower == session.starts_at
    said = Notice.objects.order_by("pk").values_list("occasion", flat=True)
    assert list(said) == ["session_postponed", "session_new_day"]


@pytest.mark.django_db
def test_undone_it_stands_on_its_day_again_with_its_pitches():
    session = a_session(series=a_series(zone=a_zone()))
    made = with_a_pitch(a_call(session), session)
    uses.take_zone(session, by=HOUSE, at=AT)

    undoing.undo(put_off(session), by=HOUSE, at=LATER)

    session.refresh_from_db()
    made.refresh_from_db()
    assert (session.state, session.day, made.hold.released_at) == ("published", FRIDAY, None)
    assert Use.objects.filter(released_at__isnull=True).count() == 1
    assert list(Notice.objects.values_list("occasion", "state")) == [
        ("session_postponed", "cancelled")
    ]


@pytest.mark.django_db
def test_called_off_while_it_is_put_off_and_undone_it_is_put_off_again():
    session = a_session()
    made = paid(with_a_pitch(a_call(session), session))
    put_off(session)
    session.refresh_from_db()

    undoing.undo(off(session), by=HOUSE, at=LATER)

    session.refresh_from_db()
    made.refresh_from_db()
    assert (session.state, made.state, made.hold.released_at) == ("postponed", "placed", AT)
    assert sum(Charge.objects.values_list("amount_fen", flat=True)) == 18000


@pytest.mark.django_db
def test_while_it_is_put_off_nobody_is_let_in_and_who_leaves_has_the_fee_back():
    session = a_session()
    made = paid(with_a_pitch(a_call(session), session))
    put_off(session)
    session.refresh_from_db()
    made.session = session

    over = session.starts_at + timedelta(hours=1)
    assert refused(sign_ups.ask, session, a_vendor(), by=HOUSE, at=AT)[0] == "session_postponed"
    assert refused(on_the_night.check_in, made, by=HOUSE, at=over)[0] == "session_postponed"
    assert rules.can_take_part(HOUSE, made) == ["withdraw"]

    sign_ups.withdraw(made, by=HOUSE, at=over)
    assert sum(Charge.objects.values_list("amount_fen", flat=True)) == 0


def test_nothing_but_an_order_calls_a_session_off_or_puts_it_off():
    steps = ("sessions.cancel(", "sessions.postpone(", "sessions.take_back(")
    folder = Path(events.__file__).parent
    using = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if any(step in path.read_text() for step in steps)
    }
    assert using == {"actions/call_offs.py", "actions/undoing.py"}


@pytest.mark.django_db
def test_an_order_that_cannot_be_carried_out_is_dropped_and_nothing_is_left_of_it():
    session = a_session()
    made = with_a_pitch(a_call(session), session)
    other = a_session(series=session.series, day=date(2026, 7, 18))
    sign_ups.place(signed_up(a_call(other), other), made.pitch, by=HOUSE, at=AT)
    other.series = session.series
    Session.objects.filter(pk=other.pk).update(starts_at=other.starts_at + timedelta(minutes=1))

    said = refused(
        call_offs.put_off,
        session,
        to=SATURDAY,
        cause="weather",
        by=HOUSE,
        at=AT,
    )

    session.refresh_from_db()
    assert (said[0], session.day, CallOff.objects.get().state) == ("pitch_taken", FRIDAY, "undone")
    assert Notice.objects.count() == 0


@pytest.mark.django_db
def test_while_nobody_has_been_told_everything_stands_again_as_it_stood():
    session = a_session()
    call = a_call(session, places=2)
    placed = paid(with_a_pitch(call, session))
    accepted, waiting = signed_up(call, session), signed_up(call, session)
    made = off(session)

    undoing.undo(made, by=HOUSE, at=LATER)

    session.refresh_from_db()
    assert (session.state, session.sequence) == ("published", 2)
    states = SignUp.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["placed", "accepted", "waiting"]
    placed.refresh_from_db()
    assert placed.hold.released_at is None
    assert Notice.objects.get(vendor=placed.vendor).state == "cancelled"
    account = placed.vendor.accounts.get()
    assert (sum(account.charges.values_list("amount_fen", flat=True))) == 18000
    assert sum(account.charges.values_list("open_fen", flat=True)) == 0
    assert (accepted.state, waiting.state) == ("accepted", "waiting")


@pytest.mark.django_db
def test_called_off_again_after_it_was_undone_the_money_goes_back_once():
    session = a_full_night(1)
    undoing.undo(off(session), by=HOUSE, at=LATER)
    session.refresh_from_db()

    call_offs.call_off(session, cause="police", by=HOUSE, at=LATER)

    assert sum(Charge.objects.values_list("amount_fen", flat=True)) == 0
    assert Payment.objects.get().free_fen == 18000


@pytest.mark.django_db
def test_once_somebody_has_been_told_it_stands():
    session = a_full_night(2)
    made = off(session)
    first = Notice.objects.order_by("pk").first()
    Notice.objects.filter(pk=first.pk).update(state="sent")

    assert refused(undoing.undo, made, by=HOUSE, at=LATER)[0] == "already_told"

    assert SignUp.objects.filter(state="called_off").count() == 2
    assert Notice.objects.filter(state="pending").count() == 1


@pytest.mark.django_db
def test_with_nobody_to_tell_it_can_be_undone_for_some_minutes():
    made = off(a_session())

    assert refused(undoing.undo, made, by=HOUSE, at=LATER)[0] == "too_late_to_undo"
    undoing.undo(made, by=HOUSE, at=AT)
    assert made.session.state == "published" or Session.objects.get().state == "published"


@pytest.mark.django_db
def test_a_pitch_that_was_given_away_meanwhile_stands_in_the_way_of_undoing():
    session = a_full_night(1)
    made = off(session)
    pitch = SignUp.objects.get().pitch
    other = a_session(series=session.series, hours=Hours.between(time(19), time(23)))
    sign_ups.place(signed_up(a_call(other), other), pitch, by=HOUSE, at=AT)

    assert refused(undoing.undo, made, by=HOUSE, at=LATER)[0] == "pitch_taken"
    assert Session.objects.get(pk=session.pk).state == "cancelled"


POINTS = {
    "before the order is written": ('INSERT INTO "events_calloff"', 1),
    "half the sign-ups are called off": ('UPDATE "events_signup" SET "state"', 24),
    "half the money is credited": ('INSERT INTO "market_charge"', 48),
    "half the notices are written": ("INSERT INTO market_notice", 24),
    "just before all of it is committed": ('UPDATE "events_calloff" SET "state"', 1),
}


@pytest.mark.django_db(transaction=True)
def test_killed_at_five_points_each_consequence_is_there_exactly_once(real_transactions):
    a_full_night(VENDORS)
    standing = {"state": "published", "sequence": 0}

    for number, (name, point) in enumerate(POINTS.items()):
        connection.close()

        def press(point=point, first=number < 2):
            saying, nth = point
            with killed_at(nth, saying=saying, before=True):
                if first:
                    call_offs.call_off(Session.objects.get(), cause="weather", by=HOUSE, at=AT)
                else:
                    call_offs.carry_out_due(by=HOUSE, at=AT)

        assert in_a_child(press) == -signal.SIGKILL, name
        assert Session.objects.filter(**standing).count() == 1, name
        assert Notice.objects.count() == 0, name
        assert Charge.objects.filter(amount_fen__lt=0).count() == 0, name
        assert CallOff.objects.count() == (0 if number == 0 else 1), name

    call_offs.carry_out_due(by=HOUSE, at=AT)
    call_offs.carry_out_due(by=HOUSE, at=AT)

    assert consequences() == {
        "cancelled": 1,
        "called_off": VENDORS,
        "holds": 0,
        "credits": 2 * VENDORS,
        "owed": 0,
        "free": 18000 * VENDORS,
        "notices": VENDORS,
        "orders": ["done"],
        "moves": VENDORS + 2,
    }

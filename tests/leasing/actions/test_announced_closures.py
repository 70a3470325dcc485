"""A closed day on the calendar closes the ground and takes its part off the rent."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from events.actions import call_offs, schedules, sessions, undoing
from events.actions import series as series_deeds
from events.core.recurrence.patterns import Weekly
from events.core.recurrence.rules import Rule
from events.models import Session
from leasing.actions import billing, rebates
from leasing.actions.announced_closures import follow_closures
from leasing.models import Closure, ClosureLease
from market.core.actors import HOUSE
from market.models import Hold
from tests.builders import AT, a_pitch, a_zone, acting
from tests.events.builders import NIGHT, a_series, a_session
from tests.leasing.actions.books import charged
from tests.leasing.builders import a_signed_lease
from tests.refused import refused

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)
JULY = date(2026, 7, 1)
DAY = timedelta(days=1)


@pytest.fixture
def zone():
    return a_zone()


@pytest.fixture
def lease(zone):
    made = a_signed_lease(pitches=[a_pitch(zone=zone)])
    billing.charge_due(by=HOUSE, at=on(JUNE))
    return made


def on(day):
    return datetime.combine(day, AT.timetz())


def follow(day=JUNE):
    report = follow_closures(by=HOUSE, at=on(day))
    rebates.settle_closures(by=HOUSE, at=on(day))
    return report.counts


def closed_series(zone, percent=Decimal(100)):
    return a_series(zone=zone, kind="closure", name="消杀停业", rebate_percent=percent)


def closed(zone, day=date(2026, 6, 15), **given):
    return a_session(series=closed_series(zone, **given), day=day, at=on(JUNE))


def test_every_announced_day_of_a_series_takes_a_thirtieth_of_june_off(zone, lease):
    series = closed_series(zone)
    schedules.set_rule(
        series,
        rule=Rule(Weekly(frozenset({1}))),
        hours=NIGHT,
        first_on=JUNE,
        last_on=date(2026, 6, 30),
        by=HOUSE,
        at=on(JUNE),
    )
    schedules.announce_through(series, through=date(2026, 6, 15), by=HOUSE, at=on(JUNE))
    days = Session.objects.filter(state="published").count()

    assert follow() == {"closed": days, "lifted": 0}
    assert days in (2, 3)
    assert charged(lease)[JUNE] == 170000 - round(170000 * days / 30)
    assert follow() == {"closed": 0, "lifted": 0}


def test_vacant_ground_is_held_shut_and_the_bill_says_why(zone, lease):
    vacant = a_pitch(zone=zone)
    closed(zone)
    follow()
    hold = Hold.objects.get(pitch=vacant, released_at=None)
    assert (hold.held_for, hold.days.lower) == ("closure", date(2026, 6, 15))
    assert Closure.objects.get().note == "消杀停业"

    session = Session.objects.get()
    sessions.rename(session, name="大消杀", name_en="", note="", by=HOUSE, at=on(JUNE))
    assert follow() == {"closed": 0, "lifted": 0}


def test_called_off_the_rent_is_charged_again_and_undone_it_is_taken_off_again(zone, lease):
    session = closed(zone)
    full = charged(lease)[JUNE]
    follow()
    less = charged(lease)[JUNE]

    order = call_offs.call_off(session, cause="market", by=HOUSE, at=on(JUNE))
    assert follow() == {"closed": 0, "lifted": 1}
    assert charged(lease)[JUNE] == full

    undoing.undo(order, by=HOUSE, at=on(JUNE))
    assert follow() == {"closed": 1, "lifted": 0}
    assert charged(lease)[JUNE] == less < full


def test_moved_the_rebate_moves_along(zone, lease):
    session = closed(zone)
    follow()
    sessions.move_to(session, day=JULY, hours=NIGHT, zone=zone, by=HOUSE, at=on(JUNE))

    assert follow() == {"closed": 1, "lifted": 1}
    standing = Closure.objects.get(state="standing")
    assert (standing.starts_on, standing.ends_on) == (JULY, JULY)
    assert charged(lease)[JUNE] == 170000


def test_without_a_rebate_it_only_stands_on_the_calendar(zone, lease):
    session = closed(zone, percent=None)
    assert follow() == {"closed": 0, "lifted": 0}
    series_deeds.allow(session.series, rebate_percent=Decimal(50), by=HOUSE, at=AT)
    assert follow() == {"closed": 1, "lifted": 0}
    assert ClosureLease.objects.get().percent == 50


def test_a_planned_day_and_an_ordinary_night_close_nothing(zone, lease):
    a_session("planned", series=closed_series(zone), day=date(2026, 6, 16), at=on(JUNE))
    a_session(series=a_series(zone=zone), day=date(2026, 6, 17), at=on(JUNE))
    assert follow() == {"closed": 0, "lifted": 0}


def test_ground_without_pitches_is_reported_and_stops_no_other(zone, lease):
    closed(a_zone(market=zone.market), day=date(2026, 6, 10))
    closed(zone)
    report = follow_closures(by=HOUSE, at=on(JUNE))
    assert report.counts == {"closed": 1, "lifted": 0}
    assert [line.note for line in report.lines if line.done == "left_out"] == [
        "Choose at least one pitch."
    ]


def test_only_a_series_of_closed_days_has_a_rebate_and_only_the_manager_says_which(zone):
    nights, days = a_series(zone=zone), closed_series(zone)
    half = {"rebate_percent": Decimal(50), "at": AT}
    assert refused(series_deeds.allow, nights, by=HOUSE, **half)[0] == "no_closure"
    cashier = acting("cashier", market=zone.market)
    assert refused(series_deeds.allow, days, by=cashier, **half)[0] == "not_yours_to_do"

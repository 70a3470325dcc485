from datetime import UTC, date, datetime, time, timedelta

import pytest

from events.actions import call_offs, laying_out, schedules, sessions
from events.core.recurrence.writing import read
from events.models import Filing, FilingMaterial, Series, Session
from market.core.actors import HOUSE
from market.core.hours import Hours
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import SpecialDay
from tests.builders import a_zone, acting
from tests.events.builders import NIGHT, a_place, a_series, a_sign_up

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 1, 2, tzinfo=UTC)
NIGHTS = {"every": "week", "weekdays": [5]}
SATURDAYS = {"every": "week", "weekdays": [6]}


def ruled(
    told=NIGHTS, *, series=None, hours=NIGHT, first=date(2026, 7, 3), last=date(2026, 7, 31), **more
):
    series = series or a_series()
    return schedules.set_rule(
        series, rule=read(told), hours=hours, first_on=first, last_on=last, by=HOUSE, at=AT, **more
    )


def days(series, **asked):
    rows = Session.objects.filter(series=series, **asked).order_by("starts_at")
    return [f"{each.day:%m-%d}" for each in rows]


def announced(series):
    schedules.announce_through(series, through=date(2027, 12, 31), by=HOUSE, at=AT)
    return {f"{each.day:%m-%d}": each for each in Session.objects.filter(series=series)}


def test_a_rule_puts_its_sessions_in_with_their_hours_and_place():
    zone = a_zone()
    series = ruled(series=a_series(zone=zone))

    first = Session.objects.filter(series=series).earliest("starts_at")

    assert days(series) == ["07-03", "07-10", "07-17", "07-24", "07-31"]
    assert (first.starts_at, first.ends_at) == NIGHT.on(date(2026, 7, 3))
    assert (first.slot, first.zone, first.state) == (first.starts_at, zone, "planned")


def test_laying_out_again_changes_nothing_and_asks_no_more_for_three_series(
    django_assert_max_num_queries,
):
    for _ in range(3):
        ruled()
    before = list(Session.objects.order_by("pk").values())

    with django_assert_max_num_queries(12):
        report = laying_out.lay_out_due(by=HOUSE, at=AT)

    assert report.counts == {"planned": 0, "dropped": 0, "settled": 0, "stranded": 0}
    assert list(Session.objects.order_by("pk").values()) == before


def test_sessions_reach_four_hundred_days_ahead_and_roll_on():
    series = ruled(last=None)
    last = Session.objects.filter(series=series).latest("starts_at").day
    assert date(2026, 7, 1) + timedelta(days=392) < last < date(2026, 7, 1) + timedelta(days=400)

    laying_out.lay_out_due(by=HOUSE, at=AT + timedelta(days=7))

    assert Session.objects.filter(series=series).latest("starts_at").day == last + timedelta(days=7)


def test_an_overnight_session_belongs_to_the_day_it_opened():
    late = Hours.between(time(1), time(3))

    series = ruled(hours=late)

    first = Session.objects.filter(series=series).earliest("starts_at")
    assert first.day == date(2026, 7, 3)
    assert first.starts_at == datetime(2026, 7, 3, 17, tzinfo=UTC)
    laying_out.lay_out_due(by=HOUSE, at=AT)
    assert len(days(series)) == 5


def test_another_rule_drops_what_nobody_has_touched():
    series = ruled()
    ruled(SATURDAYS, series=series, first=date(2026, 7, 3))

    assert days(series) == ["07-04", "07-11", "07-18", "07-25"]
    assert series.sequence == 1


def test_a_rule_cannot_take_away_what_is_announced():
    series = ruled()
    announced(series)

    with pytest.raises(Conflict) as refused:
        ruled(SATURDAYS, series=series)

    assert refused.value.code == "rule_announced"
    assert days(series) == ["07-03", "07-10", "07-17", "07-24", "07-31"]


def test_a_rule_may_grow_beyond_what_is_announced():
    series = ruled()
    announced(series)

    ruled({**NIGHTS, "weekdays": [5, 6]}, series=series)

    assert days(series, announced_at=None) == ["07-04", "07-11", "07-18", "07-25"]


def test_what_never_happens_is_no_rule():
    with pytest.raises(Invalid) as refused:
        ruled(
            {"every": "lunar", "months": [2], "days": [5], "leap": "only"}, last=date(2026, 12, 31)
        )
    assert refused.value.code == "never_happens"

    with pytest.raises(Invalid) as refused:
        ruled(last=date(2026, 7, 2))
    assert refused.value.code == "ends_before_it_starts"


def test_only_a_manager_says_a_rule():
    series = a_series()
    by = acting("checker", market=series.market)
    with pytest.raises(Forbidden):
        schedules.set_rule(
            series,
            rule=read(NIGHTS),
            hours=NIGHT,
            first_on=date(2026, 7, 3),
            last_on=None,
            by=by,
            at=AT,
        )


def test_a_large_crowd_brings_its_filings_with_every_date():
    ruled(expected_people=4800)

    assert Filing.objects.filter(type__code="MASS_EVENT").count() == 5


def test_a_date_never_announced_can_be_left_out_for_good():
    series = ruled()
    session = Session.objects.get(series=series, day=date(2026, 7, 17))

    schedules.leave_out(session, by=HOUSE, at=AT)
    laying_out.lay_out_due(by=HOUSE, at=AT)

    assert days(series) == ["07-03", "07-10", "07-24", "07-31"]
    assert Series.objects.get(pk=series.pk).rule["left_out"] == ["2026-07-17"]


def test_a_date_that_is_announced_or_asked_for_is_not_left_out():
    series = ruled()
    asked = Session.objects.get(series=series, day=date(2026, 7, 17))
    a_sign_up(asked)

    with pytest.raises(Conflict) as refused:
        schedules.leave_out(asked, by=HOUSE, at=AT)
    assert refused.value.code == "session_in_use"


def test_a_date_for_which_a_paper_is_ready_stays_when_the_rule_changes():
    series = ruled(expected_people=4800)
    kept = Session.objects.filter(series=series).order_by("starts_at").first()
    paper = FilingMaterial.objects.filter(filing__session=kept).first()
    FilingMaterial.objects.filter(pk=paper.pk).update(ready_at=AT)

    ruled(SATURDAYS, series=series)

    assert days(series) == ["07-03", "07-04", "07-11", "07-18", "07-25"]
    assert FilingMaterial.objects.filter(pk=paper.pk).exists()


def test_what_was_moved_keeps_its_slot_and_is_not_put_in_twice():
    series = ruled()
    there = announced(series)
    moved = there["07-17"]

    sessions.move_to(moved, day=date(2026, 7, 16), hours=NIGHT, zone=None, by=HOUSE, at=AT)
    laying_out.lay_out_due(by=HOUSE, at=AT)

    assert days(series) == ["07-03", "07-10", "07-16", "07-24", "07-31"]
    assert moved.slot == NIGHT.on(date(2026, 7, 17))[0]


def test_this_and_following_go_on_in_a_series_of_their_own():
    zone = a_zone()
    series = ruled(series=a_series(zone=zone, slug="fridays"))
    there = announced(series)
    place = a_place(there["07-24"])

    new = schedules.split(
        series,
        from_on=date(2026, 7, 13),
        slug="saturdays",
        rule=read(SATURDAYS),
        hours=NIGHT,
        by=HOUSE,
        at=AT,
    )

    assert (new.continues, new.first_on, new.last_on) == (
        series,
        date(2026, 7, 13),
        date(2026, 7, 31),
    )
    assert days(series, state="published") == ["07-03", "07-10"]
    assert days(new) == ["07-18", "07-25"]
    assert days(series, state="cancelled") == ["07-31"]
    assert there["07-31"].call_offs.get().state == "done"
    followed = Session.objects.get(pk=place.session_id)
    assert (followed.series, followed.day, followed.sequence) == (new, date(2026, 7, 25), 1)
    assert followed.slot == followed.starts_at
    place.refresh_from_db()
    assert place.hold.days.lower == date(2026, 7, 25)
    laying_out.lay_out_due(by=HOUSE, at=AT)
    assert days(new) == ["07-18", "07-25"]


def test_a_series_is_not_split_where_nothing_is_before():
    series = ruled()
    with pytest.raises(Conflict) as refused:
        schedules.split(
            series,
            from_on=date(2026, 7, 3),
            slug="new",
            rule=read(SATURDAYS),
            hours=NIGHT,
            by=HOUSE,
            at=AT,
        )
    assert refused.value.code == "nothing_before"


def test_a_provisional_date_settles_when_the_list_is_uploaded():
    eves = {"every": "off", "which": "eves"}
    series = ruled(eves, first=date(2027, 2, 1), last=date(2027, 2, 14))
    assert days(series, provisional=True) == ["02-05", "02-06", "02-12", "02-13"]
    kept = Session.objects.get(series=series, day=date(2027, 2, 12))
    schedules.announce_through(series, through=date(2027, 2, 5), by=HOUSE, at=AT)
    sessions.publish(kept, by=HOUSE, at=AT)

    SpecialDay.objects.create(day=date(2027, 2, 13), kind="workday")
    SpecialDay.objects.create(day=date(2027, 2, 8), kind="holiday")
    report = laying_out.lay_out_due(by=HOUSE, at=AT)

    # the 7th is an eve now, the 12th no longer: but it is announced, and a person must decide
    assert report.counts == {"planned": 1, "dropped": 0, "settled": 3, "stranded": 1}
    assert days(series, provisional=False) == ["02-05", "02-06", "02-07", "02-13"]
    assert days(series, provisional=True) == ["02-12"]


def test_only_what_is_announced_can_be_put_off_to_a_day_not_yet_known():
    session = Session.objects.filter(series=ruled()).first()
    with pytest.raises(Conflict) as refused:
        call_offs.put_off(session, cause="weather", by=HOUSE, at=AT)
    assert refused.value.code == "not_now"


def test_dates_are_announced_up_to_a_day_and_what_lacks_its_permit_is_not():
    small = ruled(series=a_series(zone=a_zone()))
    large = ruled(expected_people=4800, first=date(2026, 7, 10), series=a_series(zone=a_zone()))

    answers = [
        schedules.announce_through(each, through=date(2026, 7, 24), by=HOUSE, at=AT)
        for each in (small, large)
    ]

    assert answers == [(4, 0), (1, 2)]

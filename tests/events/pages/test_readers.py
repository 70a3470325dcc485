"""What subscribers see: each feed is read by three readers, which must all see the same."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from events.actions import call_offs, schedules, sessions
from events.core.recurrence.writing import read
from events.models import Session
from market.core.actors import HOUSE
from market.core.hours import Hours
from tests.builders import a_zone
from tests.events.builders import NIGHT, a_series
from tests.events.readers import read_by_all

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 1, 2, tzinfo=UTC)
EVENING = Hours.between(time(18), time(22))
FRIDAYS = {"every": "week", "weekdays": [5]}


@pytest.fixture(autouse=True)
def first_of_july():
    with time_machine.travel(AT, tick=False):
        yield


def announced(
    told=FRIDAYS, *, hours=EVENING, first=date(2026, 7, 3), last=date(2026, 7, 31), **series
):
    made = a_series(**{"name": "夜市", "zone": a_zone(name="星空街"), **series})
    schedules.set_rule(
        made, rule=read(told), hours=hours, first_on=first, last_on=last, by=HOUSE, at=AT
    )
    schedules.announce_through(made, through=date(2027, 12, 31), by=HOUSE, at=AT)
    return made


def on(series, day):
    return Session.objects.get(series=series, slot__date=day)


def seen(client, path="/calendar.ics", first=date(2026, 7, 1), end=date(2026, 9, 1)):
    """What every program sees, once they agree."""
    by_each = read_by_all(client.get(path).content, first, end)
    assert len(by_each) == 3
    lists = list(by_each.values())
    assert lists == [lists[0]] * len(lists), by_each
    return [line if line[2] != "CONFIRMED" else line[:2] for line in lists[0]]


def text(client, path="/calendar.ics"):
    return client.get(path).content.decode().replace("\r\n ", "")


def test_a_weekly_night_is_one_rule_that_ends_in_utc_with_its_last_announced_start(client):
    announced()

    assert seen(client) == [
        (f"{day} 18:00", f"{day} 22:00") for day in ("07-03", "07-10", "07-17", "07-24", "07-31")
    ]
    assert "RRULE:FREQ=WEEKLY;BYDAY=FR;WKST=MO;UNTIL=20260731T100000Z" in text(client)
    assert text(client).count("BEGIN:VEVENT") == 1


def test_a_moved_night_is_at_its_new_time_and_no_longer_at_its_old_one(client):
    series = announced()
    moved = on(series, date(2026, 7, 17))

    sessions.move_to(
        moved,
        day=date(2026, 7, 16),
        hours=Hours.between(time(19), time(23)),
        zone=moved.zone,
        by=HOUSE,
        at=AT,
    )

    assert seen(client) == [
        ("07-03 18:00", "07-03 22:00"),
        ("07-10 18:00", "07-10 22:00"),
        ("07-16 19:00", "07-16 23:00"),
        ("07-24 18:00", "07-24 22:00"),
        ("07-31 18:00", "07-31 22:00"),
    ]
    assert "RECURRENCE-ID;TZID=Asia/Shanghai:20260717T180000" in text(client)
    assert seen(client, first=date(2026, 7, 17), end=date(2026, 7, 18)) == []


def test_a_night_called_off_stays_and_says_so(client):
    series = announced()

    off = on(series, date(2026, 7, 10))
    call_offs.call_off(off, cause="weather", by=HOUSE, at=AT)

    assert seen(client, end=date(2026, 7, 18)) == [
        ("07-03 18:00", "07-03 22:00"),
        ("07-10 18:00", "07-10 22:00", "CANCELLED", "【取消】夜市"),
        ("07-17 18:00", "07-17 22:00"),
    ]
    assert "EXDATE" not in text(client)


def test_a_night_put_off_is_struck_out_until_it_has_a_day(client):
    series = announced()
    late = on(series, date(2026, 7, 10))

    call_offs.put_off(late, cause="weather", by=HOUSE, at=AT)
    assert ("07-10 18:00", "07-10 22:00", "CANCELLED", "【延期】夜市") in seen(client)

    sessions.move_to(late, day=date(2026, 7, 12), hours=EVENING, zone=late.zone, by=HOUSE, at=AT)
    assert ("07-12 18:00", "07-12 22:00") in seen(client)


def test_only_what_was_never_announced_is_left_out(client):
    series = announced(last=date(2026, 8, 14))
    hidden = Session.objects.filter(series=series, day__in=[date(2026, 7, 17), date(2026, 8, 14)])
    hidden.update(state="planned", announced_at=None)

    assert [line[0] for line in seen(client)] == [
        "07-03 18:00",
        "07-10 18:00",
        "07-24 18:00",
        "07-31 18:00",
        "08-07 18:00",
    ]
    assert "EXDATE;TZID=Asia/Shanghai:20260717T180000\r\n" in text(client)
    assert "UNTIL=20260807T100000Z" in text(client)


def test_a_series_that_goes_on_otherwise_is_two(client):
    series = announced(slug="fridays")

    schedules.split(
        series,
        from_on=date(2026, 7, 13),
        slug="saturdays",
        rule=read({"every": "week", "weekdays": [6]}),
        hours=EVENING,
        by=HOUSE,
        at=AT,
    )

    assert seen(client) == [
        ("07-03 18:00", "07-03 22:00"),
        ("07-10 18:00", "07-10 22:00"),
        ("07-18 18:00", "07-18 22:00"),
        ("07-25 18:00", "07-25 22:00"),
        ("07-31 18:00", "07-31 22:00", "CANCELLED", "【取消】夜市"),
    ]
    series.refresh_from_db()
    assert f"RELATED-TO:{series.uid}" in text(client)
    assert [line[0] for line in seen(client, "/series/saturdays.ics")] == [
        "07-18 18:00",
        "07-25 18:00",
    ]


def test_a_night_beyond_midnight_ends_the_next_morning(client):
    announced(hours=NIGHT, last=date(2026, 7, 10))

    assert seen(client) == [("07-03 18:00", "07-04 01:00"), ("07-10 18:00", "07-11 01:00")]


def test_a_fair_by_the_moon_is_one_event_a_date(client):
    fair = {"every": "lunar", "days": [5, 10, 15, 20, 25, 30], "months": "*", "leap": "include"}
    announced(fair, hours=Hours.between(time(6), time(12)), last=date(2026, 8, 31), name="大集")

    assert [line[0][:5] for line in seen(client)] == [
        *("07-04", "07-09", "07-18", "07-23", "07-28", "08-02", "08-07", "08-12"),
        *("08-17", "08-22", "08-27"),
    ]
    assert "RRULE" not in text(client)
    assert "RDATE" not in text(client)


def test_a_renamed_night_and_one_that_went_elsewhere_are_exceptions_of_their_series(client):
    series = announced(slug="fridays")
    sessions.rename(
        on(series, date(2026, 7, 10)), name="七夕夜", name_en="", note="", by=HOUSE, at=AT
    )
    elsewhere = a_zone(market=series.market, name="广场")
    gone = on(series, date(2026, 7, 17))
    sessions.move_to(gone, day=gone.day, hours=EVENING, zone=elsewhere, by=HOUSE, at=AT)

    for path in ("/calendar.ics", f"/zones/{series.zone.code}/calendar.ics"):
        assert len(seen(client, path)) == 5
        assert text(client, path).count("RECURRENCE-ID") == 2
        assert "SUMMARY:七夕夜" in text(client, path)
        assert "LOCATION:广场" in text(client, path)

from datetime import UTC, date, datetime

import pytest

from events.actions import calendar_intake, sessions
from events.models import Session
from market.core.actors import HOUSE
from tests.events.builders import a_series
from tests.events.core.test_calendar_files import a_file

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 1, 2, tzinfo=UTC)
WEEKLY = ("DTSTART;TZID=Asia/Shanghai:20260703T180000", "DURATION:PT4H", "SUMMARY:电影夜")


def bring(series, *lines):
    return calendar_intake.bring(a_file(*lines), series, by=HOUSE, at=AT).counts


def test_a_file_becomes_planned_sessions_and_again_changes_nothing():
    series = a_series()
    lines = (*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3")

    first, again = bring(series, *lines), bring(series, *lines)

    assert first == {"created": 3, "changed": 0, "unchanged": 0, "left_out": 0}
    assert again == {"created": 0, "changed": 0, "unchanged": 3, "left_out": 0}
    rows = Session.objects.filter(series=series)
    assert [(each.day.day, each.name, each.state) for each in rows] == [
        (day, "电影夜", "planned") for day in (3, 10, 17)
    ]


def test_what_the_file_moves_is_moved_and_what_it_calls_off_is_called_off():
    series = a_series()
    bring(series, *WEEKLY)
    session = Session.objects.get()
    sessions.publish(session, by=HOUSE, at=AT)

    later = ("DTSTART;TZID=Asia/Shanghai:20260704T180000", *WEEKLY[1:])
    assert bring(series, *later)["changed"] == 1
    session.refresh_from_db()
    assert (session.day, session.sequence) == (date(2026, 7, 4), 1)

    assert bring(series, *later, "STATUS:CANCELLED")["changed"] == 1
    session.refresh_from_db()
    assert session.state == "cancelled"


def test_what_is_longer_than_a_market_day_is_left_out_and_told():
    report = calendar_intake.bring(
        a_file("DTSTART;VALUE=DATE:20260703", "DTEND;VALUE=DATE:20260706", "SUMMARY:三天"),
        a_series(),
        by=HOUSE,
        at=AT,
    )

    assert report.counts["left_out"] == 1
    assert report.lines[0].about == "三天"

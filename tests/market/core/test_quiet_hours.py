from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.hours import SHANGHAI
from market.core.quiet_hours import earliest


def on_3_may(clock):
    return datetime.combine(datetime(2026, 5, 3), time.fromisoformat(clock), tzinfo=SHANGHAI)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        ("08:00", "2026-05-03T08:00"),
        ("19:59:59", "2026-05-03T19:59:59"),
        ("20:00", "2026-05-04T08:00"),
        ("23:59", "2026-05-04T08:00"),
        ("00:00", "2026-05-03T08:00"),
        ("07:59:59", "2026-05-03T08:00"),
    ],
)
def test_quiet_hours_run_over_midnight_and_end_in_the_morning(clock, until):
    moment = datetime.fromisoformat(until).replace(tzinfo=SHANGHAI)
    assert earliest(on_3_may(clock), time(20), time(8)) == moment


def test_quiet_hours_may_lie_within_a_day():
    assert earliest(on_3_may("12:30"), time(12), time(14)) == on_3_may("14:00")
    assert earliest(on_3_may("14:00"), time(12), time(14)) == on_3_may("14:00")
    assert earliest(on_3_may("11:59"), time(12), time(14)) == on_3_may("11:59")


def test_the_same_hour_twice_is_no_quiet_hours_at_all():
    assert earliest(on_3_may("03:00"), time(8), time(8)) == on_3_may("03:00")


def test_the_hour_is_the_markets_own_whatever_zone_the_moment_is_written_in():
    assert earliest(datetime(2026, 5, 3, 13, tzinfo=UTC)) == on_3_may("08:00") + timedelta(days=1)


clocks = st.times().map(lambda clock: clock.replace(fold=0))


@given(st.datetimes(timezones=st.just(SHANGHAI)), clocks, clocks)
def test_the_end_of_quiet_hours_is_never_quiet_and_less_than_a_day_away(at, start, end):
    decent = earliest(at, start, end)

    assert earliest(decent, start, end) == decent
    assert at <= decent < at + timedelta(days=1)

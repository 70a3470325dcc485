from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from market.core.hours import SHANGHAI
from market.demo.working_hours import at_work

NEW_YEAR = datetime(2026, 1, 1, tzinfo=SHANGHAI)
MOMENTS = st.integers(0, 60 * 24 * 365).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))


def test_by_day_it_is_the_very_moment():
    noon = datetime(2026, 3, 2, 12, 30, tzinfo=SHANGHAI)
    assert at_work(noon) == noon


def test_what_would_be_done_at_one_in_the_morning_was_done_before_going_home():
    night = datetime(2026, 3, 3, 1, 0, tzinfo=SHANGHAI)
    assert at_work(night) == datetime(2026, 3, 2, 17, 30, tzinfo=SHANGHAI)


@given(MOMENTS, st.integers(0, 60 * 48))
def test_it_is_never_later_keeps_the_order_and_is_always_by_day(at, minutes):
    later = at + timedelta(minutes=minutes)
    assert at_work(at) <= at
    assert at_work(at) <= at_work(later)
    assert 9 <= at_work(at).hour < 18

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from market.core.retries import pause


@given(st.integers(1, 30), st.text(max_size=40))
def test_each_pause_is_doubled_up_to_an_hour_and_shifted_by_a_quarter_at_most(attempts, name):
    middle = min(timedelta(seconds=30) * 2 ** (attempts - 1), timedelta(hours=1))

    assert middle * 0.75 <= pause(attempts, name) < middle * 1.25
    assert pause(attempts, name) == pause(attempts, name)


def test_a_thousand_notices_do_not_all_come_back_at_once():
    pauses = {pause(3, f"notice-{number}") for number in range(1000)}

    assert len(pauses) > 990

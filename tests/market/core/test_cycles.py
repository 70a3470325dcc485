from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from market.core.cycles import Cycle
from market.core.periods import Period, months_after

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
cycles = st.builds(Cycle, days, st.sampled_from([1, 2, 3, 4, 6, 12]))


@given(cycles, days)
def test_every_day_lies_in_exactly_the_stretch_of_its_number(cycle, day):
    number = cycle.number(day)
    assert day in cycle.stretch(number)
    assert cycle.stretch(number).end == cycle.stretch(number + 1).start


@given(cycles, st.integers(-200, 200))
def test_boundaries_are_counted_from_the_anchor_and_never_drift(cycle, number):
    assert cycle.boundary(number) == months_after(cycle.anchor, number * cycle.months)
    assert cycle.number(cycle.boundary(number)) == number


def test_the_boundaries_in_a_period_are_the_days_on_which_stretches_begin():
    period = Period(date(2026, 2, 1), date(2026, 4, 30))
    found = list(Cycle(date(2025, 12, 31), 1).boundaries(period))
    assert found == [date(2026, 2, 28), date(2026, 3, 31)]
    assert list(Cycle(date(2026, 2, 1), 3).boundaries(period)) == [date(2026, 2, 1)]

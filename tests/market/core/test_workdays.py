from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.periods import Period
from market.core.workdays import Calendar

WEEKENDS = Calendar()
AUTUMN_2025 = Calendar(
    holidays=frozenset(date(2025, 10, day) for day in range(1, 9)),
    working_weekends=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
    published=frozenset({2025}),
)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_a_rest_day_is_a_weekend_or_holiday_that_is_not_made_a_workday():
    found = AUTUMN_2025.rest_days(Period(date(2025, 9, 26), date(2025, 10, 14)))
    october = [date(2025, 10, day) for day in (1, 2, 3, 4, 5, 6, 7, 8, 12)]
    assert found == (date(2025, 9, 27), *october)


def test_a_day_rolls_past_the_whole_holiday_and_a_working_weekend_stays():
    assert AUTUMN_2025.next_working_day(date(2025, 10, 1)) == date(2025, 10, 9)
    assert AUTUMN_2025.next_working_day(date(2025, 10, 11)) == date(2025, 10, 11)
    assert AUTUMN_2025.next_working_day(date(2025, 10, 12)) == date(2025, 10, 13)


def test_working_days_are_counted_back_without_the_day_itself():
    assert WEEKENDS.add_working_days(date(2026, 8, 31), -15) == date(2026, 8, 10)
    assert AUTUMN_2025.add_working_days(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert WEEKENDS.add_working_days(date(2026, 8, 1), 0) == date(2026, 8, 1)


@given(days, st.integers(1, 60))
def test_counting_on_ends_on_a_workday_with_so_many_workdays_behind_it(day, count):
    last = AUTUMN_2025.add_working_days(day, count)
    passed = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]
    assert sum(AUTUMN_2025.is_working_day(step) for step in passed) == count
    assert AUTUMN_2025.is_working_day(last)


@pytest.mark.parametrize(("year", "provisional"), [(2025, False), (2027, True)])
def test_a_year_that_is_not_published_is_provisional(year, provisional):
    assert AUTUMN_2025.is_provisional(date(year, 2, 6)) is provisional

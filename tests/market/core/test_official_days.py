"""The published days off beside those that another library has collected."""

from datetime import date, timedelta

import holidays
import pytest

from market.core.official_days import PUBLISHED
from market.core.periods import Period, year_of
from market.models import SpecialDay
from market.queries.days import working_calendar


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_rest_day_of_a_published_year_is_the_one_another_library_knows(year):
    known = holidays.China(years=[year])
    days = [date(year, 1, 1) + timedelta(days=at) for at in range(year_of(year).days)]

    rest = [day for day in days if not known.is_working_day(day)]

    assert list(PUBLISHED.rest_days(year_of(year))) == rest


def test_a_year_that_is_not_published_is_provisional():
    assert not PUBLISHED.is_provisional(date(2026, 12, 31))
    assert PUBLISHED.is_provisional(date(2027, 1, 1))


@pytest.mark.django_db
def test_a_market_goes_by_the_list_that_its_operator_uploaded():
    SpecialDay.objects.create(day=date(2027, 1, 2), kind="workday")

    calendar = working_calendar()

    assert not calendar.is_rest_day(date(2027, 1, 2))
    assert calendar.rest_days(Period(date(2027, 1, 2), date(2027, 1, 4))) == (date(2027, 1, 3),)

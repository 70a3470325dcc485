from datetime import UTC, date, datetime, time

import pytest

from events.core.occasions import Occasion, hours_between
from market.core.hours import Hours
from market.core.refusals import Invalid

DAY = date(2026, 7, 17)


def test_hours_come_back_from_the_moments_they_were_laid_on():
    night = Hours.between(time(18), time(1))

    assert hours_between(DAY, *night.on(DAY)) == night


def test_hours_are_the_same_whatever_zone_the_moments_are_written_in():
    starts, ends = datetime(2026, 7, 17, 10, tzinfo=UTC), datetime(2026, 7, 17, 17, tzinfo=UTC)

    assert hours_between(DAY, starts, ends) == Hours(18 * 60, 25 * 60)


def test_moments_of_another_day_do_not_fit():
    with pytest.raises(Invalid):
        hours_between(date(2026, 7, 16), *Hours.between(time(18), time(1)).on(DAY))


@pytest.mark.parametrize(
    ("opens", "closes", "at_night"),
    [(18, 22, False), (18, 23, True), (6, 9, False), (5, 9, True), (18, 1, True)],
)
def test_the_night_is_from_ten_to_six(opens, closes, at_night):
    assert Occasion(DAY, Hours.between(time(opens), time(closes))).at_night is at_night

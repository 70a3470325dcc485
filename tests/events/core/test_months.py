from datetime import date

import pytest

from events.core.months import Month
from market.core.refusals import Invalid


def test_a_month_is_read_and_written_the_same_way():
    assert str(Month.read("2026-11")) == "2026-11"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-1", "0001-01", "9999-01", "２０２６-11"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Invalid) as refused:
        Month.read(text)

    assert refused.value.code == "bad_month"


def test_a_wall_calendar_has_whole_weeks_from_monday():
    weeks = Month.read("2026-11").weeks

    assert weeks[0] == (*(date(2026, 10, 26 + day) for day in range(6)), date(2026, 11, 1))
    assert weeks[-1][0] == date(2026, 11, 30)
    assert len(weeks) == 6


def test_a_month_that_begins_on_monday_begins_with_itself():
    weeks = Month.read("2027-02").weeks

    assert (weeks[0][0], weeks[-1][-1]) == (date(2027, 2, 1), date(2027, 2, 28))


def test_months_follow_each_other_over_the_year():
    december = Month.read("2026-12")

    assert (str(december.next), str(december.next.previous)) == ("2027-01", "2026-12")


def test_a_month_knows_its_days():
    november = Month.of(date(2026, 11, 23))

    assert date(2026, 11, 30) in november
    assert date(2026, 12, 1) not in november

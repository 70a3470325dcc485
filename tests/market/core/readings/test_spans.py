from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.readings import Days, Until, days, days_in, until, until_in
from tests.refused import refused


@pytest.mark.parametrize(
    "cell",
    [
        *("2026.3.1-2027.2.28", "2026/3/1-2027/2/28", "2026年3月1日至2027年2月28日"),
        *("2026年3月1日起至2027年2月28日", "2026-03-01 至 2027-02-28", "2026-03-01~2027-02-28"),
        *("2026-03-01—2027-02-28", "2026-3-1 - 2027-2-28", "2026-03-01--2027-02-28"),
        *("2026.3.1到2027.2.28", "２０２６．３．１～２０２７．２．２８"),
    ],
)
def test_a_span_is_its_first_and_its_last_day(cell):
    assert days(cell) == Days(date(2026, 3, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("cell", "last"),
    [("2026年2月15日至23日", date(2026, 2, 23)), ("2026年2月15日—3月2日", date(2026, 3, 2))],
)
def test_the_last_day_has_from_the_first_what_it_leaves_out(cell, last):
    assert days(cell) == Days(date(2026, 2, 15), last)


@pytest.mark.parametrize("cell", ["2026-05-01", date(2026, 5, 1), "2026年5月1日（周五）"])
def test_a_day_is_a_span_of_one(cell):
    assert days(cell) == Days(date(2026, 5, 1), date(2026, 5, 1))


def test_a_span_in_an_order_the_map_says():
    assert days_in("dmy")("01/03/2026 - 02/03/2026") == Days(date(2026, 3, 1), date(2026, 3, 2))
    assert refused(days, "01/03/2026 - 02/03/2026")[0] == "ambiguous_date"


def test_a_span_that_ends_before_it_begins_is_refused():
    assert refused(days, "2026.3.5-2026.3.1") == (
        "ends_before_it_starts",
        "This ends before it begins on 2026-03-05. Check both days.",
    )


@pytest.mark.parametrize(
    ("cell", "bad"),
    [("2026.3.1至年底", "年底"), ("2026-03-01-2026-03-05", "2026-03-01-2026-03-05")],
)
def test_what_is_no_span_is_refused(cell, bad):
    assert refused(days, cell) == (
        "bad_date",
        f"{bad} is not a date we can read. Write it like 2026-03-05.",
    )


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 9000))
def test_every_span_is_read_back(first, length):
    last = date.fromordinal(first.toordinal() + length)
    assert days(f"{first.isoformat()} 至 {last.isoformat()}") == Days(first, last)


@pytest.mark.parametrize("cell", ["长期", "长期有效", "永久", "no expiry"])
def test_a_paper_that_is_good_for_ever_says_so(cell):
    assert until(cell) == Until(None)


def test_a_paper_is_good_until_its_day():
    assert until("2027年3月4日") == Until(date(2027, 3, 4))
    assert until(date(2027, 3, 4)) == Until(date(2027, 3, 4))
    assert until_in("mdy")("03/04/2027") == Until(date(2027, 3, 4))
    assert refused(until, "03/04/2027")[0] == "ambiguous_date"

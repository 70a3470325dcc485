from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.readings import day, day_in, from_serial
from tests.refused import refused

days = st.dates(date(1900, 3, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "2026年3月5号", "20260305"),
        *("２０２６年３月５日", "2026 年 3 月 5 日", "2026年3月5日（周四）", "2026年3月5日 星期四"),
        *("2026-03-05 00:00:00", "2026-03-05T08:30", "2026/3/5 8:30:15 PM", "46086"),
        *(Decimal(46086), Decimal("46086.75"), Decimal(20260305)),
        *(date(2026, 3, 5), datetime.combine(date(2026, 3, 5), time(23, 59))),
    ],
)
def test_a_day_is_one_however_it_is_written(cell):
    assert day(cell) == date(2026, 3, 5)


def test_the_days_of_the_operators_are_read():
    read = [day("2026年3月5日"), day("45721"), day("2026.3.5"), day("11/15/2022 12:00:00 AM")]
    assert read == [date(2026, 3, 5), date(2025, 3, 5), date(2026, 3, 5), date(2022, 11, 15)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("11/15/2022", date(2022, 11, 15)),
        ("15.11.2022", date(2022, 11, 15)),
        ("4/4/2025", date(2025, 4, 4)),
    ],
)
def test_a_year_written_last_is_read_where_only_one_day_can_be_meant(cell, expected):
    assert day(cell) == expected


def test_a_day_that_could_be_two_is_refused_until_the_map_says_the_order():
    assert refused(day, "03/04/2025") == (
        "ambiguous_date",
        "03/04/2025 could be two days. Write it like 2026-03-05, or let the map say the order.",
    )
    assert day_in("mdy")("03/04/2025") == date(2025, 3, 4)
    assert day_in("dmy")("03/04/2025") == date(2025, 4, 3)


def test_an_order_that_was_said_is_kept_to():
    assert refused(day_in("mdy"), "15/11/2022") == (
        "no_such_day",
        "There is no such day as 15/11/2022. Please check it.",
    )
    assert day_in("mdy")("2022-11-15") == date(2022, 11, 15)


@pytest.mark.parametrize("cell", ["2026-02-30", "2026年13月1日", "20260230", "2026.3.32"])
def test_a_day_that_never_comes_is_refused(cell):
    assert refused(day, cell) == (
        "no_such_day",
        f"There is no such day as {cell}. Please check it.",
    )


@pytest.mark.parametrize(
    "cell",
    [
        *("2026.3", "2026年3月", "26.3.5", "3月5日", "长期", "soon", "2026-3.5", "2026/03-05"),
        *("1234", "202603", "123456789", "0"),
    ],
)
def test_what_is_no_day_is_refused_with_the_way_to_write_one(cell):
    assert refused(day, cell) == (
        "bad_date",
        f"{cell} is not a date we can read. Write it like 2026-03-05.",
    )


@pytest.mark.parametrize(("cell", "text"), [(True, "True"), (time(8), "08:00:00")])
def test_a_truth_or_an_hour_is_no_day(cell, text):
    assert refused(day, cell) == (
        "bad_date",
        f"{text} is not a date we can read. Write it like 2026-03-05.",
    )


@pytest.mark.parametrize("cell", ["2206-03-05", "1026-03-05", date(2999, 1, 1)])
def test_a_year_with_a_slip_is_noticed(cell):
    assert refused(day, cell) == (
        "far_off_date",
        f"The year of {cell} cannot be right. Please check it.",
    )


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (36526, date(2000, 1, 1)),
        (45721, date(2025, 3, 5)),
    ],
)
def test_excels_numbers_are_days(serial, expected):
    assert from_serial(serial) == expected


@pytest.mark.parametrize("serial", [60, 0, -1])
def test_the_29_february_1900_of_excel_never_was(serial):
    assert refused(from_serial, serial) == (
        "bad_date",
        f"{serial} is not a date we can read. Write it like 2026-03-05.",
    )


@given(days)
def test_every_day_is_read_in_each_of_its_forms(written):
    forms = [
        written,
        written.isoformat(),
        f"{written:%Y%m%d}",
        f"{written.year}年{written.month}月{written.day}日",
        f"{written.year}.{written.month}.{written.day}",
    ]
    assert {day(form) for form in forms} == {written}
    assert day_in("mdy")(f"{written:%m/%d/%Y} 12:00:00 AM") == written
    assert day_in("dmy")(f"{written:%d/%m/%Y}") == written


@given(days)
def test_the_number_of_every_day_leads_back_to_it(written):
    assert from_serial((written - date(1899, 12, 30)).days) == written

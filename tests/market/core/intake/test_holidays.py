from datetime import date

import pytest

from market.core.intake import HOLIDAYS, DayKind, HolidayRow
from market.core.maps import ColumnMap, Source, read_table
from market.core.readings import Days


def rows_of(text, column_map=None):
    return read_table(text.encode(), HOLIDAYS, column_map).rows


def test_the_official_list_is_read_day_by_day_and_span_by_span():
    text = (
        "节日,日期,安排\n"
        "春节,2026年2月15日至23日,放假\n"
        "春节,2026年2月14日（周六）,上班\n"
        "元旦,2026-01-01,休\n"
    )
    assert [row.value for row in rows_of(text)] == [
        HolidayRow(Days(date(2026, 2, 15), date(2026, 2, 23)), DayKind.HOLIDAY, "春节"),
        HolidayRow(Days(date(2026, 2, 14), date(2026, 2, 14)), DayKind.WORKDAY, "春节"),
        HolidayRow(Days(date(2026, 1, 1), date(2026, 1, 1)), DayKind.HOLIDAY, "元旦"),
    ]


def test_a_span_is_each_of_its_days():
    row = HolidayRow(Days(date(2026, 4, 30), date(2026, 5, 2)), DayKind.HOLIDAY)
    assert list(row) == [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 2)]


def test_the_order_of_days_in_a_foreign_list_is_the_maps():
    column_map = ColumnMap("holidays", {"days": Source("Date", "dmy"), "kind": Source("What")})
    row = rows_of("Date,What\n01/10/2026,off\n", column_map)[0]
    assert row.value is not None
    assert row.value.days == Days(date(2026, 10, 1), date(2026, 10, 1))


def test_a_holiday_longer_than_sixteen_days_is_a_slip():
    row = rows_of("日期,安排\n2026.2.1-2026.2.17,放假\n")[0]
    assert [(fault.column, str(fault)) for fault in row.faults] == [
        ("日期", "This span has more than 16 days. Please check its last day.")
    ]
    assert rows_of("日期,安排\n2026.2.1-2026.2.16,放假\n")[0].faults == ()


@pytest.mark.parametrize("word", ["调休", "部分"])
def test_a_word_that_could_be_either_is_refused(word):
    row = rows_of(f"日期,安排\n2026-02-14,{word}\n")[0]
    assert [fault.code for fault in row.faults] == ["unknown_word"]

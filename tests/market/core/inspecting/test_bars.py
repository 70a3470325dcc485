from datetime import date

import pytest

from market.core.inspecting.bars import bar_of

FIRST = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("trade_class", "until"),
    [("stall", date(2026, 11, 30)), ("small_catering", date(2027, 11, 30))],
)
def test_three_in_a_year_bar_a_stall_for_one_year_and_small_catering_for_two(trade_class, until):
    # 山东省食品小作坊小餐饮和食品摊点管理条例
    days = (date(2025, 2, 1), date(2025, 6, 1), date(2025, 12, 1))
    bar = bar_of((day, trade_class) for day in days)
    assert (bar.since, bar.until) == (date(2025, 12, 1), until)


@pytest.mark.parametrize(
    ("third", "barred"), [(date(2027, 1, 9), True), (date(2027, 1, 10), False)]
)
def test_the_third_counts_until_the_year_is_over(third, barred):
    days = (FIRST, date(2026, 5, 1), third)
    assert (bar_of((day, "stall") for day in days) is not None) is barred


def test_two_do_not_bar_nor_do_three_of_different_kinds_nor_other_trades():
    day = date(2026, 5, 1)
    assert bar_of([(day, "stall"), (day, "stall")]) is None
    assert bar_of([(day, "stall"), (day, "stall"), (day, "small_catering")]) is None
    assert bar_of([(day, "other")] * 3) is None


def test_of_several_bars_the_longest_counts():
    days = [date(2026, month, 1) for month in (1, 3, 5, 9)]
    assert bar_of((day, "stall") for day in days).since == date(2026, 9, 1)

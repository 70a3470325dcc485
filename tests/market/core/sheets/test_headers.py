import pytest

from market.core.sheets.headers import Header, find_header, keys
from market.core.sheets.workbooks import Merge
from tests.refused import refused

KNOWN = {"摊位号", "商户", "月租", "起始日期", "到期日期"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("面积（㎡）", ("面积",)),
        ("租金（元/月）", ("租金元月", "租金")),
        ("租期 / 到期日（含）", ("租期到期日含", "租期到期日", "到期日含", "到期日")),
        (" 有效期\n至：", ("有效期至",)),
        ("*Expiration_Date", ("expirationdate",)),
        ("ＩＤ　Number", ("idnumber",)),
        ("（备注）", ("备注",)),
        ("--", ()),
    ],
)
def test_a_name_is_looked_up_without_marks_capitals_and_brackets(name, expected):
    assert keys(name) == expected


def test_the_line_with_the_most_known_names_is_the_header():
    grid = {
        1: ("汇泉农贸市场台账",),
        3: ("制表", "2026年3月5日", "商户", "260"),
        4: ("摊位号", "商户", "月租", "备注"),
        5: ("A-1", "王小蔄", "1700", ""),
    }
    assert find_header(grid, (), KNOWN) == Header(
        4, 4, ((0, "摊位号"), (1, "商户"), (2, "月租"), (3, "备注"))
    )


def test_without_known_names_it_is_the_first_line_as_wide_as_half_the_table():
    grid = {1: ("台账",), 2: ("甲", "乙", "丙"), 3: ("1", "2", "3")}
    assert find_header(grid, (), ()) == Header(2, 2, ((0, "甲"), (1, "乙"), (2, "丙")))


def test_two_lines_of_header_are_joined_where_cells_are_merged():
    grid = {
        1: ("台账",),
        2: ("摊位号", "商户", "租期", "", "月租"),
        3: ("", "", "起始日期", "到期日期"),
        4: ("A-1", "王小蔄", "2026.3.5", "2027.3.4", "1700"),
    }
    merges = [Merge(1, 1, 0, 4), *(Merge(2, 3, at, at) for at in (0, 1, 4)), Merge(2, 2, 2, 3)]
    assert find_header(grid, merges, KNOWN) == Header(
        2,
        3,
        (
            *((0, "摊位号"), (1, "商户")),
            *((2, "租期 / 起始日期"), (3, "租期 / 到期日期"), (4, "月租")),
        ),
    )


def test_a_second_line_is_joined_even_where_only_the_group_is_merged():
    grid = {1: ("摊位号", "租期", ""), 2: ("", "起始日期", "到期日期"), 3: ("A-1", "x", "y")}
    assert find_header(grid, [Merge(1, 1, 1, 2)], KNOWN) == Header(
        1, 2, ((0, "摊位号"), (1, "租期 / 起始日期"), (2, "租期 / 到期日期"))
    )


def test_a_wide_cell_over_rows_of_numbers_takes_none_of_them_into_the_header():
    grid = {1: ("摊位号", "月租", "备注", ""), 2: ("A-1", "1700", "甲", "乙")}
    assert find_header(grid, [Merge(1, 1, 2, 3)], KNOWN) == Header(
        1, 1, ((0, "摊位号"), (1, "月租"), (2, "备注"), (3, "备注"))
    )


def test_line_breaks_in_a_name_become_spaces():
    grid = {1: ("有效期\n至", "证号")}
    assert find_header(grid, (), {"有效期至", "证号"}).columns == ((0, "有效期 至"), (1, "证号"))


def test_a_header_further_down_than_thirty_lines_is_not_looked_for():
    grid = {line: (f"第 {line} 行", "x") for line in range(1, 31)} | {31: ("摊位号", "商户")}
    assert find_header(grid, (), KNOWN).first == 1


def test_a_table_of_nothing_is_refused():
    assert refused(find_header, {1: ("", " ")}, (), KNOWN) == (
        "empty_table",
        "There is nothing in this file.",
    )

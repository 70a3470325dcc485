from datetime import date

import pytest

from market.core.maps import ColumnMap, Fault, MappedRow, Source, mapped, read_table
from market.core.sheets.sheet import Row, Sheet
from tests.market.core.maps.plots import PLOTS, Plot
from tests.market.core.sheets.books import a_book
from tests.refused import refused

COLUMNS = ("地块号", "业主", "价格", "起始", "围栏")


def rows_of(*cells, column_map=None, columns=COLUMNS):
    sheet = Sheet(columns, tuple(Row(line, each) for line, each in enumerate(cells, 2)))
    return list(mapped(sheet, PLOTS, column_map))


def test_a_good_row_becomes_a_thing():
    assert rows_of(("A-1", "王小蔄", "¥5", "2026年3月5日", "√")) == [
        MappedRow(2, Plot("A-1", "王小蔄", 500, date(2026, 3, 5), True))
    ]


def test_blank_cells_are_not_told():
    assert rows_of(("A-1", "王", "—", "/", "")) == [MappedRow(2, Plot("A-1", "王"))]


def test_every_fault_of_a_row_is_told_in_the_order_of_its_columns():
    row = rows_of(("A-1000", "", "much", "soon", "部分"))[0]
    assert [(fault.column, fault.code, str(fault)) for fault in row.faults] == [
        ("地块号", "too_long", "This has 6 characters; there is room for 5."),
        ("价格", "bad_amount", "much is not a number we can read."),
        ("起始", "bad_date", "soon is not a date we can read. Write it like 2026-03-05."),
        ("围栏", "bad_yes_no", "部分 is neither yes nor no. Write 是 or 否."),
        ("业主", "nothing_there", "业主 is missing."),
    ]
    assert (row.line, row.value, row.skipped) == (2, None, None)


def test_a_faulty_cell_is_not_called_missing_too():
    row = rows_of(("A-1000", "王", "", "", ""))[0]
    assert [fault.code for fault in row.faults] == ["too_long"]


def test_values_that_contradict_each_other_are_a_fault_of_their_column():
    assert rows_of(("A-1", "王", "0", "", "")) == [
        MappedRow(2, faults=(Fault("价格", "free_ground", "Ground is never free."),))
    ]


def test_one_fault_does_not_hide_the_rows_after_it():
    found = rows_of(("", "王", "", "", "1"), ("A-2", "李", "", "", ""))
    assert [bool(row.faults) for row in found] == [True, False]


def test_a_cell_that_may_not_be_quoted_is_not():
    row = rows_of(("A-1", "王", "1234"), columns=("code", "owner", "secret"))[0]
    assert row.faults == (
        Fault("secret", "bad_secret", "{text} is not a secret of {count} signs.", {"count": 4}),
    )
    assert str(row.faults[0]) == "… is not a secret of 4 signs."


def test_a_slipped_comma_is_the_only_fault_of_its_row():
    sheet = Sheet(("code", "owner"), (Row(2, ("A-1", "王"), spare=("李",)),))
    assert list(mapped(sheet, PLOTS)) == [
        MappedRow(
            2,
            faults=(
                Fault(
                    "",
                    "too_many_cells",
                    "This line has more than the {count} cells of the header: a comma or a quote "
                    "has slipped.",
                    {"count": 2},
                ),
            ),
        )
    ]


def test_an_amount_merged_over_lines_is_refused_on_each_and_an_owner_is_not():
    data = a_book(
        [["code", "owner", "price"], ["A-1", "王", 900], ["A-2"]], merges=["B2:B3", "C2:C3"]
    )
    merged = Fault(
        "price", "merged_amount", "One amount stands over several lines. Write each line's own."
    )
    assert read_table(data, PLOTS).rows == (
        MappedRow(2, faults=(merged,)),
        MappedRow(3, faults=(merged,)),
    )


def test_a_line_that_says_the_same_again_is_passed_over():
    first, second = rows_of(("A-1", "王", "5", "", ""), ("Ａ-１", "王", "5.00", "", ""))
    assert first == MappedRow(2, Plot("A-1", "王", 500))
    assert second == MappedRow(
        3, skipped=Fault("", "said_before", "Line {line} says the same.", {"line": 2})
    )


def test_a_line_that_says_otherwise_of_the_same_is_a_fault():
    found = rows_of(("A-1", "王", "5", "", ""), ("A-1", "李", "5", "", ""))
    assert [row.value for row in found] == [Plot("A-1", "王", 500), None]
    assert [str(fault) for fault in found[1].faults] == [
        "Line 2 says something else of the same. Keep one of the two."
    ]


def test_lines_that_may_be_alike_are_counted():
    found = rows_of(*[("A-1", "多", "5", "", "")] * 3)
    assert [(row.value, row.nth) for row in found] == [
        (Plot("A-1", "多", 500), nth) for nth in (1, 2, 3)
    ]


def test_the_words_of_a_map_stand_for_those_of_the_field():
    column_map = ColumnMap(
        "plots",
        {"code": Source("Nr"), "owner": Source("Who"), "fenced": Source("Fence")},
        values={"fenced": {"All Round": "是", "none": "否"}},
    )
    found = rows_of(
        ("A-1", "王", "ALL  ROUND"),
        ("A-2", "王", "是"),
        ("A-3", "王", "half"),
        column_map=column_map,
        columns=("Nr", "Who", "Fence"),
    )
    assert [row.value and row.value.fenced for row in found] == [True, True, None]
    assert [fault.code for fault in found[2].faults] == ["bad_yes_no"]


def test_constants_of_a_map_are_part_of_every_row():
    column_map = ColumnMap("plots", {"code": Source("Nr")}, constants={"owner": "汇泉"})
    assert rows_of(("A-1",), column_map=column_map, columns=("Nr",)) == [
        MappedRow(2, Plot("A-1", "汇泉"))
    ]


def test_a_wrong_column_is_refused_before_the_first_row():
    assert refused(mapped, Sheet(("x",), ()), PLOTS)[0] == "columns_missing"


@pytest.mark.parametrize("word", ["合计", "总计：", "小计", "Total", "合 计"])
def test_a_line_of_sums_is_no_row(word):
    assert rows_of((word, "", "500", "", "")) == [
        MappedRow(
            2, skipped=Fault("", "sum_line", "This is a line of sums: {text}.", {"text": word})
        )
    ]


def test_a_cell_alone_is_a_heading_where_a_row_needs_more():
    sheet = ("", "水产区", "", "", "")
    assert rows_of(sheet) == [
        MappedRow(
            2,
            skipped=Fault(
                "", "heading_line", "This is a heading and not a row: {text}.", {"text": "水产区"}
            ),
        )
    ]


def test_a_map_can_leave_lines_out():
    column_map = ColumnMap(
        "plots",
        {"code": Source("Nr"), "owner": Source("Who")},
        skip_when={"State": ("gone", "Never Was")},
    )
    found = rows_of(
        ("A-1", "王", "never was"),
        ("A-2", "王", "here"),
        column_map=column_map,
        columns=("Nr", "Who", "State"),
    )
    assert found == [
        MappedRow(
            2,
            skipped=Fault(
                "State",
                "left_out",
                "The map leaves out lines with {text} here.",
                {"text": "never was"},
            ),
        ),
        MappedRow(3, Plot("A-2", "王")),
    ]


def test_a_table_names_the_columns_nobody_asked_for():
    data = "地块号,业主,朝向,价格\nA-1,王,南,5\n".encode()
    table = read_table(data, PLOTS)
    assert (table.unread, table.rows) == (("朝向",), (MappedRow(2, Plot("A-1", "王", 500)),))
    assert table.sheet.encoding == "utf-8"


def test_a_table_is_read_in_the_encoding_and_from_the_sheet_that_the_map_names():
    columns = {"code": Source("地塊"), "owner": Source("業主")}
    big5 = ColumnMap("plots", columns, encoding="big5")
    table = read_table("地塊,業主\nA-1,陳\n".encode("big5"), PLOTS, big5)
    assert table.rows == (MappedRow(2, Plot("A-1", "陳")),)
    other = ColumnMap("plots", columns, sheet="2027")
    assert refused(read_table, a_book([["地塊", "業主"]]), PLOTS, other)[0] == "sheet_missing"

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.sheets import limits
from market.core.sheets.reading import read_sheet
from market.core.sheets.sheet import Row, Sheet
from tests.market.core.sheets.books import a_book
from tests.refused import refused

KNOWN = {"摊位号", "商户", "月租"}
NEW_WORKBOOK = a_book([["摊位号", "商户"], ["A-1", "王小蔄"]])


def test_a_csv_file_is_its_columns_and_rows():
    data = "摊位号;商户\r\nA-1;王小蔄\r\n;\r\nA-2;𠮷野\r\n".encode("gb18030")
    assert read_sheet(data, known=KNOWN) == Sheet(
        columns=("摊位号", "商户"),
        rows=(Row(2, ("A-1", "王小蔄")), Row(4, ("A-2", "𠮷野"))),
        encoding="gb18030",
        delimiter=";",
    )


def test_a_workbook_is_its_columns_and_rows():
    assert read_sheet(NEW_WORKBOOK, known=KNOWN) == Sheet(
        columns=("摊位号", "商户"), rows=(Row(2, ("A-1", "王小蔄")),), name="Sheet"
    )


def test_short_rows_are_filled_and_what_stands_beyond_the_header_is_spare():
    sheet = read_sheet("摊位号,商户,月租\nA-1\nA-2,王,1700,多,\n,,,余\n".encode(), known=KNOWN)
    assert sheet.rows == (
        Row(2, ("A-1", "", "")),
        Row(3, ("A-2", "王", "1700"), spare=("多",)),
        Row(4, ("", "", ""), spare=("余",)),
    )


def test_what_is_jotted_beside_a_workbooks_table_is_no_slip():
    data = a_book([["摊位号", "商户"], ["A-1", "王", None, "问过了"], [None, None, None, "?"]])
    assert read_sheet(data, known=KNOWN).rows == (Row(2, ("A-1", "王")),)


def test_columns_without_a_name_and_hidden_ones_are_left_out():
    data = a_book([["摊位号", None, "商户", "月租"], ["A-1", "x", "王", 1700]], hidden=["D"])
    sheet = read_sheet(data, known=KNOWN)
    assert (sheet.columns, sheet.rows) == (("摊位号", "商户"), (Row(2, ("A-1", "王")),))


def test_a_cell_merged_over_rows_speaks_for_each_and_says_so():
    data = a_book(
        [
            ["商户", "摊位号", "月租"],
            ["王", "A-1", 900],
            [None, "A-2"],
            [None, "A-3"],
            ["李", "B-1"],
        ],
        merges=["A2:A4", "C2:C3"],
    )
    assert read_sheet(data, known=KNOWN).rows == (
        Row(2, ("王", "A-1", Decimal(900)), merged=frozenset([0, 2])),
        Row(3, ("王", "A-2", Decimal(900)), merged=frozenset([0, 2])),
        Row(4, ("王", "A-3", ""), merged=frozenset([0])),
        Row(5, ("李", "B-1", "")),
    )


def test_a_row_with_nothing_of_its_own_is_no_row():
    data = a_book([["商户", "摊位号"], ["王", "A-1"], [None, None]], merges=["A2:A3"])
    assert [row.line for row in read_sheet(data, known=KNOWN)] == [2]


def test_a_heading_merged_across_a_row_stays_in_its_first_cell():
    data = a_book([["摊位号", "商户", "月租"], ["水产区"], ["A-1", "王", 1]], merges=["A2:C2"])
    assert read_sheet(data, known=KNOWN).rows[0] == Row(2, ("水产区", "", ""))


@given(
    st.lists(
        st.tuples(
            *[st.text(st.characters(codec="gb18030", categories=["L", "N"]), min_size=1)] * 3
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_is_in_a_plain_table_comes_out_of_it(rows, delimiter, encoding):
    lines = [("摊位号", "商户", "月租"), *rows]
    data = "\r\n".join(delimiter.join(cells) for cells in lines).encode(encoding)
    sheet = read_sheet(data, known=KNOWN)
    assert [row.cells for row in sheet] == rows
    assert [row.line for row in sheet] == list(range(2, len(rows) + 2))


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "old_workbook",
            "This is an old workbook (.xls) or has a password. Open it and save it as .xlsx "
            "without a password.",
        ),
        (
            b"\xef\xbb\xbf\n<HTML><table>",
            "web_page",
            "This is a web page that calls itself a spreadsheet. Open it in Excel or WPS and "
            "save it as .xlsx.",
        ),
        (
            b"%PDF-1.7",
            "not_a_table",
            "This is not a table. Send a CSV file or an .xlsx workbook.",
        ),
        (b"", "empty_table", "There is nothing in this file."),
        (b"\n , \n", "empty_table", "There is nothing in this file."),
    ],
)
def test_what_is_no_table_is_refused_with_the_way_out(data, code, sentence):
    assert refused(read_sheet, data) == (code, sentence)


def test_a_file_is_so_large_and_no_larger(monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 2**20)
    assert refused(read_sheet, b"a" * (2**20 + 1)) == (
        "too_many_bytes",
        "This file has 2 MB; at most 1 MB can be read. Split it in parts.",
    )

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from market.core.sheets.writing import workbook

ROWS = [["科目", "金额"], ["1001", "1700.50"], ["蔄𠮷", "-3"]]


def read(data):
    [sheet] = load_workbook(BytesIO(data)).worksheets
    return sheet.title, list(sheet.iter_rows(values_only=True))


def test_figures_are_numbers_and_codes_are_text():
    assert read(workbook("2026-03", ROWS, figures=[1])) == (
        "2026-03",
        [("科目", "金额"), ("1001", 1700.5), ("蔄𠮷", -3)],
    )


def test_the_same_rows_are_the_same_bytes():
    assert workbook("2026-03", ROWS) == workbook("2026-03", ROWS)


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "@SUM(A1)", "-cmd"])
def test_text_that_would_run_does_not(text):
    assert read(workbook("x", [[text]])) == ("x", [(f"'{text}",)])


def test_a_name_of_a_sheet_is_made_to_fit():
    name, _ = read(workbook('a/b"c<d>' + "长" * 40, [["1"]]))
    assert name == 'a b"c<d>' + "长" * 23


@given(st.lists(st.lists(st.text(max_size=9), min_size=1, max_size=3), min_size=1, max_size=5))
def test_whatever_is_written_can_be_opened(rows):
    workbook_rows = read(workbook("x", rows))[1]
    assert len(workbook_rows) == len(rows)

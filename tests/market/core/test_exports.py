from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.exports import cell, csv_lines, neutral


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\n=1", "=蔄"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "蔄记", "A-12", "1700.00", "-22.09", "2026-03-01", "a=b"])
def test_words_and_figures_stay_as_they_are(text):
    assert neutral(text) == text


@given(st.text())
def test_no_cell_begins_a_formula(text):
    first = cell(text)[:1]
    assert first not in set("=+@\t\r\n＝＋＠") and (first != "-" or cell(text)[1:2].isdigit())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (True, "1"),
        (3, "3"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 17, 30, tzinfo=UTC), "2026-03-02 01:30"),
    ],
)
def test_values_are_written_for_a_spreadsheet(value, said):
    assert cell(value) == said


def test_a_table_is_marked_as_utf_8_and_ends_its_lines_as_excel_does():
    assert list(csv_lines(["name", "fen"], [['蔄 "big", 1', -5], ["=1", None]])) == [
        "\ufeffname,fen\r\n",
        '"蔄 ""big"", 1",-5\r\n',
        "'=1,\r\n",
    ]

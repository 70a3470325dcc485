import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.sheets import limits
from market.core.sheets.csvs import read_grid
from tests.refused import refused

cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=8),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_is_written_with_quotes_is_read_again(records, delimiter):
    text = StringIO()
    text.write(f"sep={delimiter}\r\n")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(records)
    grid, found = read_grid(text.getvalue())
    assert (list(grid.values()), found) == ([tuple(record) for record in records], delimiter)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_even_rows(delimiter):
    records = [["摊位号", "商户", "备注"], ["A-1", "王小蔄", "鱼, 肉; 菜"], ["A-2", "单𬭎", ""]]
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(records)
    assert read_grid(text.getvalue())[1] == delimiter


def test_a_title_over_the_table_does_not_mislead():
    text = "台账；制表：2026,3,5\n摊位号;商户\nA-1;王小蔄\nA-2;单𬭎\n"
    assert read_grid(text)[1] == ";"


def test_a_single_column_is_read_with_commas():
    assert read_grid("摊位号\nA-1\n") == ({1: ("摊位号",), 2: ("A-1",)}, ",")


def test_a_record_has_the_line_it_begins_on():
    grid, _ = read_grid('a,b\r\n"1\r\n2",3\r\n\r\n4,5\r\n')
    assert grid == {1: ("a", "b"), 2: ("1\r\n2", "3"), 4: (), 5: ("4", "5")}


def test_the_line_that_names_the_delimiter_is_no_record():
    assert read_grid("sep=;\na,b;c\n") == ({2: ("a,b", "c")}, ";")


@pytest.mark.parametrize("rest", ['"A-3,王\nA-4,李\n', '"A-3" x,王\n'])
def test_a_quote_that_slipped_stops_the_reading_where_it_opened(rest):
    assert refused(read_grid, f"摊位号,商户\nA-1,单\n{rest}") == (
        "bad_csv",
        "From line 3 on the cells cannot be told apart: a quote opens and does not close, or a "
        "cell is far too long.",
    )


def test_a_table_has_so_many_lines_and_no_more(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    assert len(read_grid("a,b\n" * 3)[0]) == 3
    assert refused(read_grid, "a,b\n" * 4) == (
        "too_many_rows",
        "This table has more than 3 lines. Split it in parts.",
    )


def test_a_line_has_so_many_cells_and_no_more():
    assert len(read_grid(",".join("a" * 200))[0][1]) == 200
    assert refused(read_grid, ",".join("a" * 201)) == (
        "too_many_columns",
        "Line 1 has 201 cells; at most 200 can be read.",
    )


def test_a_cell_has_so_many_characters_and_no_more():
    assert read_grid("a," + "蔄" * 10_000)[0][1][1] == "蔄" * 10_000
    assert refused(read_grid, "a,b\na," + "蔄" * 10_001) == (
        "long_cell",
        "A cell on line 2 has more than 10000 characters.",
    )

from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from market.core.sheets import limits
from market.core.sheets.sheet import Unreckoned
from market.core.sheets.workbooks import Merge, read_leaf
from tests.market.core.sheets.books import a_book, bytes_of, part, with_parts
from tests.refused import refused

EARLY = datetime.combine(date(2026, 3, 5), time(7, 30))
SHEET = "xl/worksheets/sheet1.xml"


def test_cells_come_as_text_numbers_days_hours_and_truths():
    row = ["蔄", 12, 12.5, True, date(2026, 3, 5), EARLY, time(5), None, "x"]
    assert read_leaf(a_book([row])).grid == {
        1: (
            *("蔄", Decimal(12), Decimal("12.5"), True),
            *(date(2026, 3, 5), EARLY, time(5), "", "x"),
        )
    }


def test_the_noise_of_binary_fractions_is_gone():
    assert read_leaf(a_book([[0.1 + 0.2, 1733.3300000000002]])).grid == {
        1: (Decimal("0.3"), Decimal("1733.33"))
    }


def test_a_formula_gives_the_value_it_had_and_one_never_reckoned_says_so():
    data = a_book([[2, "=A1*2", "=A1*3"]])
    sheet = part(data, SHEET).replace(b"<f>A1*2</f><v />", b"<f>A1*2</f><v>4</v>")
    assert b"<v>4</v>" in sheet
    assert read_leaf(with_parts(data, {SHEET: sheet})).grid == {
        1: (Decimal(2), Decimal(4), Unreckoned("=A1*3"))
    }


def test_lines_keep_their_numbers_and_empty_ones_are_left_out():
    assert read_leaf(a_book([[], ["a"], [None], [None, "b"]])).grid == {2: ("a",), 4: ("", "b")}


def test_merged_ranges_and_hidden_columns_are_told():
    data = a_book([["a", "b", "c"]] * 3, merges=["A1:B2"], hidden=["C"])
    leaf = read_leaf(data)
    assert (leaf.merges, leaf.hidden) == ((Merge(1, 2, 0, 1),), frozenset([2]))


def test_a_run_of_hidden_columns_is_hidden_throughout():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list("abcdef"))
    sheet.column_dimensions.group("B", "D", hidden=True)
    assert read_leaf(bytes_of(book)).hidden == frozenset([1, 2, 3])


def a_book_of_sheets() -> bytes:
    book = Workbook()
    book.worksheets[0].title = "空"
    for name, state in (("藏", "hidden"), ("摊位", "visible"), ("说明", "visible")):
        sheet = book.create_sheet(name)
        sheet["A1"] = name
        sheet.sheet_state = state
    return bytes_of(book)


def test_the_first_sheet_that_is_seen_and_not_empty_is_read_and_the_others_named():
    leaf = read_leaf(a_book_of_sheets())
    assert (leaf.name, leaf.grid, leaf.others) == ("摊位", {1: ("摊位",)}, ("说明",))


def test_a_named_sheet_is_read():
    leaf = read_leaf(a_book_of_sheets(), "说明")
    assert (leaf.name, leaf.others) == ("说明", ("摊位",))


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    assert refused(read_leaf, a_book_of_sheets(), "2026") == (
        "sheet_missing",
        "There is no sheet called 2026. There are: 摊位, 说明.",
    )


def test_an_empty_workbook_is_refused():
    assert refused(read_leaf, a_book([])) == ("empty_table", "There is nothing in this file.")


def test_a_workbook_that_counts_from_1904_is_refused():
    book = Workbook()
    book.worksheets[0].append(["日期", 45721])
    book.epoch = CALENDAR_MAC_1904
    assert refused(read_leaf, bytes_of(book)) == (
        "days_from_1904",
        "This workbook counts its days from 1904, as old Macs did. Save it again with days "
        "from 1900.",
    )


def test_a_stray_cell_far_out_is_refused_and_not_walked_to():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "摊位号"
    sheet.cell(1_000_000, 16_000, "x")
    assert refused(read_leaf, bytes_of(book)) == (
        "too_far_out",
        "Sheet Sheet reaches down to line 1000000 and across to column 16000. Delete the empty "
        "lines and columns beyond the table.",
    )


def test_a_sheet_has_so_many_lines_and_no_more(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 2)
    assert len(read_leaf(a_book([["a"]] * 2)).grid) == 2
    assert refused(read_leaf, a_book([["a"]] * 3))[0] == "too_many_rows"

import pytest

from market.core.sheets import archives
from market.core.sheets.archives import Contents, inspect
from market.core.sheets.reading import read_sheet
from tests.market.core.sheets.books import a_book, part, with_parts
from tests.refused import refused

SHEET = "xl/worksheets/sheet1.xml"
TOO_LARGE = (
    "too_large_workbook",
    "This workbook is too large to be read whole. Save the sheet you mean as CSV UTF-8.",
)
UNREADABLE = (
    "bad_workbook",
    "This is not a workbook that can be read. Open it in Excel or WPS and save it as .xlsx "
    "without a password.",
)


def test_cells_formulas_and_merged_ranges_are_counted():
    data = a_book([["a", "b"], [1, "=A2"]], merges=["D1:E3"])
    # openpyxl writes the cells of a merged range besides the range itself
    cells = part(data, SHEET).count(b"<c ")
    assert inspect(data) == Contents(cells + 6, 1)


def test_counting_does_not_depend_on_where_a_chunk_ends(monkeypatch):
    data = a_book([[f"row {n}", n, "=B1"] for n in range(50)], merges=["E1:F9"])
    whole = inspect(data)
    for chunk in (101, 128, 997):
        monkeypatch.setattr(archives, "_CHUNK", chunk)
        assert inspect(data) == whole


def test_tags_with_a_prefix_are_counted_too():
    sheet = b'<x:worksheet xmlns:x="m"><x:c r="A1"><x:f>1</x:f></x:c></x:worksheet>'
    assert inspect(with_parts(a_book([["a"]]), {SHEET: sheet})) == Contents(1, 1)


def test_a_workbook_that_unpacks_to_more_than_fits_is_refused():
    bomb = with_parts(a_book([["a"]]), {"xl/media/bomb.bin": bytes(archives.MOST_UNPACKED)})
    assert len(bomb) < 2**20
    assert refused(inspect, bomb) == TOO_LARGE


def test_too_many_parts_are_refused():
    parts = {f"xl/{n}.bin": b"" for n in range(archives.MOST_PARTS)}
    assert refused(inspect, with_parts(a_book([["a"]]), parts)) == TOO_LARGE


def test_too_many_cells_are_refused():
    sheet = b"<worksheet>" + b"<c/>" * (archives.MOST_CELLS + 1) + b"</worksheet>"
    assert refused(inspect, with_parts(a_book([["a"]]), {SHEET: sheet})) == TOO_LARGE


@pytest.mark.parametrize("place", [b"A1:XFD1048576", b"A:A"])
def test_a_merged_range_as_large_as_the_sheet_is_refused(place):
    sheet = part(a_book([["a"]]), SHEET).replace(
        b"</sheetData>",
        b'</sheetData><mergeCells><mergeCell ref="' + place + b'"/></mergeCells>',
    )
    assert refused(read_sheet, with_parts(a_book([["a"]]), {SHEET: sheet})) == TOO_LARGE


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(500)])
def test_a_broken_archive_is_refused(data):
    assert refused(read_sheet, data) == UNREADABLE


def test_an_archive_that_is_no_workbook_is_refused():
    data = a_book([["a"]])
    assert refused(read_sheet, with_parts(data, {"xl/workbook.xml": b"<a"})) == UNREADABLE


def test_entities_that_multiply_are_refused():
    lots = b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(12)
    )
    sheet = b"<?xml version='1.0'?><!DOCTYPE x [" + lots + b"]><worksheet>&e11;</worksheet>"
    assert refused(read_sheet, with_parts(a_book([["a"]]), {SHEET: sheet})) == UNREADABLE

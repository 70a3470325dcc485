from datetime import date
from decimal import Decimal

import pytest

from market.core.identity import citizen_id
from market.core.readings import BLANK_OR_NO, is_blank, shown, text, typed, words
from market.core.sheets.sheet import Unreckoned
from tests.refused import refused

LOST = (
    "lost_digits",
    "Excel keeps only 15 digits of a number, and this one had more. Set the column to Text and "
    "type it again.",
)


@pytest.mark.parametrize("cell", ["", "  ", "—", "－", "/", "无", "n/a", "暂无", "\u200b", "Null"])
def test_words_for_nothing_are_blank(cell):
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", "无名烧烤", Decimal(0), False, date(2026, 3, 5), "#N/A"])
def test_what_stands_there_is_not_blank(cell):
    assert not is_blank(cell)


def test_where_the_word_for_nothing_means_no_it_is_not_blank():
    assert [is_blank("无", BLANK_OR_NO), is_blank("—", BLANK_OR_NO)] == [False, True]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" 王\n小蔄 ", "王 小蔄"),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal(13812341234), "13812341234"),
        (date(2026, 3, 5), "2026-03-05"),
        ('="00123"', "00123"),
        ("'13812341234", "13812341234"),
        ("\t4200001234", "4200001234"),
        ("O'Neil", "O'Neil"),
    ],
)
def test_a_cell_is_tidy_text_however_it_was_passed_off(cell, expected):
    assert words(cell) == expected


@pytest.mark.parametrize("cell", [Decimal("110105194912310000"), "3.71002E+17", "1.1e17"])
def test_a_number_that_excel_cut_short_is_refused(cell):
    assert refused(words, cell) == LOST


def test_fifteen_digits_are_still_whole():
    assert words(Decimal(123456789012345)) == "123456789012345"
    assert refused(words, Decimal(1234567890123456)) == LOST


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#VALUE!"])
def test_a_fault_of_excel_is_not_text(cell):
    assert refused(words, cell) == ("excel_fault", f"The cell holds an Excel fault: {cell}.")


def test_a_formula_that_was_never_reckoned_is_refused():
    assert refused(words, Unreckoned("=A1*2")) == (
        "formula_without_value",
        "This is a formula that was never reckoned. Open the file in Excel or WPS, save it and "
        "send it again.",
    )


@pytest.mark.parametrize("cell", ["王\0", "王\ufffd"])
def test_a_lost_character_is_refused(cell):
    assert refused(words, cell) == (
        "bad_sign",
        "A character was lost on the way here. Please type it again.",
    )


def test_text_has_so_much_room():
    assert text(3)("王小蔄") == "王小蔄"
    assert refused(text(3), "欧阳小蔄") == (
        "too_long",
        "This has 4 characters; there is room for 3.",
    )


def test_a_check_reads_the_text_of_a_cell():
    assert typed(citizen_id)("11010519491231002x") == "11010519491231002X"
    assert refused(typed(citizen_id), Decimal("110105194912310000")) == LOST


def test_a_report_quotes_sixty_characters():
    assert shown("蔄" * 60) == "蔄" * 60
    assert shown("蔄" * 61) == "蔄" * 59 + "…"
    assert shown(Unreckoned("=A1")) == "=A1"

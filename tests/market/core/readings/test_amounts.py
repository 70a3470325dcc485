from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.readings import money, number, whole
from tests.refused import refused

area = number("㎡", "M2", "平方米")


@pytest.mark.parametrize(
    "cell",
    [
        *("¥1,700.00", "￥1700", "1700元", "1,700", "１，７００．００", "人民币1700元整", "1700.0"),
        *("RMB 1,700.00", "1 700", "0.17万元", Decimal(1700), Decimal("1700.00")),
    ],
)
def test_an_amount_is_one_however_it_is_written(cell):
    assert money(cell) == 170000


@pytest.mark.parametrize("cell", ["1,70", "17,00", "1700/月", "一千七", "¥", "", "1.", "1e3", "½"])
def test_what_is_no_amount_is_refused(cell):
    assert refused(money, cell) == ("bad_amount", f"{cell} is not a number we can read.")


@pytest.mark.parametrize("cell", ["-5", "−5", "(1,700.00)", "-¥5"])
def test_an_amount_below_zero_is_refused(cell):
    assert refused(money, cell) == ("below_zero", f"{cell} is below zero.")


def test_parts_of_a_fen_are_not_rounded_away():
    assert refused(money, Decimal("1733.33333333333")) == (
        "parts_of_a_fen",
        "1733.33333333333 has parts of a fen. Round it to two decimals.",
    )


@given(st.integers(0, 10**10))
def test_every_amount_in_fen_is_read_back(fen):
    yuan = f"{fen // 100:,}.{fen % 100:02d}"
    assert {money(yuan), money(f"¥{yuan}"), money(f"{yuan}元"), money(Decimal(fen) / 100)} == {fen}


@pytest.mark.parametrize(
    "cell", ["12.5", "12.5㎡", "12.5 m²", "12.50平方米", "１２．５", Decimal("12.5")]
)
def test_a_measure_may_carry_its_unit(cell):
    assert area(cell) == Decimal("12.5")


@pytest.mark.parametrize(
    ("cell", "code", "sentence"),
    [
        ("12.345", "too_many_places", "12.345 has more than 2 decimals."),
        ("1000000", "too_large", "1000000 is more than 999999."),
        ("-1", "below_zero", "-1 is below zero."),
        ("12kW", "bad_amount", "12kW is not a number we can read."),
    ],
)
def test_a_measure_out_of_its_bounds_is_refused(cell, code, sentence):
    assert refused(area, cell) == (code, sentence)


def test_a_whole_number_stays_within_its_bounds():
    day_of_month = whole("日", least=1, most=31)
    assert [day_of_month("10日"), day_of_month(Decimal(31))] == [10, 31]
    assert refused(day_of_month, "32") == ("out_of_bounds", "32 should be from 1 to 31.")
    assert refused(day_of_month, "0") == ("out_of_bounds", "0 should be from 1 to 31.")
    assert refused(day_of_month, "1.5") == ("too_many_places", "1.5 has more than 0 decimals.")

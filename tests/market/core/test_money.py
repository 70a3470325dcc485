from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.money import MOST_FEN, fen, in_words, rounded, split, yuan
from market.core.refusals import Invalid
from tests.rent_cases import cases

amounts = st.integers(-MOST_FEN, MOST_FEN)
weights = st.lists(st.fractions(min_value=0, max_value=1000), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1700.00", 170000), ("1700.5", 170050), ("0", 0), ("-0.50", -50), ("007.01", 701)],
)
def test_yuan_as_text_become_whole_fen(text, expected):
    assert fen(text) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(Decimal("1700.00"), 170000), (Decimal("1.5E+3"), 150000), (Decimal("2.500"), 250)],
)
def test_a_decimal_becomes_whole_fen_however_it_is_written(amount, expected):
    assert fen(amount) == expected


@pytest.mark.parametrize(
    "amount",
    [
        *("", " ", "1.234", "1,700.00", "¥1", "1e3", "+1", " 1", "1\n", ".5", "1.", "--1"),
        *("NaN", "Infinity", "１２", "1_000", "0x10", "12345678901234567890"),
        *(1.5, 1700, True, None, b"1"),
        *(Decimal("0.001"), Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+40")),
    ],
)
def test_what_is_not_a_plain_amount_is_refused(amount):
    with pytest.raises(Invalid) as refused:
        fen(amount)
    assert refused.value.code == "bad_money"


def test_an_amount_with_too_many_digits_is_refused_and_the_largest_is_not():
    assert fen(yuan(MOST_FEN)) == MOST_FEN
    with pytest.raises(Invalid) as refused:
        fen(yuan(MOST_FEN + 1))
    assert refused.value.code == "too_much_money"


@given(amounts)
def test_fen_written_as_yuan_come_back_the_same(amount):
    assert fen(yuan(amount)) == amount


@pytest.mark.parametrize(("given_", "expected"), cases("round"))
def test_halves_round_away_from_zero(given_, expected):
    values = [rounded(Fraction(value) * 100) for value in given_["values"]]
    assert [yuan(value) for value in values] == expected["rounded"]


@given(st.fractions())
def test_rounding_is_symmetric_and_never_off_by_more_than_a_half(amount):
    assert rounded(-amount) == -rounded(amount)
    assert abs(rounded(amount) - amount) <= Fraction(1, 2)


@given(amounts, weights)
def test_parts_add_up_and_each_is_within_a_fen_of_its_exact_share(amount, shares):
    if not any(shares):
        shares[0] = Fraction(1)
    parts = split(amount, shares)
    assert sum(parts) == amount
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - amount * share / sum(shares)) < 1
        assert share or part == 0


@given(amounts, weights)
def test_a_negative_amount_splits_as_its_positive_does(amount, shares):
    shares.append(Fraction(1))
    assert split(-amount, shares) == [-part for part in split(amount, shares)]


def test_the_fen_left_over_go_to_those_who_lost_most_and_then_to_the_earlier():
    assert split(100, [Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)]) == [34, 33, 33]
    assert split(10, [Fraction(1), Fraction(5), Fraction(1)]) == [2, 7, 1]


@pytest.mark.parametrize("shares", [[], [Fraction(0)], [Fraction(2), Fraction(-1)]])
def test_weights_that_share_nothing_out_are_refused(shares):
    with pytest.raises(Invalid) as refused:
        split(100, shares)
    assert refused.value.code == "bad_weights"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1700.00", "壹仟柒佰元整"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.53", "伍角叁分"),
        ("10.00", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100005.00", "壹拾万零伍元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1010101.01", "壹佰零壹万零壹佰零壹元零壹分"),
        ("100000000.00", "壹亿元整"),
        ("100070000.00", "壹亿零柒万元整"),
        ("1000000000000.00", "壹万亿元整"),
        ("-20.10", "负贰拾元壹角整"),
    ],
)
def test_an_amount_is_written_out_as_on_a_receipt(amount, words):
    assert in_words(fen(amount)) == words


@given(amounts)
def test_an_amount_written_out_never_doubles_a_zero_or_ends_on_one(amount):
    words = in_words(amount)
    assert "零零" not in words
    assert words.endswith(("整", "分"))
    assert "零元" not in words or words in {"零元整", "负零元整"}
    assert "零万" not in words
    assert "零亿" not in words

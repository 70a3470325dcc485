import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.identity import food_permit_number, holder_of, uscc
from market.core.refusals import Invalid
from tests.refused import refused

CODE = "91350100M000100Y43"
PERMIT = "JY23501110153674"


def test_a_credit_code_is_taken_with_spaces_and_small_letters():
    assert uscc(" 91350100 m000100y43 ") == CODE


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        (
            CODE[:-1],
            "bad_uscc_length",
            "A credit code has 18 characters, this has 17. Please count them again.",
        ),
        (
            CODE.replace("Y", "S"),
            "bad_uscc_sign",
            "A credit code is digits and capital letters without I, O, S, V and Z, "
            "and its third to eighth characters are digits. Please look at it again.",
        ),
        (
            "91350100M000200Y43",
            "bad_uscc_organisation",
            "Characters 9 to 17 do not match each other. Please look at them again.",
        ),
        (
            "91350100M000100Y44",
            "bad_uscc_check",
            "The last character does not match the rest. Please look at the 18th again.",
        ),
        (
            "92350100M000100Y43",
            "bad_uscc_check",
            "The last character does not match the rest. Please look at the 18th again.",
        ),
    ],
)
def test_each_slip_in_a_credit_code_is_named(typed, code, sentence):
    assert refused(uscc, typed) == (code, sentence)


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_no_single_wrong_character_of_a_credit_code_passes(place, sign):
    wrong = CODE[:place] + sign + CODE[place + 1 :]
    if wrong != CODE:
        with pytest.raises(Invalid):
            uscc(wrong)


def test_an_unknown_beginning_says_nothing_of_the_holder():
    assert holder_of("12350100M000100Y43") is None


@given(st.integers(2, 15), st.sampled_from("0123456789"))
def test_no_single_wrong_digit_of_a_food_permit_passes(place, digit):
    wrong = PERMIT[:place] + digit + PERMIT[place + 1 :]
    if wrong != PERMIT:
        with pytest.raises(Invalid):
            food_permit_number(wrong)


@pytest.mark.parametrize("typed", ["JY43501110153674", "JY2350111015367", "SP23501110153674"])
def test_another_shape_is_no_food_permit(typed):
    assert refused(food_permit_number, typed) == (
        "bad_food_permit",
        "A food permit's number is JY and 14 digits, the first of them 1, 2 or 3. "
        "Please look at it again.",
    )


def test_a_wrong_last_digit_is_named():
    assert refused(food_permit_number, "jy 2350 1110 1536 75") == (
        "bad_food_permit_check",
        "The last digit does not match the rest. Please look at the number again.",
    )

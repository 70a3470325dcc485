import pytest

from market.core.identity import landline, mobile, phone
from tests.refused import refused

BAD_MOBILE = (
    "bad_mobile",
    "This is not a mobile number. One has 11 digits and begins with 13 to 19.",
)
TWO = ("two_phones", "There are two numbers here. Please give one.")


@pytest.mark.parametrize(
    "typed",
    [
        *("13812341234", "+86 138-1234-1234", "86 13812341234", "(138)12341234"),
        *("138\u20111234\u20111234", "\u202d138 1234 1234\u202c", "＋８６１３８１２３４１２３４"),
    ],
)
def test_a_mobile_number_is_eleven_digits_in_the_end(typed):
    assert mobile(typed) == "13812341234"


def short(count: int) -> tuple[str, str]:
    return (
        "bad_mobile_length",
        f"A mobile number has 11 digits, this has {count}. Please count them again.",
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1381234123", short(10)),
        ("138123412345", short(12)),
        ("12812341234", BAD_MOBILE),
        ("0631-5991234", BAD_MOBILE),
        ("王小蔄", BAD_MOBILE),
        ("", BAD_MOBILE),
        ("13812341234/13912341234", TWO),
        ("13812341234 13912341234", TWO),
    ],
)
def test_what_is_no_mobile_number_is_refused_with_its_reason(typed, expected):
    assert refused(mobile, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0631 5991234", "0631-5991234"),
        ("(0631)599-1234", "0631-5991234"),
        ("+86 631 5991234", "0631-5991234"),
        ("010-62345678", "010-62345678"),
        ("02162345678", "021-62345678"),
    ],
)
def test_a_landline_keeps_its_area_apart(typed, expected):
    assert landline(typed) == expected


@pytest.mark.parametrize("typed", ["5991234", "0631-1991234", "13812341234"])
def test_a_landline_needs_its_area(typed):
    assert refused(landline, typed) == (
        "bad_landline",
        "This is not a landline number with its area code. Write it like 0631-5991234.",
    )


@pytest.mark.parametrize(
    ("typed", "expected"), [("0631-5991234", "0631-5991234"), ("+8613812341234", "13812341234")]
)
def test_a_phone_is_either(typed, expected):
    assert phone(typed) == expected

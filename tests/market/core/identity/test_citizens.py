from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.ric import calc_check_digit

from market.core.identity import citizen_id
from market.core.refusals import Invalid
from tests.refused import refused


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Well-made numbers of people born on any day in a county of Shandong or of Beijing."""
    region = draw(st.sampled_from(["371002", "371083", "110105"]))
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    body = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + calc_check_digit(f"{body}0")


@given(numbers())
def test_a_well_made_number_is_taken_as_it_is(number):
    assert citizen_id(number) == number


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_no_single_wrong_character_passes(number, place, sign):
    wrong = number[:place] + sign + number[place + 1 :]
    if wrong != number:
        with pytest.raises(Invalid):
            citizen_id(wrong)


@given(numbers(), st.integers(0, 15))
def test_no_two_neighbours_change_places_unseen(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(Invalid):
            citizen_id(swapped)


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        (
            "1101051949123100",
            "bad_id_length",
            "An identity number has 18 characters, this has 16. Please count them again.",
        ),
        (
            "110105491231002",
            "bad_id_length",
            "This is an old number of 15 digits. Please take the 18 from the present card.",
        ),
        (
            "1101O519491231002X",
            "bad_id_sign",
            "Character 5 cannot stand there. Only the last may be a letter, and only X.",
        ),
        (
            "11010519491231002Y",
            "bad_id_sign",
            "Character 18 cannot stand there. Only the last may be a letter, and only X.",
        ),
        (
            "000000194912310020",
            "bad_id_region",
            "The first six digits name no region. Please look at the beginning again.",
        ),
        (
            "11010519490231002X",
            "bad_id_day",
            "Digits 7 to 14 are the day of birth, and there is no such day. "
            "Please look at them again.",
        ),
        (
            "110105194912310021",
            "bad_id_check",
            "The last character does not match the rest. Please look at the 18th again.",
        ),
    ],
)
def test_each_slip_is_named_with_the_way_out(typed, code, sentence):
    assert refused(citizen_id, typed) == (code, sentence)


@pytest.mark.parametrize("region", ["710000", "810000", "820000", "830000"])
def test_residence_permits_of_hong_kong_macau_and_taiwan_check_alike(region):
    body = f"{region[:2]}010019900101001"
    number = body + calc_check_digit(f"{body}0")
    assert citizen_id(number) == number


def test_someone_born_before_a_county_had_its_code_is_not_refused():
    body = "37100219600101001"
    assert citizen_id(body + calc_check_digit(f"{body}0"))[:6] == "371002"


def test_a_refusal_never_carries_the_number():
    for typed in ("1101051949123100", "110105194912310021", "11010519490231002X"):
        with pytest.raises(Invalid) as caught:
            citizen_id(typed)
        assert "1949" not in repr(caught.value)

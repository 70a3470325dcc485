"""Every vector of the shared file."""

import json
import re
from pathlib import Path

import pytest
from stdnum import luhn

from market.core import identity
from market.core.identity import Holder
from market.core.names import person_name
from market.core.pinyin import sort_key
from market.core.refusals import Invalid

VECTORS = json.loads(
    (Path(__file__).parents[3] / "cases" / "validation_vectors.json").read_text("utf-8")
)
ID = VECTORS["id_card_gb11643"]
USCC = VECTORS["uscc_gb32100"]


@pytest.mark.parametrize("number", ID["valid"])
def test_a_valid_identity_number_passes(number):
    assert identity.citizen_id(number) == number


@pytest.mark.parametrize("vector", ID["invalid"])
def test_an_invalid_identity_number_is_refused_or_put_right(vector):
    number, arrow, _ = vector.partition(" -> ")
    if arrow or " " in number:
        number = number.replace(" -> strip spaces", "")
        assert identity.citizen_id(number) == "11010519491231002X"
    else:
        with pytest.raises(Invalid):
            identity.citizen_id(number)


def test_the_check_character_is_what_weights_and_map_of_the_standard_say():
    number = ID["valid"][0]
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:17], ID["weights"], strict=True)
    )
    assert ID["map"][total % 11] == number[17]


@pytest.mark.parametrize("code", USCC["valid"])
def test_a_valid_credit_code_passes(code):
    assert identity.uscc(code) == code


@pytest.mark.parametrize(
    ("prefix", "holder"),
    [
        ("91", Holder.COMPANY),
        ("92", Holder.HOUSEHOLD),
        ("93", Holder.COOPERATIVE),
        ("51", Holder.ASSOCIATION),
        ("11", Holder.AUTHORITY),
    ],
)
def test_a_credit_code_says_whose_it_is(prefix, holder):
    assert set(USCC["prefix"]) == {"91", "92", "93", "51", "11"}
    assert identity.holder_of(f"{prefix}350100M000100Y43") is holder


def test_the_sample_of_a_food_permit_passes():
    sample = VECTORS["food_permit_no"]["sample_verified"]
    assert re.fullmatch(VECTORS["food_permit_no"]["pattern"], sample)
    assert identity.food_permit_number(sample) == sample


@pytest.mark.parametrize(
    "typed",
    [
        "+8613812341234",
        "008613812341234",
        "8613812341234",
        "138 1234 1234",
        "138-1234-1234",
        "１３８１２３４１２３４",
    ],
)
def test_a_mobile_number_is_one_however_it_is_typed(typed):
    assert re.fullmatch(VECTORS["mobile"]["pattern"], identity.mobile(typed))
    assert identity.mobile(typed) == "13812341234"


@pytest.mark.parametrize("typed", ["06315991234", "0631-5991234"])
def test_a_landline_of_weihai_is_written_with_its_dash(typed):
    assert re.fullmatch(VECTORS["mobile"]["landline_weihai"], typed)
    assert identity.landline(typed) == "0631-5991234"


def test_plates_are_those_of_the_pattern():
    pattern = re.compile(VECTORS["plate"]["pattern"])
    for sign in ("鲁K12345", "鲁KD12345", "鲁K12345D", "鲁K1234挂", "粤Z1234港"):
        assert pattern.fullmatch(sign)
        assert identity.plate(sign) == sign
    assert identity.plate("鲁K·12345").startswith(VECTORS["plate"]["weihai"])


def test_the_card_number_of_the_vectors_passes():
    number = VECTORS["luhn_bank_card"]["valid"][0].split()[0]
    assert luhn.is_valid(number)
    assert identity.bank_card(number) == number


def test_rare_characters_are_names():
    names = VECTORS["names"]
    for sign in names["rare"]:
        assert person_name(f"王{sign}") == f"王{sign}"
    assert person_name("阿依古丽·买买提") == f"阿依古丽{names['allow'][0]}买买提"
    assert person_name("蔄" * names["max"]) == "蔄" * 50
    for count in (names["min"] - 1, names["max"] + 1):
        with pytest.raises(Invalid):
            person_name("蔄" * count)


def test_the_rare_character_is_the_one_that_the_vectors_mean():
    facts = VECTORS["rare_char_蔄"]
    assert f"U+{ord('蔄'):04X}" == facts["codepoint"]
    assert "蔄".encode("gb18030").hex() == facts["gb18030"]
    assert sort_key("蔄") == "man"

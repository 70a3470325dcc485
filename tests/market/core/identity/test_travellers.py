import pytest
from stdnum.cn.ric import calc_check_digit

from market.core.identity import (
    IdKind,
    foreign_resident_id,
    hk_macau_permit,
    identity_number,
    taiwan_permit,
)
from tests.refused import refused


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("h12345678", "H12345678"), ("Ｍ 1234 5678", "M12345678"), ("H1234567801", "H1234567801")],
)
def test_a_permit_of_hong_kong_or_macau_is_a_letter_and_digits(typed, expected):
    assert hk_macau_permit(typed) == expected


@pytest.mark.parametrize("typed", ["A12345678", "H1234567", "H123456789", "12345678"])
def test_other_shapes_are_no_permit_of_hong_kong_or_macau(typed):
    assert refused(hk_macau_permit, typed) == (
        "bad_hk_macau_permit",
        "This permit's number is H or M and eight digits, or ten on an older one. "
        "Please look at it again.",
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("01234567", "01234567"), ("0123456701(B)", "0123456701"), ("0123456701（B）", "0123456701")],
)
def test_a_permit_of_taiwan_is_digits(typed, expected):
    assert taiwan_permit(typed) == expected


def test_other_shapes_are_no_permit_of_taiwan():
    assert refused(taiwan_permit, "T1234567") == (
        "bad_taiwan_permit",
        "This permit's number is eight digits, or ten on an older one. Please look at it again.",
    )


def test_an_old_card_of_a_foreign_resident_carries_a_real_day():
    assert foreign_resident_id("CHE110078063015") == "CHE110078063015"
    assert refused(foreign_resident_id, "CHE110078133015")[0] == "bad_foreign_id"


def test_a_new_card_of_a_foreign_resident_checks_itself():
    body = "93710319900101001"
    number = body + calc_check_digit(f"{body}0")
    assert foreign_resident_id(number) == number
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert refused(foreign_resident_id, wrong)[0] == "bad_id_check"


def test_a_citizens_number_is_no_foreign_residents():
    assert refused(foreign_resident_id, "11010519491231002X") == (
        "bad_foreign_id",
        "This card's number is 18 digits beginning with 9, or three letters and twelve digits "
        "on an older one. Please look at it again.",
    )


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (IdKind.CITIZEN, "11010519491231002X"),
        (IdKind.HK_MACAU, "H12345678"),
        (IdKind.TAIWAN, "01234567"),
        (IdKind.FOREIGN, "CHE110078063015"),
    ],
)
def test_each_kind_of_paper_has_its_own_check(kind, number):
    assert identity_number(kind, number) == number

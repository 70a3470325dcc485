import pytest

from market.core.particulars import VENDOR_KINDS, particulars
from market.core.refusals import Invalid
from market.models.vendors import VENDOR_KINDS as KINDS_IN_THE_DATABASE


def test_each_field_is_brought_into_the_form_it_is_stored_in():
    assert particulars(
        {
            "name": " 蔄记　鲜肉 ",
            "contact": "王小蔄",
            "phone": "+86 138-0000-0000",
            "email": "",
            "goods": ["猪肉", "猪肉", " ", "牛肉"],
            "uscc": "91350100m000100y43",
        }
    ) == {
        "name": "蔄记 鲜肉",
        "contact": "王小蔄",
        "phone": "13800000000",
        "email": "",
        "goods": ["猪肉", "牛肉"],
        "uscc": "91350100M000100Y43",
    }


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("name", "A", "name_length"),
        ("phone", "12345", "bad_mobile_length"),
        ("email", "somebody@", "bad_email"),
        ("uscc", "91350100M000100Y44", "bad_uscc_check"),
        ("kind", "king", "bad_kind"),
        ("language", "fr", "bad_language"),
        ("trade", "很" * 31, "too_long"),
        ("goods", [str(number) for number in range(41)], "too_many_goods"),
        ("salary", "1", "unknown_field"),
    ],
)
def test_a_field_that_cannot_be_right_is_refused_by_its_name(field, typed, code):
    with pytest.raises(Invalid) as refused:
        particulars({field: typed})
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


def test_the_kinds_are_those_that_the_database_knows():
    assert VENDOR_KINDS == KINDS_IN_THE_DATABASE

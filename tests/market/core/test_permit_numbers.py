import pytest

from market.core.permit_numbers import permit_number
from market.core.refusals import Invalid


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("FOOD_PERMIT", "jy 2350 1110 1536 74", "JY23501110153674"),
        ("BIZ_LICENSE", " 91350100m000100y43", "91350100M000100Y43"),
        ("HEALTH_CERT", "鲁威健（2026）第0123号", "鲁威健(2026)第0123号"),
        ("SD_FOOD_STALL_CARD", "", ""),
    ],
)
def test_a_number_is_kept_in_one_form(code, typed, kept):
    assert permit_number(code, typed) == kept


@pytest.mark.parametrize(
    ("code", "typed", "refused_as"),
    [
        ("FOOD_PERMIT", "JY23501110153675", "bad_food_permit_check"),
        ("FOOD_PERMIT", "12345", "bad_food_permit"),
        ("BIZ_LICENSE", "91350100M000100Y44", "bad_uscc_check"),
        ("HEALTH_CERT", "<b>", "bad_permit_number"),
        ("HEALTH_CERT", "9" * 61, "bad_permit_number"),
    ],
)
def test_a_number_that_no_such_paper_carries_is_refused_at_its_field(code, typed, refused_as):
    with pytest.raises(Invalid) as refused:
        permit_number(code, typed)
    assert (refused.value.code, refused.value.facts["field"]) == (refused_as, "number")

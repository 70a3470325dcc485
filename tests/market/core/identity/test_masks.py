import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.identity import masked_card, masked_id, masked_name, masked_phone


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        (masked_id, "11010519491231002X", "1101**********002X"),
        (masked_id, "CHE110078063015", "CHE1*******3015"),
        (masked_id, "H12345678", "H1*****78"),
        (masked_id, "1234", "****"),
        (masked_phone, "13812341234", "138****1234"),
        (masked_phone, "0631-5991234", "0631-****234"),
        (masked_phone, "110", "***"),
        (masked_card, "6222020000000000000", "***************0000"),
        (masked_name, "王小蔄", "王*蔄"),
        (masked_name, "单𠮷", "单*"),
        (masked_name, "欧阳小𬭎", "欧**𬭎"),
        (masked_name, "阿依古丽·买买提", "阿***·**提"),
        (masked_name, "王", "王"),
        (masked_name, "", ""),
    ],
)
def test_a_mask_shows_enough_to_tell_people_apart(mask, plain, shown):
    assert mask(plain) == shown


@given(st.text(max_size=40))
def test_a_mask_is_as_long_as_what_it_hides(text):
    assert [len(mask(text)) for mask in (masked_id, masked_card, masked_name)] == [len(text)] * 3


@given(st.text("0123456789X", min_size=6, max_size=40))
def test_at_least_two_characters_of_a_number_are_hidden(number):
    for mask in (masked_id, masked_phone, masked_card):
        assert mask(number).count("*") >= 2

from market.core.identity import bank_card
from tests.refused import refused


def test_a_card_is_its_digits():
    assert bank_card("6222 0200 0000 0000 000") == "6222020000000000000"


def test_a_card_with_a_wrong_digit_is_refused_without_being_quoted():
    assert refused(bank_card, "6222020000000000001") == (
        "bad_card_check",
        "The digits of this card number do not match each other. Please look at them again.",
    )


def test_a_card_of_another_length_is_refused():
    assert refused(bank_card, "62220200000000") == (
        "bad_card_length",
        "A card number has 15 to 19 digits and nothing else. Please look at it again.",
    )

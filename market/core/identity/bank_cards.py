"""Bank card numbers."""

import re

from stdnum import luhn

from market.core.refusals import Invalid
from market.core.signs import unspaced


def bank_card(text: str) -> str:
    """This will give a card number as 15 to 19 digits, without spaces and dashes.

    Raises Invalid: bad_card_length, or bad_card_check where the digits do not match each other
    (Luhn, ISO/IEC 7812-1). The refusal never carries the number.
    """
    number = unspaced(text).replace("-", "")
    if not re.fullmatch("[0-9]{15,19}", number):
        raise Invalid(
            "bad_card_length",
            "A card number has 15 to 19 digits and nothing else. Please look at it again.",
        )
    if not luhn.is_valid(number):
        raise Invalid(
            "bad_card_check",
            "The digits of this card number do not match each other. Please look at them again.",
        )
    return number

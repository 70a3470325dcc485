"""Identity card numbers (GB 11643): 18 characters that check each other.

A refusal never carries the number or a part of it: refusals are logged, identity numbers are not.
"""

import re
from datetime import date

from stdnum.cn.ric import calc_check_digit

from market.core.refusals import Invalid
from market.core.signs import unspaced

LENGTH = 18

# GB/T 2260, the first two digits; 81 to 83 stand on residence permits of people from Hong Kong,
# Macau and Taiwan. County codes are not checked: they are merged and renamed every year, and a
# number keeps the code of the day it was given.
_REGIONS = (
    *("11", "12", "13", "14", "15", "21", "22", "23"),
    *("31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
    *("61", "62", "63", "64", "65", "71", "81", "82", "83"),
)
_EARLIEST_BIRTH = 1880


def citizen_id(text: str) -> str:
    """This will give the number in its one written form: 18 characters, X capital, no spaces.

    Raises Invalid: bad_id_length, bad_id_sign, bad_id_region, bad_id_day or bad_id_check.
    A number that passes was typed well; whose it is, is another question. Source: GB 11643-1999.
    """
    number = unspaced(text)
    require_signs(number)
    if number[:2] not in _REGIONS or number[2:6] == "0000":
        raise Invalid(
            "bad_id_region",
            "The first six digits name no region. Please look at the beginning again.",
        )
    require_day(number[6:14])
    require_check(number)
    return number


def require_signs(number: str) -> None:
    """This will refuse anything but 17 digits and a last digit or X."""
    if len(number) == 15 and number.isdecimal():
        raise Invalid(
            "bad_id_length",
            "This is an old number of 15 digits. Please take the 18 from the present card.",
            count=15,
        )
    if len(number) != LENGTH:
        raise Invalid(
            "bad_id_length",
            "An identity number has 18 characters, this has {count}. Please count them again.",
            count=len(number),
        )
    odd = re.search("[^0-9]", number[:-1]) or re.compile("[^0-9X]").search(number, LENGTH - 1)
    if odd:
        raise Invalid(
            "bad_id_sign",
            "Character {place} cannot stand there. Only the last may be a letter, and only X.",
            place=odd.start() + 1,
        )


def require_day(digits: str) -> None:
    """This will refuse eight digits (characters 7 to 14) that are no day someone was born on."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        born = date.min
    if born.year < _EARLIEST_BIRTH:
        raise Invalid(
            "bad_id_day",
            "Digits 7 to 14 are the day of birth, and there is no such day. "
            "Please look at them again.",
        )


def require_check(number: str) -> None:
    """This will refuse a last character that the other seventeen do not add up to (MOD 11-2)."""
    if number[-1] != calc_check_digit(number):
        raise Invalid(
            "bad_id_check",
            "The last character does not match the rest. Please look at the 18th again.",
        )

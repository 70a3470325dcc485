"""Numbers of businesses: the unified social credit code and the food permit."""

import re
from enum import StrEnum
from operator import mul

from stdnum.cn.uscc import calc_check_digit
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10

from market.core.refusals import Invalid
from market.core.signs import unspaced

_USCC_LENGTH = 18
_USCC = re.compile("[1-9ANY][0-9A-HJ-NP-RTUW-Y][0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_FOOD_PERMIT = re.compile("JY[123][0-9]{13}")


class Holder(StrEnum):
    """Who a credit code belongs to, where its first two characters say so."""

    COMPANY = "company"
    HOUSEHOLD = "household"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    AUTHORITY = "authority"


_HOLDERS = {
    "91": Holder.COMPANY,
    "92": Holder.HOUSEHOLD,
    "93": Holder.COOPERATIVE,
    "51": Holder.ASSOCIATION,
    "11": Holder.AUTHORITY,
}


def uscc(text: str) -> str:
    """This will give the unified social credit code: 18 capital characters, no spaces.

    Raises Invalid: bad_uscc_length, bad_uscc_sign, bad_uscc_organisation (characters 9 to 17
    carry the GB 11714 check of the organisation) or bad_uscc_check. Source: GB 32100-2015.
    """
    code = unspaced(text)
    if len(code) != _USCC_LENGTH:
        raise Invalid(
            "bad_uscc_length",
            "A credit code has 18 characters, this has {count}. Please count them again.",
            count=len(code),
        )
    if not _USCC.fullmatch(code):
        raise Invalid(
            "bad_uscc_sign",
            "A credit code is digits and capital letters without I, O, S, V and Z, "
            "and its third to eighth characters are digits. Please look at it again.",
        )
    if code[16] != _organisation_check(code[8:16]):
        raise Invalid(
            "bad_uscc_organisation",
            "Characters 9 to 17 do not match each other. Please look at them again.",
        )
    if code[17] != calc_check_digit(code[:17]):
        raise Invalid(
            "bad_uscc_check",
            "The last character does not match the rest. Please look at the 18th again.",
        )
    return code


def holder_of(code: str) -> Holder | None:
    """The kind of holder that the first two characters of a checked credit code stand for."""
    return _HOLDERS.get(code[:2])


def food_permit_number(text: str) -> str:
    """This will give the number of a 食品经营许可证: JY and 14 digits, 1, 2 or 3 the first of them.

    Raises Invalid: bad_food_permit, or bad_food_permit_check where the last digit is wrong
    (ISO 7064 MOD 11,10). Source: 食品经营许可和备案管理办法.
    """
    number = unspaced(text)
    if not _FOOD_PERMIT.fullmatch(number):
        raise Invalid(
            "bad_food_permit",
            "A food permit's number is JY and 14 digits, the first of them 1, 2 or 3. "
            "Please look at it again.",
        )
    try:
        mod_11_10.validate(number[2:])
    except ValidationError as fault:
        raise Invalid(
            "bad_food_permit_check",
            "The last digit does not match the rest. Please look at the number again.",
        ) from fault
    return number


def _organisation_check(body: str) -> str:
    """The check character of an organisation code's first eight (GB 11714-1997)."""
    values = (int(sign, 36) for sign in body)
    total = sum(map(mul, _ORGANISATION_WEIGHTS, values))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))

"""Identity papers of people from Hong Kong, Macau, Taiwan and abroad, by their numbers' shape."""

import re
from datetime import date

from market.core.identity.citizens import LENGTH, require_check, require_day, require_signs
from market.core.refusals import Invalid
from market.core.signs import unspaced

_HK_MACAU = re.compile("[HM](?:[0-9]{8}|[0-9]{10})")
_TAIWAN = re.compile(r"([0-9]{8}|[0-9]{10})(?:\(?[A-Z]\)?)?")
_FOREIGN_OLD = re.compile("[A-Z]{3}[0-9]{12}")


def hk_macau_permit(text: str) -> str:
    """港澳居民来往内地通行证: H or M and eight digits; ten on the older booklet.

    Raises Invalid("bad_hk_macau_permit").
    """
    number = unspaced(text)
    if not _HK_MACAU.fullmatch(number):
        raise Invalid(
            "bad_hk_macau_permit",
            "This permit's number is H or M and eight digits, or ten on an older one. "
            "Please look at it again.",
        )
    return number


def taiwan_permit(text: str) -> str:
    """台湾居民来往大陆通行证: eight digits; ten on the older booklet, its letter dropped.

    Raises Invalid("bad_taiwan_permit").
    """
    match = _TAIWAN.fullmatch(unspaced(text))
    if match is None:
        raise Invalid(
            "bad_taiwan_permit",
            "This permit's number is eight digits, or ten on an older one. "
            "Please look at it again.",
        )
    return match[1]


def foreign_resident_id(text: str) -> str:
    """外国人永久居留身份证: 18 digits from 9 on (since 2023), or three letters and twelve digits.

    The new number checks itself as a citizen's does. The old one carries the day of birth as
    yymmdd after the four digits of the place. Raises Invalid: bad_foreign_id, or what
    citizen_id raises.
    """
    number = unspaced(text)
    if _FOREIGN_OLD.fullmatch(number) and _is_day_of_some_century(number[7:13]):
        return number
    if not number.startswith("9") or len(number) != LENGTH:
        raise Invalid(
            "bad_foreign_id",
            "This card's number is 18 digits beginning with 9, or three letters and twelve digits "
            "on an older one. Please look at it again.",
        )
    require_signs(number)
    require_day(number[6:14])
    require_check(number)
    return number


def _is_day_of_some_century(digits: str) -> bool:
    # 2000 was a leap year and 1900 was not: the kinder of the two
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True

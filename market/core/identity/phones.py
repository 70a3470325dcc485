"""Telephone numbers of mainland China as people type them, in one written form."""

import re

from market.core.refusals import Invalid
from market.core.signs import unspaced

_MARKS = re.compile("[-()\u2010-\u2015\u2212._]")
_COUNTRY = re.compile(r"\+86|0086|86(?=[0-9]{11}$)")
_DIGITS = 11
_MOBILE = re.compile("1[3-9][0-9]{9}")
_TWO_MOBILES = re.compile("1[3-9][0-9]{9}[^0-9]*1[3-9][0-9]{9}")
_LANDLINE = re.compile("(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_ABROAD = re.compile(r"(?:\+86|0086)0?")


def mobile(text: str) -> str:
    """This will give a mobile number as eleven digits, without +86, 0086, 86, spaces and dashes.

    Raises Invalid: bad_mobile, bad_mobile_length or two_phones.
    """
    typed = _dashless(text)
    country = _COUNTRY.match(typed)
    number = typed[country.end() :] if country else typed
    if _MOBILE.fullmatch(number):
        return number
    if _TWO_MOBILES.search(typed):
        raise Invalid("two_phones", "There are two numbers here. Please give one.")
    if number.isdecimal() and number.startswith("1") and len(number) != _DIGITS:
        raise Invalid(
            "bad_mobile_length",
            "A mobile number has 11 digits, this has {count}. Please count them again.",
            count=len(number),
        )
    raise Invalid(
        "bad_mobile",
        "This is not a mobile number. One has 11 digits and begins with 13 to 19.",
    )


def landline(text: str) -> str:
    """This will give a landline number with its area code, as in 0631-5991234.

    Raises Invalid("bad_landline").
    """
    match = _as_landline(text)
    if match is None:
        raise Invalid(
            "bad_landline",
            "This is not a landline number with its area code. Write it like 0631-5991234.",
        )
    return f"{match[1]}-{match[2]}"


def phone(text: str) -> str:
    """This will give a mobile or a landline number. Raises what mobile or landline raises."""
    return landline(text) if _as_landline(text) else mobile(text)


def _as_landline(text: str) -> re.Match[str] | None:
    return _LANDLINE.fullmatch(_ABROAD.sub("0", _dashless(text), count=1))


def _dashless(text: str) -> str:
    return _MARKS.sub("", unspaced(text))

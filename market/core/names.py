"""Names of people and of businesses: tidied, checked, and put in order."""

import re
from unicodedata import category

from market.core.refusals import Invalid
from market.core.signs import narrow, seen

SHORTEST = 2
LONGEST = 50
LONGEST_TRADE_NAME = 100

# every dot that stands for the one between the parts of a name: 阿依古丽·买买提
_DOTS = re.compile("[•‧∙⋅・･●]")
_DOT_BETWEEN_HAN = re.compile("(?<=[\u3400-\u9fff])[.．](?=[\u3400-\u9fff])")
_AROUND_DOT = re.compile(r"\s*·\s*")
_MARKS_OF_A_NAME = frozenset("·-'’. ")

# categories of what has no meaning outside the computer it was typed on: private, unassigned,
# half a surrogate pair, control
_NOWHERE = frozenset(("Co", "Cn", "Cs", "Cc"))


def tidy(text: str) -> str:
    """This will give the text as it is stored: plain width, single spaces, one kind of dot.

    Han characters are never exchanged, not even for a look-alike.
    """
    dotted = _DOTS.sub("·", narrow(_DOTS.sub("·", seen(text))))
    return _AROUND_DOT.sub("·", " ".join(dotted.split()))


def person_name(text: str) -> str:
    """This will give a person's name, tidied. Two to fifty characters; rare ones are welcome.

    Raises Invalid: name_length, name_private_sign (a character only one old computer knew) or
    name_sign for anything else that no name is written with, such as a digit.
    """
    name = _DOT_BETWEEN_HAN.sub("·", tidy(text)).strip("· ")
    _require_length(name, LONGEST)
    for place, sign in enumerate(name, start=1):
        _require_sign(sign, place)
    return name


def trade_name(text: str) -> str:
    """This will give the name of a business or a shop, tidied: two to a hundred characters.

    It may hold digits and marks, as in 老王烧烤 2 号 and El Tonayense #60. Raises Invalid:
    name_length, or name_private_sign.
    """
    name = tidy(text)
    _require_length(name, LONGEST_TRADE_NAME)
    for place, sign in enumerate(name, start=1):
        _refuse_private(sign, place)
    return name


def _require_length(name: str, longest: int) -> None:
    if not SHORTEST <= len(name) <= longest or not any(sign.isalnum() for sign in name):
        raise Invalid(
            "name_length",
            "A name has {shortest} to {longest} characters, this has {count}. "
            "Please write it out in full.",
            shortest=SHORTEST,
            longest=longest,
            count=len(name),
        )


def _require_sign(sign: str, place: int) -> None:
    _refuse_private(sign, place)
    if sign in _MARKS_OF_A_NAME or _is_late_han(sign) or category(sign)[0] in "LM" or sign == "〇":
        return
    raise Invalid(
        "name_sign",
        "{sign} (character {place}) does not belong in a person's name. Please look at it again.",
        sign=sign,
        place=place,
    )


def _refuse_private(sign: str, place: int) -> None:
    if not _is_late_han(sign) and (category(sign) in _NOWHERE or sign == "\ufffd"):
        raise Invalid(
            "name_private_sign",
            "Character {place} was lost on the way here: other computers cannot show it. "
            "Please type it again.",
            place=place,
        )


def _is_late_han(sign: str) -> bool:
    """Han characters added last: the tables that Python carries may not have heard of them."""
    return "\U00020000" <= sign <= "\U0003ffff"

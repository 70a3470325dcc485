"""Numbers on papers, each kind checked as its issuer writes it."""

import re
from collections.abc import Callable

from market.core.identity import food_permit_number, uscc
from market.core.refusals import Invalid
from market.core.signs import unspaced

LONGEST = 60

_CHECKS: dict[str, Callable[[str], str]] = {
    "BIZ_LICENSE": uscc,
    "FOOD_PERMIT": food_permit_number,
}
_ANY = re.compile(r"[\w()\[\]〔〕（）.·/#№:_-]+")


def permit_number(code: str, text: str) -> str:
    """This will give the number of a paper of this kind in the one form it is stored in.

    A business licence carries a credit code (GB 32100), a food permit JY and 14 digits
    (ISO 7064 MOD 11,10); any other number is letters, digits and the marks of a file number, at
    most 60. An empty text stays empty: some papers carry none.
    Raises Invalid with field "number": what that check raises, or bad_permit_number.
    """
    number = unspaced(text)
    if not number:
        return ""
    try:
        return _CHECKS.get(code, _any_number)(number)
    except Invalid as refusal:
        raise Invalid(
            refusal.code, refusal.sentence, **{**refusal.facts, "field": "number"}
        ) from refusal


def _any_number(number: str) -> str:
    if len(number) > LONGEST or not _ANY.fullmatch(number):
        raise Invalid(
            "bad_permit_number",
            "This does not look like the number of a paper. Please copy it as it is printed, "
            "at most {longest} characters.",
            longest=LONGEST,
        )
    return number

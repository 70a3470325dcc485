"""Licence plates of vehicles."""

import re

from market.core.refusals import Invalid
from market.core.signs import unspaced

_MARKS = re.compile("[-·•∙・.]")
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z]"
    "(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[0-9]{5}[DF]|[DF][A-HJ-NP-Z0-9][0-9]{4})"
)


def plate(text: str) -> str:
    """This will give a plate without its dot and spaces: 鲁K12345, or 鲁KD12345 (new energy).

    Raises Invalid("bad_plate"). Source: GA 36-2018.
    """
    sign = _MARKS.sub("", unspaced(text))
    if not _PLATE.fullmatch(sign):
        raise Invalid(
            "bad_plate",
            "This is not a licence plate. Write it like 鲁K12345, without the letters I and O.",
        )
    return sign

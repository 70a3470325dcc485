"""A fact as it is said on its own, where a provider's template takes the facts one by one."""

import re
from datetime import date, datetime
from typing import Any

from market.core import wording

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


def spoken(name: str, value: Any, language: str) -> str:
    """1733.33 元 for amount_fen, 8月31日（周一） for a day, everything else as it is."""
    if name.endswith("_fen") and isinstance(value, int):
        return wording.yuan_in_message(value)
    text = str(value)
    if _DAY.fullmatch(text):
        return wording.day(date.fromisoformat(text), language)
    if _MOMENT.fullmatch(text):
        return wording.moment(datetime.fromisoformat(text), language)
    return text

"""Readers of cells: each gives the value that stands there, or says in words why it cannot.

A reader takes a cell and raises Invalid with a code and a sentence; the facts quote the cell as
`text`, except where the cell may hold an identity number.
"""

from market.core.readings.amounts import money, number, whole
from market.core.readings.cells import BLANKS, Reader, is_blank, shown, text, typed, words
from market.core.readings.choices import BLANK_OR_NO, one_of, several, yes_no
from market.core.readings.days import Order, day, day_in, from_serial
from market.core.readings.spans import Days, Until, days, days_in, until, until_in

__all__ = [
    "BLANKS",
    "BLANK_OR_NO",
    "Days",
    "Order",
    "Reader",
    "Until",
    "day",
    "day_in",
    "days",
    "days_in",
    "from_serial",
    "is_blank",
    "money",
    "number",
    "one_of",
    "several",
    "shown",
    "text",
    "typed",
    "until",
    "until_in",
    "whole",
    "words",
    "yes_no",
]

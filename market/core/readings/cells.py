"""What stands in a cell: nothing, a word for nothing, text, or a number that Excel cut short."""

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import TypeAlias

from market.core.names import tidy
from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell, Unreckoned

Reader: TypeAlias = Callable[[Cell], object]

# in capitals: what people write where there is nothing to write
BLANKS = frozenset(
    (
        "",
        "-",
        "--",
        "—",
        "——",
        "–",
        "/",
        "//",
        "\\",
        "无",
        "暂无",
        "空",
        "N/A",
        "NA",
        "NULL",
        "NONE",
    )
)

_EXCEL_DIGITS = 15
_EXCEL_FAULTS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!")
)
_AS_FORMULA = re.compile(r'="(.*)"')
_POWER_OF_TEN = re.compile(r"[0-9]\.[0-9]+E\+?[0-9]{1,3}", re.IGNORECASE)
_SHOWN = 60


def shown(cell: Cell) -> str:
    """The cell as a report quotes it, at most sixty characters."""
    text = cell.formula if isinstance(cell, Unreckoned) else _plain(cell)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def is_blank(cell: Cell, blanks: Collection[str] = BLANKS) -> bool:
    """Whether nothing stands there, or a word for nothing."""
    return isinstance(cell, str) and tidy(cell).upper() in blanks


def words(cell: Cell) -> str:
    """This will give the cell as tidy text, on one line. A number comes without zeros behind it.

    Raises Invalid: formula_without_value, excel_fault, lost_digits (Excel keeps 15 digits of a
    number; the longer ones, such as identity numbers, must be text) or bad_sign.
    """
    if isinstance(cell, Unreckoned):
        raise Invalid(
            "formula_without_value",
            "This is a formula that was never reckoned. Open the file in Excel or WPS, save it "
            "and send it again.",
        )
    text = tidy(_plain(cell))
    if text.upper() in _EXCEL_FAULTS:
        raise Invalid("excel_fault", "The cell holds an Excel fault: {text}.", text=text)
    if _is_cut_short(cell) or _POWER_OF_TEN.fullmatch(text):
        raise Invalid(
            "lost_digits",
            "Excel keeps only 15 digits of a number, and this one had more. Set the column to "
            "Text and type it again.",
        )
    if "\0" in text or "\ufffd" in text:
        raise Invalid("bad_sign", "A character was lost on the way here. Please type it again.")
    return text


def text(longest: int) -> Callable[[Cell], str]:
    """A reader of text with at most so many characters. It raises Invalid("too_long") too."""

    def read(cell: Cell) -> str:
        found = words(cell)
        if len(found) > longest:
            raise Invalid(
                "too_long",
                "This has {count} characters; there is room for {most}.",
                count=len(found),
                most=longest,
            )
        return found

    return read


def typed(check: Callable[[str], str]) -> Callable[[Cell], str]:
    """A reader that hands the text of a cell to a check, such as names.person_name."""

    def read(cell: Cell) -> str:
        return check(words(cell))

    return read


def _plain(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return _unquoted(str(cell))


def _unquoted(text: str) -> str:
    """Without the ="…" or the leading apostrophe by which numbers are passed off as text."""
    quoted = _AS_FORMULA.fullmatch(text.strip())
    return quoted[1] if quoted else re.sub(r"^'(?=[0-9+])", "", text.strip())


def _is_cut_short(cell: Cell) -> bool:
    return isinstance(cell, Decimal) and cell.adjusted() >= _EXCEL_DIGITS

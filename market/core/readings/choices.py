"""Words out of a few: yes and no, kinds and ways, and lists of several in one cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from market.core.readings.cells import BLANKS, shown, words
from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell

_YES = frozenset(("是", "有", "√", "✓", "✔", "☑", "Y", "YES", "TRUE", "1", "对", "已", "通"))
_NO = frozenset(("否", "无", "没有", "×", "✗", "✘", "X", "☐", "N", "NO", "FALSE", "0", "不", "未"))

# what stands for nothing where 无 stands for no
BLANK_OR_NO = BLANKS - _NO

_BETWEEN = re.compile(r"[、,;/+\n]| {2,}")

T = TypeVar("T")


def yes_no(cell: Cell) -> bool:
    """This will give whether the cell says yes: 是 有 √ Y 1, or 否 无 × N 0.

    Raises Invalid("bad_yes_no").
    """
    if isinstance(cell, bool):
        return cell
    word = words(cell).upper()
    if word in _YES or word in _NO:
        return word in _YES
    raise Invalid("bad_yes_no", "{text} is neither yes nor no. Write 是 or 否.", text=shown(cell))


def one_of(synonyms: Mapping[Any, Iterable[str]]) -> Callable[[Cell], Any]:
    """A reader of one word out of a closed set: its own name, or what people write for it.

    It raises Invalid("unknown_word"), which lists the words it knows.
    """
    known = {_key(str(word)): word for word in synonyms}
    known |= {_key(text): word for word, texts in synonyms.items() for text in texts}

    def read(cell: Cell) -> Any:
        found = known.get(_key(words(cell)))
        if found is None:
            raise Invalid(
                "unknown_word",
                "{text} is not known here. Known are: {known}.",
                text=shown(cell),
                known=", ".join(_first(synonyms, word) for word in synonyms),
            )
        return found

    return read


def several(read: Callable[[Cell], T]) -> Callable[[Cell], tuple[T, ...]]:
    """A reader of a list with 、 , ; / + or line ends between, each item read once, in order."""

    def read_all(cell: Cell) -> tuple[T, ...]:
        raw = cell if isinstance(cell, str) else words(cell)
        parts = (part.strip() for part in _BETWEEN.split(raw.replace("，", ",").replace("；", ";")))
        return tuple(dict.fromkeys(read(part) for part in parts if part))

    return read_all


def _first(synonyms: Mapping[Any, Iterable[str]], word: Any) -> str:
    return next(iter(synonyms[word]), str(word))


def _key(text: str) -> str:
    return "".join(text.split()).casefold()

"""The order of names: by pinyin, character by character, as a telephone book has it."""

import re
from unicodedata import combining, normalize

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from market.core.signs import seen

LONGEST = 200
_DIGITS = 6

# Read so where they are a surname; the dictionary alone gives them their everyday reading.
# 盖 stays gai and 牟 is mu: so they are read on the Jiaodong peninsula, where they live.
_SURNAMES = {
    **{"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou"},
    **{"朴": "piao", "覃": "qin", "种": "chong", "员": "yun", "牟": "mu", "繁": "po"},
    **{"缪": "miao", "佴": "nai", "乜": "nie", "阚": "kan", "句": "gou", "卜": "bu"},
    **{"薄": "bo", "翟": "zhai", "隗": "wei", "炅": "gui"},
}
_LONGEST_PERSON = 3
_HOUSES = frozenset("记家氏")

# what the dictionary lacks
_LACKING = {"𠮷": "ji"}

_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_HAN}]+|[0-9]+|[a-z]+|[^\\s]")


def sort_key(name: str, *, longest: int = LONGEST) -> str:
    """This will give the key that a name is sorted by, in plain lower-case ASCII.

    王小蔄 is "wang xiao man", A-2 is "a 000002" and so before A-10. A character that no
    dictionary knows comes after all others. At most `longest` characters, 200 unless told.
    """
    apart = normalize("NFKD", seen(name)).casefold()
    text = "".join(sign for sign in apart if not combining(sign))
    keys: list[str] = []
    for run in _RUNS.finditer(text):
        keys += _keys(run[0], leads=run.start() == 0)
    return " ".join(keys)[:longest]


def initials_pattern(text: str) -> str:
    """A pattern for the keys of names whose syllables begin with these letters, one after another.

    "mj" meets "man ji 000007" and "wang man jun". Anything but letters is left out.
    """
    letters = [sign for sign in text.casefold() if "a" <= sign <= "z"]
    return "(^| )" + "[a-z]* ".join(letters)


def _keys(run: str, *, leads: bool) -> list[str]:
    if re.match(f"[{_HAN}]", run):
        return _syllables(run, leads=leads)
    if run.isascii():
        return [run.zfill(_DIGITS)] if run.isdecimal() else [run] * run.isalpha()
    return [_unread(run)] * run.isalnum()


def _syllables(run: str, *, leads: bool) -> list[str]:
    read = lazy_pinyin(run, errors=lambda lacking: " ".join(map(_unread, lacking)))
    if leads and _begins_with_surname(run):
        read[0] = _SURNAMES.get(run[0], read[0])
    return read


def _begins_with_surname(run: str) -> bool:
    """Whether this looks like a person or their shop, and not like a word such as 解放."""
    named = 2 <= len(run) <= _LONGEST_PERSON or run[1:2] in _HOUSES
    return named and run[:2] not in PHRASES_DICT


def _unread(sign: str) -> str:
    return _LACKING.get(sign, f"~{ord(sign):05x}")

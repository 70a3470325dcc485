"""Names as statements write them: starred, with a number behind, with another sign of one sound."""

import re

from market.core.names import tidy
from market.core.pinyin import sort_key

_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NUMBERS = re.compile(r"[0-9*]{4,}")
_MARKS = re.compile(r"[\s·.\-_/,、]+")
_STARS = re.compile(r"[*＊]+")
_LONGEST_PERSON = 4
_RUNS = re.compile(r"[A-Z](?:[A-Z0-9]|[-_](?=[A-Z0-9]))*[0-9][A-Z0-9]*")
_BEHIND_HAN = re.compile("[\u3400-\u9fff]{1,3}-?[0-9]+")


def bare(name: str) -> str:
    """The name alone: 王小蔄(138****0001) and 王小蔄6228480000000001 are 王小蔄."""
    alone = _NUMBERS.sub("", _BRACKETS.sub("", tidy(name)))
    return _STARS.sub("*", _MARKS.sub("", alone)).casefold()


def sound(name: str) -> str:
    """How the name sounds; "" for one too short to be told by it."""
    plain = bare(name)
    return "" if len(plain) < 2 or "*" in plain else sort_key(plain)


def masks(name: str) -> frozenset[str]:
    """The ways in which wallets star a person's name out: 王*蔄, *小蔄, *蔄, 王*."""
    plain = bare(name)
    if not 2 <= len(plain) <= _LONGEST_PERSON or plain.isascii():
        return frozenset()
    head, tail = plain[0], plain[-1]
    found = {f"*{plain[1:]}", f"*{tail}", f"{head}*"}
    return frozenset(found | {f"{head}*{tail}"} if len(plain) > 2 else found)


def pairs(name: str) -> frozenset[str]:
    """Each two signs that stand side by side."""
    plain = bare(name)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how many pairs of signs two names have in common (Dice)."""
    left, right = pairs(one), pairs(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def signs_in(memo: str) -> frozenset[str]:
    """What in a memo could be a code: A-12, A12 and a－12 are the same; 交夜-07 holds 夜-07."""
    text = tidy(memo).upper()
    plain = _RUNS.findall(text)
    behind_han = [run[at:] for run in _BEHIND_HAN.findall(text) for at in range(_head(run))]
    return frozenset(code for each in (*plain, *behind_han) if not (code := sign(each)).isdecimal())


def _head(run: str) -> int:
    return sum(not sign_.isascii() for sign_ in run)


def sign(code: str) -> str:
    """A code as it is compared: capitals, no marks, no zeros before its numbers."""
    plain = _MARKS.sub("", tidy(code).upper())
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", plain)


def phones_in(text: str) -> frozenset[str]:
    """Mobile numbers in a text."""
    return frozenset(re.findall(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])", tidy(text)))

"""How long it takes to say whose the lines of a statement are, and how that grows."""

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import TypeVar

from market.core.matching import Bill, Book, Confidence, Incoming, Index, propose
from market.core.pinyin import sort_key

ON = date(2026, 11, 20)
_FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗蔄于丛毕"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂海小镕堃"

Result = TypeVar("Result")


def run(count: int = 5000) -> dict[str, float]:
    """This will match so many lines with as many accounts, and a fifth of both.

    Every other line is somebody's bill to the fen, the rest are strangers, stars and likenesses.
    The yardstick is to read the names of as many vendors aloud, once each: their pinyin. Where
    five times as much took twenty-five times as long, something would compare each with each.
    """
    few = max(count // 5, 1)
    sure_few, seconds_few = _timed(lambda: _matched(few))
    sure, seconds = _timed(lambda: _matched(count))
    _, yardstick = _timed(lambda: [sort_key(_name(number)) for number in range(count)])
    return {
        "lines and accounts": count,
        "sure": sure,
        "sure of a fifth": sure_few,
        "seconds": round(seconds, 4),
        "ms_per_line": round(seconds * 1000 / count, 4),
        "yardstick_seconds": round(yardstick, 4),
        "times_the_yardstick": round(seconds / yardstick, 2),
        "ratio to a fifth of it": round(seconds / seconds_few, 2),
    }


def _matched(count: int) -> int:
    index = Index(_book(number) for number in range(count))
    found = (propose(_line(number), index) for number in range(count))
    return sum(bool(each) and each[0].confidence is Confidence.SURE for each in found)


def _book(number: int) -> Book:
    bills = (Bill(100_000 + number % 700 * 100, ON), Bill(3_000, ON))
    return Book(number, (f"{_name(number)}摊", _name(number)), bills, signs=(f"A-{number}",))


def _line(number: int) -> Incoming:
    amount_fen = 100_000 + number % 700 * 100
    whole = _name(number)
    name, memo = (
        (whole, ""),
        (f"*{whole[1:]}", ""),
        (whole, f"A-{number}"),
        ("路人甲", "十一月"),
    )[number % 4]
    return Incoming(amount_fen, ON, name=name, memo=memo)


def _name(number: int) -> str:
    family = _FAMILIES[number % len(_FAMILIES)]
    given = number // len(_FAMILIES)
    return f"{family}{_GIVEN[given % len(_GIVEN)]}{_GIVEN[given // len(_GIVEN) % len(_GIVEN)]}"


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = perf_counter()
    result = work()
    return result, perf_counter() - began

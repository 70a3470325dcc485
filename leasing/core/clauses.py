"""The clauses of a lease, chosen by what the lease has.

Heavy ones bear on the vendor's main interests: they stand out and are ticked one by one.
Source: 民法典 第四百九十六条 (standard terms), 第七百零三条 to 第七百三十四条 (leases).
"""

from collections.abc import Callable, Iterator

from leasing.core.clause_texts import duties, endings, formalities, money, premises
from leasing.core.lease_facts import LeaseFacts
from market.core.prints import Clause

Wording = tuple[str, str, bool]
Chapter = Callable[[LeaseFacts], Iterator[Wording]]

CHAPTERS: tuple[Chapter, ...] = (
    premises.clauses,
    money.clauses,
    duties.clauses,
    endings.clauses,
    formalities.clauses,
)
_DIGITS = "零一二三四五六七八九"


def clauses_of(facts: LeaseFacts) -> tuple[Clause, ...]:
    """The clauses of this lease in their order, numbered 第一条, 第二条…"""
    chosen = (wording for chapter in CHAPTERS for wording in chapter(facts))
    return tuple(
        Clause(f"第{numeral(number)}条", heading, text, heavy=heavy)
        for number, (heading, text, heavy) in enumerate(chosen, 1)
    )


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 十, 二十一."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")

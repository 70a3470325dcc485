"""摊位租赁合同: who lets what to whom, the clauses, who signs, and two annexes."""

from typing import Any

from leasing.documents.prints.annexes import fees, parties, plan
from market.core.paper_words import day, price
from market.core.prints import Block, Clause, Clauses, Facts, Print, Signatures, Words

TITLE = "摊位租赁合同"
PREAMBLE = (
    "双方根据《中华人民共和国民法典》及有关法律，在平等、自愿的基础上订立本合同。"
    "加粗并带方框的条款与承租方有重大利害关系，出租方已提请承租方注意；承租方可以要求说明，读懂后逐条勾选。"
)


def printed(contents: dict[str, Any]) -> Print:
    """The lease as a paper. contents: see leasing.documents.contracts.contents."""
    return Print(
        TITLE, tuple(_blocks(contents)), number=contents["reference"], place=contents["market"]
    )


def _blocks(said: dict[str, Any]) -> list[Block]:
    return [
        Facts((*parties(said), ("租赁期限", _term(said)), *_deposit(said))),
        Words(PREAMBLE),
        Clauses(tuple(Clause(**clause) for clause in said.get("clauses", []))),
        Signatures((("出租方（盖章）", ""), ("承租方", ""))),
        fees(said),
        plan(said, title="附表二　缴费计划"),
    ]


def _term(said: dict[str, Any]) -> str:
    if said["last"] is None:
        return f"自{day(said['first'])}起，不定期"
    return f"{day(said['first'])}至{day(said['last'])}（含）"


def _deposit(said: dict[str, Any]) -> list[tuple[str, str]]:
    return [("押金", price(said["deposit"]))] if said["deposit"] != "0.00" else []

"""Statements brought in, for tests of actions and doors."""

from typing import Any

from market.actions import statements
from market.core.actors import HOUSE
from market.core.statements import read_statement
from market.models import Market, StatementLine
from market.queries.layouts import shipped
from tests.builders import AT

HEADS = "交易日期,收入,支出,余额,对方户名,对方账号,摘要,交易流水号"


def a_file(*rows: str) -> bytes:
    """A bank's file with these lines below its heads."""
    return "\n".join((HEADS, *rows, "")).encode()


def a_row(name: str = "王小蔄", **told: Any) -> str:
    """1700.00 yuan of somebody, on 2 March 2026, with a reference."""
    row = {
        "on": "2026-03-02",
        "came": "1700.00",
        "went": "",
        "balance": "",
        "name": name,
        "account": "6217000000000000011",
        "memo": "",
        "reference": "20260302-77",
        **told,
    }
    return ",".join(row.values())


def brought(market: Market, content: bytes, **told: Any) -> statements.Brought:
    """The file brought in."""
    reading = read_statement(content, shipped())
    return statements.bring(
        reading, content, market=market, file_name="a.csv", **{"by": HOUSE, "at": AT, **told}
    )


def a_line(market: Market, **told: Any) -> StatementLine:
    """One line of a file of its own."""
    brought(market, a_file(a_row(**told)))
    return StatementLine.objects.select_related("statement", "market").latest("pk")

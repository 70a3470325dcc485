"""What stands above and below the lines: whose account, from when to when, and its balances."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from market.core.money import fen
from market.core.readings import day
from market.core.refusals import Invalid

_DAY = r"([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{8})"
_FROM = re.compile(r"(?:起始(?:日期|时间)|开始日期|查询起日|起日)[:： \[]*" + _DAY)
_TO = re.compile(r"(?:终止(?:日期|时间)|截止日期|结束日期|查询止日|止日)[:： \[]*" + _DAY)
_SPAN = re.compile(_DAY + r"\s*(?:至|到|~|—+|--)\s*" + _DAY)
_AMOUNT = r"[:： ]*(?:¥|CNY|人民币)?\s*(-?[0-9][0-9,]*(?:\.[0-9]{1,2})?)"
_OPENING = re.compile(r"(?:期初|上期|承前|起始)余额" + _AMOUNT)
_CLOSING = re.compile(r"(?:期末|本期|截止|结束)余额" + _AMOUNT)
_ACCOUNT = re.compile(
    r"(?<!对方)(?:账号|账户号|卡号|商户号|支付宝账户)[:： \[]*([0-9A-Za-z@.*]{4,40})"
)


@dataclass(frozen=True)
class Preamble:
    """What the file says of itself; None or "" where it does not."""

    account: str = ""
    first_on: date | None = None
    last_on: date | None = None
    opening_fen: int | None = None
    closing_fen: int | None = None


def preamble(texts: Iterable[str]) -> Preamble:
    """This will read what can be read out of the lines around the table."""
    whole = "\n".join(texts)
    span = _SPAN.search(whole)
    return Preamble(
        account=_found(_ACCOUNT, whole),
        first_on=_day(_found(_FROM, whole) or (span[1] if span else "")),
        last_on=_day(_found(_TO, whole) or (span[2] if span else "")),
        opening_fen=_fen(_found(_OPENING, whole)),
        closing_fen=_fen(_found(_CLOSING, whole)),
    )


def _found(pattern: re.Pattern[str], whole: str) -> str:
    match = pattern.search(whole)
    return match[1] if match else ""


def _day(written: str) -> date | None:
    try:
        return day(written) if written else None
    except Invalid:
        return None


def _fen(written: str) -> int | None:
    try:
        return fen(written.replace(",", "")) if written else None
    except Invalid:
        return None

"""The journal of a month as the accountant takes it away: CSV, frozen when the month is closed."""

import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from market.core.exports import BYTE_ORDER_MARK, csv_lines
from market.core.journals import Line, lines_of
from market.core.money import yuan
from market.core.periods import Period
from market.core.sheets.writing import workbook
from market.models import BookClosing, LedgerAccount, Market
from market.queries.books import closing_of, entries_of

HEADS = (
    *("凭证号", "日期", "摘要", "科目编码", "科目名称"),
    *("借方金额", "贷方金额", "往来单位", "来源"),
)
FIGURES = (5, 6)
CODE = 3


def rows_of(lines: Iterable[Line], names: Mapping[str, str]) -> Iterator[list[str]]:
    """The lines as a table has them, amounts in yuan. names: of the accounts, by code."""
    for line in lines:
        side = line.posting
        yield [
            line.voucher,
            line.day.isoformat(),
            line.summary,
            side.code,
            names.get(side.code, ""),
            yuan(side.debit_fen) if side.debit_fen else "",
            yuan(side.credit_fen) if side.credit_fen else "",
            line.vendor,
            line.reference,
        ]


def account_names() -> dict[str, str]:
    """The names of the chart's accounts, by code."""
    return dict(LedgerAccount.objects.values_list("code", "name"))


def csv_of(market: Market, month: Period) -> Iterator[str]:
    """The journal of a month as CSV, line by line: the very same for ever once it is closed."""
    closing = closing_of(market, month)
    if closing is not None:
        yield thawed(closing)
        return
    rows = rows_of(lines_of(entries_of(market, month)), account_names())
    yield from csv_lines(HEADS, rows)


def table_of(market: Market, month: Period) -> Iterator[list[str]]:
    """The same as rows, the heads first."""
    closing = closing_of(market, month)
    if closing is not None:
        yield from csv.reader(StringIO(thawed(closing).removeprefix(BYTE_ORDER_MARK), newline=""))
        return
    yield list(HEADS)
    yield from rows_of(lines_of(entries_of(market, month)), account_names())


def workbook_of(market: Market, month: Period) -> bytes:
    """The same as a workbook (.xlsx)."""
    return workbook(f"{month.start:%Y-%m}", table_of(market, month), figures=FIGURES)


def frozen(lines: Iterable[str]) -> tuple[bytes, str]:
    """A CSV as it is kept, and its sha256 (hex)."""
    text = "".join(lines).encode()
    return gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()


def thawed(closing: BookClosing) -> str:
    """The CSV that a closing froze."""
    return gzip.decompress(bytes(closing.journal)).decode()

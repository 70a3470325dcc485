"""The journal as a file for the accountant: its columns, and how it is frozen when a month is closed."""

import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from market.core.exports import BYTE_ORDER_MARK
from market.core.journals import Line
from market.core.money import yuan

HEADS = (
    *("凭证号", "日期", "摘要", "科目编码", "科目名称"),
    *("借方金额", "贷方金额", "往来单位", "来源"),
)
# the columns that hold amounts
FIGURES = (5, 6)


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


def frozen(lines: Iterable[str]) -> tuple[bytes, str]:
    """A CSV as it is kept, and its sha256 (hex)."""
    text = "".join(lines).encode()
    return gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()


def thawed(journal: bytes) -> str:
    """The CSV that was frozen."""
    return gzip.decompress(journal).decode()


def read(text: str) -> Iterator[list[str]]:
    """The rows of a CSV of ours, the heads first."""
    yield from csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))

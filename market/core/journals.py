"""Journal lines: what each entry of the books is in double entry, and the vouchers it stands in.

The codes are those of the 小企业会计准则. What is owed grows receivables, what is paid lies as an
advance until it is allocated, and a reversal is the mirror of what it reverses.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

RECEIVABLES = "1122"
ADVANCES = "2203"
# where a fee item, or a way of paying, is not given an account of its own
OTHER_INCOME = "5051"
OTHER_MONEY = "1012"
# the journal is the accountant's, and speaks Chinese whoever takes it away
PAID_BY = {
    "cash": "现金",
    "wechat": "微信支付",
    "alipay": "支付宝",
    "bank": "银行转账",
    "card": "刷卡",
    "deposit": "押金抵扣",
    "other": "其他",
}


class Kind(StrEnum):
    """What was written in the books; in this order within a day."""

    CHARGE = "charge"
    PAYMENT = "payment"
    ALLOCATION = "allocation"


@dataclass(frozen=True, slots=True)
class Entry:
    """A charge, a payment or an allocation, as the journal wants it.

    amount_fen: below zero for a reversal. code: the account of the fee item, or of the way of
    paying; of no matter to an allocation. about: what it was for, or how it was paid.
    """

    kind: Kind
    id: int
    day: date
    amount_fen: int
    code: str
    vendor: str
    about: str


@dataclass(frozen=True, slots=True)
class Posting:
    """So many fen on one side of one account."""

    code: str
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal: a posting in its voucher, with the words that explain it."""

    voucher: str
    day: date
    summary: str
    posting: Posting
    vendor: str
    reference: str


@dataclass(frozen=True, slots=True)
class Turnover:
    """What was debited and credited to one account, in fen."""

    debit_fen: int = 0
    credit_fen: int = 0

    def __add__(self, other: "Turnover") -> "Turnover":
        return Turnover(self.debit_fen + other.debit_fen, self.credit_fen + other.credit_fen)

    @property
    def balance_fen(self) -> int:
        """What is left on the debit side; below zero it lies on the credit side."""
        return self.debit_fen - self.credit_fen


Totals = Mapping[str, Turnover]


def postings_of(kind: Kind, amount_fen: int, code: str) -> tuple[Posting, Posting]:
    """The two sides of an entry, the debit first; of a reversal, the same two sides changed over."""
    debit, credit = _sides(kind, code)
    if amount_fen < 0:
        debit, credit = credit, debit
    size = abs(amount_fen)
    return Posting(debit, size, 0), Posting(credit, 0, size)


def lines_of(entries: Iterable[Entry]) -> Iterator[Line]:
    """The journal of a month, line by line: a voucher for each day and kind, numbered from 记-001.

    entries: in the order of their days, and of their kinds within a day. Nothing is held back:
    each line comes as its entry is read.
    """
    together = groupby(entries, key=lambda entry: (entry.day, entry.kind))
    for number, (_, group) in enumerate(together, start=1):
        for entry in group:
            for posting in postings_of(entry.kind, entry.amount_fen, entry.code):
                yield Line(
                    voucher=f"记-{number:03d}",
                    day=entry.day,
                    summary=summary_of(entry),
                    posting=posting,
                    vendor=entry.vendor,
                    reference=f"{entry.kind}:{entry.id}",
                )


def summary_of(entry: Entry) -> str:
    """The 摘要 of an entry: 应收租金, 收款（微信支付）, 预收抵应收; a reversal begins with 冲销."""
    words = {
        Kind.CHARGE: f"应收{entry.about}",
        Kind.PAYMENT: f"收款（{entry.about}）",
        Kind.ALLOCATION: f"预收抵应收（{entry.about}）",
    }[entry.kind]
    return f"冲销{words}" if entry.amount_fen < 0 else words


def totals_of(sums: Iterable[tuple[Kind, str, int]]) -> dict[str, Turnover]:
    """The turnover of every account. sums: kind, code and fen; reversals apart from the rest.

    Entries of one kind and code may come added up: the totals are the same.
    """
    totals: dict[str, Turnover] = {}
    for kind, code, amount_fen in sums:
        for posting in postings_of(kind, amount_fen, code):
            side = Turnover(posting.debit_fen, posting.credit_fen)
            totals[posting.code] = totals.get(posting.code, Turnover()) + side
    return dict(sorted(totals.items()))


def together(*all_totals: Totals) -> dict[str, Turnover]:
    """Several totals as one."""
    found: dict[str, Turnover] = {}
    for totals in all_totals:
        for code, turnover in totals.items():
            found[code] = found.get(code, Turnover()) + turnover
    return dict(sorted(found.items()))


def _sides(kind: Kind, code: str) -> tuple[str, str]:
    """The accounts to be debited and credited."""
    match kind:
        case Kind.CHARGE:
            return RECEIVABLES, code or OTHER_INCOME
        case Kind.PAYMENT:
            return code or OTHER_MONEY, ADVANCES
        case Kind.ALLOCATION:
            return ADVANCES, RECEIVABLES

"""What the house keeps of a vendor and its people: what for, on which ground, and for how long.

Sources: 个人信息保护法 第十三条 (grounds), 第二十九条 (separate consent to sensitive data), 第四十四条 to
第四十七条 (to know, to have a copy, to correct, to delete); 会计档案管理办法 第十四条 (books).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from market.core.retention import Kept


@dataclass(frozen=True)
class Part:
    """What there is of one kind: rows of plain columns."""

    kind: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class DataKind:
    """One kind of data. kept: the row of Retention that says how long, where there is one; else
    so_long says it. ground: why it may be kept. All are English msgids."""

    code: str
    what: str
    purpose: str
    ground: str
    so_long: str = ""
    kept: str = ""


_CONTRACT = "needed for the contract (PIPL 13.2)"
_LAW = "a duty by law (PIPL 13.3)"
_BOOKS = "ten to thirty years, as the rules for books say"
_AFTER = "three years after the end, as long as either side may claim something"

DATA_KINDS = (
    DataKind(
        "file",
        "On file: name, contact, phone, trade",
        "to run the lease and to reach you",
        _CONTRACT,
        kept=Kept.VENDOR_FILE,
    ),
    DataKind(
        "identity",
        "Identity number, sealed",
        "to know who signs",
        _CONTRACT,
        kept=Kept.VENDOR_FILE,
    ),
    DataKind(
        "papers",
        "Papers and their photos",
        "the market has to check them",
        _LAW,
        kept=Kept.SENSITIVE_PAPER,
    ),
    DataKind(
        "workers",
        "People at the stall",
        "their health certificates",
        _LAW,
        kept=Kept.WORKER_ID,
    ),
    DataKind("members", "Who logs in", "so that only yours come in", _CONTRACT, "until removed"),
    DataKind("applications", "Applications", "to decide on a pitch", _CONTRACT, _AFTER),
    DataKind("leases", "Leases and signatures", "what was agreed", _CONTRACT, _AFTER),
    DataKind("bills", "Bills and payments", "the books", _LAW, _BOOKS),
    DataKind("nights", "Nights you signed up for", "to give out the places", _CONTRACT, _AFTER),
    DataKind(
        "inspections",
        "Inspections and what was found",
        "food safety",
        _LAW,
        "two years at least, as food law says",
    ),
    DataKind("messages", "What we told you", "to show that it was said", _CONTRACT, _AFTER),
    DataKind("enquiries", "What you asked and our answers", "to answer", _CONTRACT, _AFTER),
)


def words() -> Iterator[tuple[str, str]]:
    """The words of the table, for the catalogue."""
    said = {
        text
        for kind in DATA_KINDS
        for text in (kind.what, kind.purpose, kind.ground, kind.so_long)
        if text
    }
    yield from (("", text) for text in sorted(said))

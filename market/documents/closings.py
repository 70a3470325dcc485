"""The sheet of a cashier's closing: each method's takings, and the drawer as it was counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from market.core.money import in_words, yuan
from market.core.tills import Taking
from market.documents import papers
from market.models import CashierClosing, Document, Market

KIND = "closing"


def of(closing: CashierClosing) -> dict[str, str]:
    """What tells this closing's sheet from every other paper."""
    return {"kind": KIND, "subject": f"closing:{closing.pk}"}


def freeze(
    closing: CashierClosing,
    lines: Sequence[Taking],
    *,
    number: str,
    market: Market,
    at: datetime,
) -> Document:
    """Store the sheet as it is signed."""
    said = contents(closing, lines, number=number)
    return papers.freeze(**of(closing), contents=said, market=market, at=at)


def contents(closing: CashierClosing, lines: Sequence[Taking], *, number: str) -> dict[str, Any]:
    """What the sheet says, in yuan. `net` is what came in, less reversals and refunds."""
    total_fen = sum(line.net_fen for line in lines)
    return {
        "number": number,
        "market": closing.market.name,
        "day": closing.on.isoformat(),
        "cashier": str(closing.cashier),
        "rows": [
            {
                "method": line.method,
                "count": line.count,
                "amount": yuan(line.amount_fen),
                "reversed": yuan(line.reversed_fen),
                "refunded": yuan(line.refunded_fen),
                "net": yuan(line.net_fen),
            }
            for line in lines
        ],
        "float": yuan(closing.float_fen),
        "expected_cash": yuan(closing.expected_fen),
        "counted_cash": yuan(closing.counted_fen),
        "counts": closing.counts,
        "difference": yuan(closing.counted_fen - closing.expected_fen),
        "reason": closing.reason,
        "total": yuan(total_fen),
        "in_words": in_words(total_fen),
    }

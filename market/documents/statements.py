"""对账单: what was charged and paid on an account in a span of days, and the balance after each."""

from datetime import datetime
from typing import Any

from market.core.account_statements import Entry, run
from market.core.money import yuan
from market.core.periods import ONE_DAY, Period
from market.documents import papers
from market.models import Account, Document

KIND = "statement"


def freeze(
    account: Account, entries: list[Entry], span: Period, *, opening_fen: int, at: datetime
) -> Document:
    """Store the statement. Asked for again while nothing has changed, it is one paper."""
    said = contents(account, entries, span, opening_fen=opening_fen)
    return papers.freeze_once(KIND, f"account:{account.pk}", said, market=account.market, at=at)


def contents(
    account: Account, entries: list[Entry], span: Period, *, opening_fen: int
) -> dict[str, Any]:
    """What the statement says. A balance above zero is owed, one below is credit."""
    assert span.end is not None
    last = span.end - ONE_DAY
    lines = run(entries, opening_fen=opening_fen)
    charged = sum(entry.charged_fen for entry in entries)
    paid = sum(entry.paid_fen for entry in entries)
    return {
        "number": f"S{account.pk}-{span.start:%Y%m%d}-{last:%Y%m%d}",
        "market": account.market.name,
        "vendor": account.vendor.name,
        "first": span.start.isoformat(),
        "last": last.isoformat(),
        "opening": yuan(opening_fen),
        "rows": [
            {
                "on": entry.on.isoformat(),
                "what": entry.what,
                "charged": yuan(entry.charged_fen) if entry.charged_fen else "",
                "paid": yuan(entry.paid_fen) if entry.paid_fen else "",
                "balance": yuan(balance),
            }
            for entry, balance in lines
        ],
        "charged": yuan(charged),
        "paid": yuan(paid),
        "closing": yuan(opening_fen + charged - paid),
    }

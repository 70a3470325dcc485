"""缴费通知单: all that one account is to pay by one day, as it stood when it was printed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from market.core.money import in_words, yuan
from market.core.periods import ONE_DAY
from market.documents import papers
from market.models import Account, Charge, Document

KIND = "bill"
HINT = "请到市场办公室以现金、刷卡或扫码付款；银行转账请在附言中写明商户名称和摊位号。"


def freeze(
    account: Account, charges: Sequence[Charge], *, due_on: date, on: date, at: datetime
) -> Document:
    """Store the bill of a day. The same bill asked for again on the same day is one paper."""
    said = contents(account, charges, due_on=due_on, on=on)
    return papers.freeze_once(KIND, f"account:{account.pk}", said, market=account.market, at=at)


def contents(
    account: Account, charges: Sequence[Charge], *, due_on: date, on: date
) -> dict[str, Any]:
    """What the bill says. charges: those due on that day of which something is open."""
    total = sum(charge.open_fen for charge in charges)
    return {
        "number": f"B{account.pk}-{due_on:%Y%m%d}",
        "market": account.market.name,
        "vendor": account.vendor.name,
        "pitches": [],
        "made_on": on.isoformat(),
        "due_on": due_on.isoformat(),
        "rows": [_row(charge) for charge in charges],
        "total": yuan(total),
        "in_words": in_words(total),
        "account_hint": HINT,
    }


def _row(charge: Charge) -> dict[str, Any]:
    return {
        "item": charge.item.name,
        "first": charge.period.lower.isoformat() if charge.period else None,
        "last": (charge.period.upper - ONE_DAY).isoformat() if charge.period else None,
        "due_on": charge.due_on.isoformat(),
        "amount": yuan(charge.amount_fen),
        "open": yuan(charge.open_fen),
    }

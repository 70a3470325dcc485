"""The voucher of a refund: what was handed back to whom, who asked for it and who approved it."""

from datetime import datetime
from typing import Any

from market.core.money import in_words, yuan
from market.documents import papers
from market.models import Document, Market, Refund

KIND = "refund"


def of(refund: Refund) -> dict[str, str]:
    """What tells this refund's voucher from every other paper."""
    return {"kind": KIND, "subject": f"refund:{refund.pk}"}


def freeze(refund: Refund, *, number: str, market: Market, at: datetime) -> Document:
    """Store the voucher as it is signed."""
    said = contents(refund, number=number)
    return papers.freeze(**of(refund), contents=said, market=market, at=at)


def contents(refund: Refund, *, number: str) -> dict[str, Any]:
    """What the voucher says. The amount in yuan."""
    account = refund.account
    return {
        "number": number,
        "market": account.market.name,
        "vendor": account.vendor.name,
        "vendor_id": account.vendor_id,
        "to_whom": refund.to_whom,
        "amount": yuan(refund.amount_fen),
        "in_words": in_words(refund.amount_fen),
        "method": refund.method,
        "reference": refund.reference,
        "reason": refund.reason,
        "requested_by": _name(refund.requested_by),
        "approved_by": _name(refund.decided_by),
        "paid_by": _name(refund.paid_by),
        "paid_on": refund.paid_on.isoformat() if refund.paid_on else None,
    }


def _name(person: Any) -> str:
    return str(person) if person else ""

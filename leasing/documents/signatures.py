"""签署记录: how a contract was signed, on a slip that goes with it."""

from datetime import datetime
from typing import Any

from leasing.models import LeaseSignature
from market.core.hours import SHANGHAI
from market.documents import papers
from market.models import Document

KIND = "signature"


def freeze(signature: LeaseSignature, *, at: datetime) -> Document:
    """Store how it was signed."""
    lease = signature.lease
    return papers.freeze(KIND, f"lease:{lease.pk}", contents(signature), market=lease.market, at=at)


def contents(signature: LeaseSignature) -> dict[str, Any]:
    """What the slip says. The moment is the market's own time; the phone is masked."""
    lease = signature.lease
    return {
        "number": f"{lease.reference}-{signature.document_id}",
        "market": lease.market.name,
        "vendor": lease.vendor.name,
        "lease": lease.reference,
        "method": signature.method,
        "phone": signature.phone_masked,
        "at": signature.at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "ip": signature.ip,
        "user_agent": signature.user_agent,
        "ticked": signature.ticked,
        "sha256": signature.sha256,
        "pdf_sha256": signature.pdf_sha256,
        "reference": signature.provider_reference,
    }

"""缴费计划: the payment plan as a paper of its own, for the wall of the stall."""

from datetime import datetime
from typing import Any

from leasing.models import Lease
from market.documents import papers
from market.models import Document

KIND = "plan"
SHARED = ("reference", "market", "vendor", "contact", "pitches", "first", "last", "plan", "total")


def freeze(lease: Lease, contract: dict[str, Any], *, at: datetime) -> Document:
    """Store the plan that a contract says, word for word. Stored twice, it is one paper."""
    said = contents(contract)
    return papers.freeze_once(KIND, f"lease:{lease.pk}", said, market=lease.market, at=at)


def contents(contract: dict[str, Any]) -> dict[str, Any]:
    """What the plan says: the part of the contract that is about paying."""
    return {name: contract[name] for name in SHARED if name in contract}

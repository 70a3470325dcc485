"""The lease on paper: what both sides agreed to, with the whole payment plan."""

from datetime import datetime
from typing import Any

from leasing.models import Instalment, Lease
from market.core.money import yuan
from market.core.periods import ONE_DAY
from market.documents import papers
from market.models import Document


def freeze(lease: Lease, *, at: datetime) -> Document:
    """Store the contract of a lease as it was signed."""
    return papers.freeze(
        "contract", f"lease:{lease.pk}", contents(lease), market=lease.market, at=at
    )


def contents(lease: Lease) -> dict[str, Any]:
    """What the contract says. Amounts in yuan; the last day of every span is included."""
    plan = lease.instalments.order_by("period").prefetch_related("lines__line__item")
    return {
        "reference": lease.reference,
        "market": lease.market.name,
        "vendor": lease.vendor.name,
        "contact": lease.vendor.contact,
        "pitches": [
            {"code": row.pitch.code, "zone": row.pitch.zone.name, "area_m2": str(row.pitch.area_m2)}
            for row in lease.pitches.select_related("pitch__zone").order_by("pitch__code_key")
        ],
        "first": lease.starts_on.isoformat(),
        "last": lease.ends_on.isoformat() if lease.ends_on else None,
        "goods": lease.goods,
        "terms": [
            {
                "item": line.item.name,
                "amount": yuan(line.amount_fen),
                "per": line.per or "once",
                "first": line.starts_on.isoformat() if line.starts_on else None,
                "last": line.ends_on.isoformat() if line.ends_on else None,
            }
            for line in lease.lines.select_related("item")
        ],
        "deposit": yuan(lease.deposit_fen),
        "plan": [_bill(bill) for bill in plan],
    }


def _bill(bill: Instalment) -> dict[str, Any]:
    lines = list(bill.lines.all())
    return {
        "first": bill.period.lower.isoformat(),
        "last": (bill.period.upper - ONE_DAY).isoformat(),
        "due": bill.due_on.isoformat(),
        "lines": [{"item": row.line.item.name, "amount": yuan(row.amount_fen)} for row in lines],
        "amount": yuan(sum(row.amount_fen for row in lines)),
    }

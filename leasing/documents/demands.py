"""The demand and the notice of termination on paper, frozen as they were issued."""

from datetime import date, datetime
from typing import Any

from leasing.models import Demand, Termination
from market.core.money import in_words, yuan
from market.core.periods import ONE_DAY
from market.documents import papers
from market.models import Charge, Document


def freeze(demand: Demand, *, number: str, on: date, at: datetime) -> Document:
    """Store the demand as it goes out."""
    return papers.freeze(
        "demand",
        f"demand:{demand.pk}",
        contents(demand, number=number, on=on),
        market=demand.account.market,
        at=at,
    )


def contents(demand: Demand, *, number: str, on: date) -> dict[str, Any]:
    """What the letter says. Amounts in yuan; the last day of a span is included."""
    lines = list(demand.lines.select_related("charge__item"))
    open_fen = sum(line.open_fen for line in lines)
    lease = demand.lease
    return {
        "number": number,
        "made_on": on.isoformat(),
        "market": demand.account.market.name,
        "address": demand.account.market.address,
        "phone": demand.account.market.phone,
        "vendor": demand.account.vendor.name,
        "contact": demand.account.vendor.contact,
        "lease": lease.reference if lease else "",
        "pitches": _pitches(demand),
        "rows": [
            {
                **line_of(line.charge),
                "amount": yuan(line.charge.amount_fen),
                "open": yuan(line.open_fen),
                "days_late": (on - line.charge.due_on).days,
                "late_fee": yuan(line.late_fee_fen),
            }
            for line in lines
        ],
        "open": yuan(open_fen),
        "late_fee": yuan(demand.late_fee_fen),
        "total": yuan(open_fen + demand.late_fee_fen),
        "in_words": in_words(open_fen + demand.late_fee_fen),
        "cure_by": demand.cure_on.isoformat(),
        "account_hint": "",
        "legal": "民法典 722",
    }


def line_of(charge: Charge) -> dict[str, Any]:
    """A charge as a line of a paper."""
    return {
        "item": charge.item.name,
        "item_en": charge.item.name_en,
        "first": charge.period.lower.isoformat() if charge.period else None,
        "last": (charge.period.upper - ONE_DAY).isoformat() if charge.period else None,
        "due_on": charge.due_on.isoformat(),
    }


def freeze_notice(
    termination: Termination, *, ends_on: date, owed_fen: int, on: date, at: datetime
) -> Document:
    """Store the notice of termination as it goes out."""
    lease = termination.lease
    said = {
        "number": f"{lease.reference}/{termination.pk}",
        "made_on": on.isoformat(),
        "market": lease.market.name,
        "address": lease.market.address,
        "phone": lease.market.phone,
        "vendor": lease.vendor.name,
        "contact": lease.vendor.contact,
        "lease": lease.reference,
        "pitches": sorted(row.pitch.code for row in lease.pitches.select_related("pitch")),
        "demand": termination.demand.number if termination.demand else "",
        "cure_by": termination.demand.cure_on.isoformat() if termination.demand else None,
        "owed": yuan(owed_fen),
        "in_words": in_words(owed_fen),
        "ends_on": ends_on.isoformat(),
        "legal": "民法典 722、565",
    }
    return papers.freeze(
        "termination", f"termination:{termination.pk}", said, market=lease.market, at=at
    )


def _pitches(demand: Demand) -> list[str]:
    if demand.lease is None:
        return []
    return sorted(row.pitch.code for row in demand.lease.pitches.select_related("pitch"))

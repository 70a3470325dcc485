"""The lease on paper: what both sides agreed to, its clauses, and the whole payment plan."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leasing.core.clauses import clauses_of
from leasing.core.rents import Instalment
from leasing.documents import plans
from leasing.documents.facts import facts_of
from leasing.documents.whole import whole
from leasing.models import Lease, LeaseLine
from market.core.money import yuan
from market.core.periods import ONE_DAY
from market.core.prints import Clause
from market.documents import papers
from market.models import Document

KIND = "contract"
Plan = Sequence[Instalment]


def of(lease: Lease) -> dict[str, str]:
    """What tells this lease's contracts from every other paper."""
    return {"kind": KIND, "subject": f"lease:{lease.pk}"}


def freeze(lease: Lease, plan: Plan, *, at: datetime) -> Document:
    """The contract as both sides are to agree to it.

    plan: the bills as laid out now, their lines named by the ids of the lease's lines. The
    latest paper is given back while it says the same; changed terms are a new paper, which
    nobody has signed. The payment plan is stored beside it as a paper of its own.
    """
    said = contents(whole(lease), plan)
    plans.freeze(lease, said, at=at)
    return papers.freeze_once(**of(lease), contents=said, market=lease.market, at=at)


def contents(lease: Lease, plan: Plan) -> dict[str, Any]:
    """What the contract of a lease read whole says.

    Amounts in yuan; the last day of every span is included.
    """
    lines = list(lease.lines.all())
    items = {str(line.pk): line.item.name for line in lines}
    return {
        "reference": lease.reference,
        "market": lease.market.name,
        "vendor": lease.vendor.name,
        "contact": lease.vendor.contact,
        "pitches": [
            {"code": row.pitch.code, "zone": row.pitch.zone.name, "area_m2": str(row.pitch.area_m2)}
            for row in lease.pitches.all()
        ],
        "first": lease.starts_on.isoformat(),
        "last": lease.ends_on.isoformat() if lease.ends_on else None,
        "goods": lease.goods,
        "terms": [_term(line) for line in lines],
        "deposit": yuan(lease.deposit_fen),
        "clauses": [_clause(clause) for clause in clauses_of(facts_of(lease))],
        "plan": [_bill(bill, items) for bill in plan],
        "total": yuan(sum(bill.amount_fen for bill in plan)),
    }


def heavy_numbers(said: dict[str, Any]) -> list[str]:
    """The numbers of the clauses that the vendor ticks one by one."""
    return [clause["number"] for clause in said.get("clauses", []) if clause["heavy"]]


def _term(line: LeaseLine) -> dict[str, Any]:
    return {
        "item": line.item.name,
        "amount": yuan(line.amount_fen),
        "per": line.per or "once",
        "area_m2": str(line.area_m2) if line.area_m2 is not None else None,
        "note": line.note,
        "first": line.starts_on.isoformat() if line.starts_on else None,
        "last": line.ends_on.isoformat() if line.ends_on else None,
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "number": clause.number,
        "heading": clause.heading,
        "text": clause.text,
        "heavy": clause.heavy,
    }


def _bill(bill: Instalment, items: dict[str, str]) -> dict[str, Any]:
    return {
        "first": bill.period.start.isoformat(),
        "last": (bill.period.end - ONE_DAY).isoformat() if bill.period.end else None,
        "due": bill.due_on.isoformat(),
        "lines": [
            {"item": items[line.charge], "amount": yuan(line.amount_fen)} for line in bill.lines
        ],
        "amount": yuan(bill.amount_fen),
    }

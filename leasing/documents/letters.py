"""Letters about a lease in force: changes, renewals, transfers, relocations, objections.

Every letter has number, market, vendor, contact, lease, pitches (codes), made_on and reason, and
besides what its own function names. Amounts in yuan, days ISO, last days included.
"""

from datetime import date, datetime
from typing import Any

from leasing.core.amending import Amendment
from leasing.models import Lease, Relocation, Renewal, Sublet, Transfer
from market.core.hours import local_day
from market.core.money import yuan
from market.documents import papers
from market.models import Document, FeeItem

AMENDMENT = "amendment"
RENEWAL = "renewal"
TRANSFER = "transfer"
RELOCATION = "relocation"
OBJECTION = "objection"


def amendment(lease: Lease, change: Amendment, *, reason: str, at: datetime) -> Document:
    """The supplementary agreement (补充协议).

    from_day; lines [{item, name, amount, per, per_m2, first, last}]; dropped [{item, name}]; due
    and ends none or what they are now; concessions [{item|"", name, percent, first, last,
    clawback}].
    """
    names = dict(FeeItem.objects.values_list("code", "name"))

    def named(code: str) -> dict[str, str]:
        """A fee item with the name that it has today; "" is all that is charged by time."""
        return {"item": code, "name": names.get(code, "")}

    said = {
        "from_day": change.from_day.isoformat(),
        "lines": [
            {
                **named(line.item),
                "amount": yuan(line.amount_fen),
                "per": line.per or "once",
                "per_m2": line.per_m2,
                "first": _iso(line.first),
                "last": _iso(line.last),
            }
            for line in change.lines
        ],
        "dropped": [named(item) for item in change.dropped],
        "due": None
        if change.due is None
        else {"rule": change.due.rule, "day": change.due.day, "offset": change.due.offset_days},
        "ends": None if change.ends is None else {"last": _iso(change.ends.last)},
        "concessions": [
            {
                **named(each.item),
                "percent": str(each.percent),
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "clawback": each.clawback,
            }
            for each in change.concessions
        ],
    }
    return _freeze(AMENDMENT, lease, said, reason=reason, at=at)


def renewal(offer: Renewal, *, at: datetime) -> Document:
    """The priority offer to the sitting vendor (民法典 第七百三十四条).

    until: a moment; renewed: the reference of the lease that would follow; first, last; lines
    [{item, name, amount, per}]; deposit, deposit_carried.
    """
    successor = offer.successor
    said = {
        "until": offer.until.isoformat(),
        "renewed": successor.reference,
        "first": successor.starts_on.isoformat(),
        "last": _iso(successor.ends_on),
        "lines": [
            {
                "item": line.item.code,
                "name": line.item.name,
                "amount": yuan(line.amount_fen),
                "per": line.per or "once",
            }
            for line in successor.lines.select_related("item")
        ],
        "deposit": yuan(successor.deposit_fen),
        "deposit_carried": yuan(successor.deposit_carried_fen),
    }
    return _freeze(RENEWAL, offer.lease, said, reason="", at=at)


def transfer(handed: Transfer, *, at: datetime) -> Document:
    """The consent to a transfer. before, after: the vendors' names; from_day; deposit_moves."""
    said = {
        "before": handed.before.name,
        "after": handed.after.name,
        "from_day": handed.from_day.isoformat(),
        "deposit_moves": handed.deposit_moves,
    }
    return _freeze(TRANSFER, handed.lease, said, reason=handed.reason, at=at)


def relocation(move: Relocation, *, at: datetime) -> Document:
    """The notice of a relocation. before, after: the pitches' codes; from_day; agreed."""
    said = {
        "before": move.before.code,
        "after": move.after.code,
        "from_day": move.from_day.isoformat(),
        "agreed": move.agreed,
    }
    return _freeze(RELOCATION, move.lease, said, reason=move.reason, at=at)


def objection_to_sublet(sublet: Sublet, *, at: datetime) -> Document:
    """The objection to a sublet within six months (民法典 第七百一十八条). about, learned_on, evidence."""
    said = {
        "about": "sublet",
        "learned_on": sublet.learned_on.isoformat(),
        "evidence": sublet.evidence,
    }
    return _freeze(OBJECTION, sublet.lease, said, reason="", at=at)


def objection_to_staying(lease: Lease, *, leave_by: date, at: datetime) -> Document:
    """The objection to staying on after the end (民法典 第七百三十四条). about, ended_on, leave_by."""
    said = {"about": "staying", "ended_on": _iso(lease.ends_on), "leave_by": leave_by.isoformat()}
    return _freeze(OBJECTION, lease, said, reason="", at=at)


def count(lease: Lease, kind: str) -> int:
    """How many letters of a kind a lease has."""
    return Document.objects.filter(kind=kind, subject=f"lease:{lease.pk}").count()


def _freeze(
    kind: str, lease: Lease, said: dict[str, Any], *, reason: str, at: datetime
) -> Document:
    codes = lease.pitches.order_by("pitch__code_key").values_list("pitch__code", flat=True)
    contents = {
        "number": f"{lease.reference}/{kind}/{count(lease, kind) + 1}",
        "market": lease.market.name,
        "vendor": lease.vendor.name,
        "contact": lease.vendor.contact,
        "lease": lease.reference,
        "pitches": list(codes),
        "made_on": local_day(at).isoformat(),
        "reason": reason,
        **said,
    }
    return papers.freeze(kind, f"lease:{lease.pk}", contents, market=lease.market, at=at)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

"""Putting the bills right of leases whose ground is closed, or open again: each on its own."""

from collections.abc import Iterable
from datetime import datetime

from django.db import DatabaseError, transaction

from leasing import rules
from leasing.actions import leases
from leasing.core.closures import REASONS, ClosureReason
from leasing.core.life_states import ClosureState
from leasing.models import Closure, ClosureLease, ClosurePitch, LeaseConcession
from market.actions import notices
from market.core.actors import Actor
from market.core.refusals import Refusal
from market.core.reports import Line, Report

MOST = 500


def settle_closures(*, by: Actor, at: datetime) -> Report:
    """This will put right the bills of leases that a closure touches and that still wait for it.

    Each in a transaction of its own: one that cannot be billed is left out, reported and tried
    again, and stops no other.
    """
    rules.require(by, "lease.mind", None)
    waiting = ClosureLease.objects.filter(settled_at=None).order_by("fault", "pk")[:MOST]
    done = settle(waiting, at=at)
    faulty = ClosureLease.objects.filter(settled_at=None).exclude(fault="")
    lines = [
        Line("left_out", f"lease:{row.lease}", row.fault)
        for row in faulty.select_related("lease")[:MOST]
    ]
    return Report("settle_closures", {"settled": done, "left_out": len(lines)}, tuple(lines))


def settle(waiting: Iterable[ClosureLease], *, at: datetime) -> int:
    """How many were put right."""
    return sum(_settled(row, at=at) for row in waiting)


def _settled(row: ClosureLease, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            return _put_right(row.pk, at=at)
    except (Refusal, ValueError, DatabaseError) as fault:
        said = str(fault).splitlines()[0][:300]
        ClosureLease.objects.filter(pk=row.pk).update(fault=said)
        return False


def _put_right(pk: int, *, at: datetime) -> bool:
    """Give the lease its rebate, or take it back. False when somebody else is at it, or was."""
    found = ClosureLease.objects.select_for_update(of=("self",), skip_locked=True)
    row = found.select_related("closure__item", "lease").filter(pk=pk, settled_at=None).first()
    if row is None:
        return False
    closure, lease = row.closure, row.lease
    if closure.state == ClosureState.STANDING and row.percent:
        LeaseConcession.objects.update_or_create(
            lease=lease,
            closure=closure,
            defaults={
                "item": closure.item,
                "value": row.percent,
                "starts_on": closure.starts_on,
                "ends_on": closure.ends_on,
                "reason": why(closure)[:100],
            },
        )
    else:
        LeaseConcession.objects.filter(lease=lease, closure=closure).delete()
    leases.settle_terms(lease, at=at)
    _tell(row, at=at)
    ClosureLease.objects.filter(pk=pk).update(settled_at=at, fault="")
    return True


def why(closure: Closure) -> str:
    """What a bill says of it."""
    return closure.note or REASONS[ClosureReason(closure.reason)]


def _tell(row: ClosureLease, *, at: datetime) -> None:
    """Each vendor once, with all of their closed pitches."""
    closure, vendor = row.closure, row.lease.vendor
    standing = closure.state == ClosureState.STANDING
    occasion = "closure_announced" if standing else "closure_lifted"
    codes = (
        ClosurePitch.objects.filter(
            closure=closure,
            pitch__lease_pitches__lease__closures__closure=closure,
            pitch__lease_pitches__lease__vendor=vendor,
        )
        .order_by("pitch__code_key")
        .values_list("pitch__code", flat=True)
        .distinct()
    )
    notices.say(
        occasion,
        subject=f"closure:{closure.pk}",
        vendor=vendor,
        market=closure.market,
        key=f"{occasion}/{closure.pk}/{vendor.pk}",
        facts={
            "pitches": "、".join(codes),
            "why": why(closure),
            "first": closure.starts_on.isoformat(),
            "last": closure.ends_on.isoformat(),
        },
        at=at,
    )

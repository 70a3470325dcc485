"""Concessions that were given for staying, owed after all by who leaves early."""

from leasing.actions.lease_terms import terms_of
from leasing.actions.written_terms import drop_lines, items_of
from leasing.core.clawbacks import reckon
from leasing.core.endings import VENDOR_LEAVES
from leasing.models import Lease, LeaseConcession, LeaseLine
from market.core.periods import Period

ITEM = "clawback"


def follow(lease: Lease) -> None:
    """Write into the lease what is owed after all as it has now ended, and nothing where it goes on.

    Each concession is a line on the last day, with its working. Must run inside the caller's
    transaction; settle_terms() must follow, and charges or credits the difference.
    """
    drop_lines(lease.lines.filter(item__code=ITEM))
    last, agreed = lease.ended_on, lease.ends_on
    if last is None or agreed is None or last >= agreed or lease.holdover_since:
        return
    if lease.end_reason not in VENDOR_LEAVES:
        return
    lines = [_owed(lease, each) for each in lease.concessions.filter(clawback=True)]
    LeaseLine.objects.bulk_create(line for line in lines if line.amount_fen)


def _owed(lease: Lease, concession: LeaseConcession) -> LeaseLine:
    """The line for one concession; nothing is forgone by one that had not begun."""
    if lease.ended_on is None or lease.ends_on is None:
        raise ValueError(f"{lease} did not end before its time")
    found = reckon(
        terms_of(lease),
        terms_of(lease, without=concession),
        agreed=Period.through(lease.starts_on, lease.ends_on),
        last=lease.ended_on,
        whole=concession.clawback_whole,
    )
    return LeaseLine(
        lease=lease,
        item=items_of([ITEM])[ITEM],
        amount_fen=found.amount_fen,
        starts_on=lease.ended_on,
        note=concession.reason,
        working=found.as_json(concession.reason),
    )

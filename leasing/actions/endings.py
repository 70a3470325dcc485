"""What follows when a lease's last day comes, moves, or goes by without anybody deciding."""

from datetime import date, datetime

from leasing import rules
from leasing.actions import clawbacks, leases
from leasing.actions.lease_terms import last_day_of
from leasing.core.endings import EndReason
from leasing.core.states import LEASE, LeaseState
from leasing.documents import letters
from leasing.models import Lease, LeaseLine, LeaseParty
from leasing.queries.ending import OVERSTAYED
from market.actions import holds, moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Conflict
from market.models import Document, Hold


@in_one_go
def reopen(lease: Lease, *, reason: str, by: Actor, at: datetime) -> Lease:
    """Take an end back: the lease goes on to its agreed last day, as if nobody had ended it.

    What was credited is charged again, what was owed for leaving early is credited. This will
    refuse with Conflict("pitch_taken") where somebody else has the ground by now.
    """
    rules.require(by, "lease.reopen", lease)
    moves.move(lease, LEASE, "reopen", by=by, at=at, reason=reason, ended_on=None, end_reason="")
    last = last_day_of(lease)
    leases.regain(lease, Period.through(lease.starts_on, last))
    clawbacks.follow(lease)
    leases.settle_terms(lease, at=at)
    return lease


@in_one_go
def move_end(lease: Lease, *, last: date, reason: str, by: Actor, at: datetime) -> Lease:
    """Let an ended lease end on another day, for the same reason as before."""
    ground = EndReason(lease.end_reason or EndReason.AGREED)
    reopen(lease, reason=reason, by=by, at=at)
    return leases.end(lease, last=last, reason=reason, ground=ground, by=by, at=at)


@in_one_go
def hold_over(lease: Lease, *, reason: str, by: Actor, at: datetime) -> Lease:
    """Let a lease that ran out go on without an end, at the same rent (不定期租赁).

    Terms that lasted to its last day go on with it, and so does the ground. It is billed until
    somebody ends it. Source: 民法典 第七百三十四条 第一款.
    """
    rules.require(by, "lease.hold_over", lease)
    on = local_day(at)
    if lease.ends_on is None or lease.ends_on >= on or lease.holdover_since is not None:
        raise Conflict(
            "not_run_out",
            "This lease has not run out. Renew it, or change its end.",
            last=lease.ends_on,
        )
    since = lease.ends_on + ONE_DAY
    moves.move(lease, LEASE, "hold_over", by=by, at=at, reason=reason, holdover_since=since)
    to_the_end = LeaseLine.objects.filter(lease=lease, ends_on=lease.ends_on).exclude(per="")
    to_the_end.update(ends_on=None)
    LeaseParty.objects.filter(lease=lease, ends_on=lease.ends_on).update(ends_on=None)
    leases.regain(lease, Period(lease.starts_on, None))
    leases.settle_terms(lease, at=at)
    leases.tell(lease, "holdover_begun", "", {"since": since.isoformat()}, at=at)
    return lease


@in_one_go
def object_to_staying(lease: Lease, *, leave_by: date, by: Actor, at: datetime) -> Document:
    """Tell a vendor who stayed on that the lease is not renewed, and by when to leave.

    Without it the lease goes on by the law (民法典 第七百三十四条). The letter is stored.
    """
    rules.require(by, "lease.end", lease)
    on = local_day(at)
    if lease.state != LeaseState.SIGNED or lease.ends_on is None or lease.ends_on >= on:
        raise Conflict(
            "not_run_out",
            "This lease has not run out. Renew it, or change its end.",
            last=lease.ends_on,
        )
    letter = letters.objection_to_staying(lease, leave_by=leave_by, at=at)
    day = leave_by.isoformat()
    leases.tell(lease, "asked_to_leave", day, {"leave_by": day}, at=at)
    return letter


def keep_ground(lease: Lease, *, at: datetime) -> list[Hold]:
    """Keep the ground of a lease that ran out while nobody has decided.

    Returns the holds of others that stand in the way.
    """
    others = holds.keep_while_free(leases.holds_of(lease))
    if lease.ends_on is not None:
        last = lease.ends_on.isoformat()
        leases.tell(lease, OVERSTAYED, last, {"last": last}, at=at)
    return others

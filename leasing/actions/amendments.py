"""Changing a lease that is in force. Bills that went out are put right by their difference."""

from dataclasses import replace
from datetime import datetime

from leasing import rules
from leasing.actions import leases, plans, written_terms
from leasing.actions.lease_terms import last_day_of
from leasing.core.amending import Amendment, DueChange, NewEnd
from leasing.core.drafts import DraftLine, check_structure, check_term
from leasing.core.states import LEASE
from leasing.documents import letters
from leasing.models import Lease, LeaseLine, LeaseParty
from market.actions import holds, moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Invalid


@in_one_go
def amend(lease: Lease, change: Amendment, *, reason: str, by: Actor, at: datetime) -> Lease:
    """Change what a lease says from a day on, as both sides agreed.

    What was charged for days from then on is put right by its difference, each bill on its own;
    a supplementary paper is stored. This will refuse a day outside the lease, and with
    Conflict("pitch_taken") a longer time for which somebody else has the ground.
    """
    rules.require(by, "lease.amend", lease)
    _check_day(lease, change)
    moves.move(lease, LEASE, "amend", by=by, at=at, reason=reason)
    if change.ends is not None:
        _end_on(lease, change.ends, at=at)
    recharge(lease, change)
    written_terms.concede(lease, change.concessions)
    if change.due is not None:
        _due(lease, change.due)
    lease.refresh_from_db()
    plans.check(lease)
    leases.settle_terms(lease, at=at)
    letters.amendment(lease, change, reason=reason, at=at)
    day = change.from_day.isoformat()
    leases.tell(lease, "lease_amended", _times(lease), {"from_day": day}, at=at)
    return lease


@in_one_go
def correct(
    lease: Lease, line: LeaseLine, *, amount_fen: int, reason: str, by: Actor, at: datetime
) -> Lease:
    """Put right an amount that was written wrong, for all days of its line.

    What was charged too little is charged on top, what was too much is credited, each bill on
    its own. amount_fen: what the line should have said. Raises Invalid.
    """
    rules.require(by, "lease.amend", lease)
    if amount_fen < 0:
        raise Invalid("bad_amount", "An amount in a lease cannot be below zero.", field="amount")
    moves.move(lease, LEASE, "amend", by=by, at=at, reason=reason)
    LeaseLine.objects.filter(pk=line.pk, lease=lease).update(amount_fen=amount_fen)
    leases.settle_terms(lease, at=at)
    return lease


def _check_day(lease: Lease, change: Amendment) -> None:
    last = last_day_of(lease)
    before = change.from_day < lease.starts_on
    behind = change.ends is None and last is not None and change.from_day > last
    if before or behind:
        raise Invalid(
            "outside_the_lease",
            "{last} is not a day of this lease. Choose a day within it.",
            last=change.from_day,
            field="from_day",
        )


def recharge(lease: Lease, change: Amendment) -> None:
    """End what is charged of these fees the day before, and begin what takes its place.

    settle_terms() must follow.
    """
    running = lease.lines.filter(item__code__in=change.items).exclude(per="")
    behind = [line for line in running if (line.starts_on or lease.starts_on) >= change.from_day]
    written_terms.drop_lines(behind)
    for line in running:
        if line not in behind and (line.ends_on is None or line.ends_on >= change.from_day):
            day_before = change.from_day - ONE_DAY
            LeaseLine.objects.filter(pk=line.pk).update(ends_on=day_before)
    pitches = [row.pitch for row in lease.pitches.select_related("pitch")]
    written_terms.add_lines(lease, pitches, [_from(line, change) for line in change.lines])


def _from(line: DraftLine, change: Amendment) -> DraftLine:
    first = change.from_day if line.first is None else max(line.first, change.from_day)
    return replace(line, first=first)


def _due(lease: Lease, due: DueChange) -> None:
    Lease.objects.filter(pk=lease.pk).update(
        due_rule=due.rule,
        due_day=due.day,
        due_offset_days=due.offset_days,
        due_next_working_day=due.next_working_day,
    )


def _end_on(lease: Lease, ends: NewEnd, *, at: datetime) -> None:
    """Another end: the ground follows, and so do terms that were to last to the end."""
    check_term(lease.starts_on, ends.last)
    for row in lease.pitches.select_related("pitch"):
        pitch = row.pitch
        check_structure(
            pitch.code,
            temporary=pitch.structure == "temporary",
            approved_until=pitch.structure_approval_until,
            last=ends.last,
        )
    held, before = leases.holds_of(lease), lease.ends_on
    period = Period.through(lease.starts_on, ends.last)
    if before is not None:
        LeaseLine.objects.filter(lease=lease, ends_on=before).exclude(per="").update(
            ends_on=ends.last
        )
        LeaseParty.objects.filter(lease=lease, ends_on=before).update(ends_on=ends.last)
    Lease.objects.filter(pk=lease.pk).update(ends_on=ends.last, holdover_since=None)
    longer = before is not None and (ends.last is None or ends.last > before)
    if longer:
        holds.stretch(held, end=period.end)
    else:
        holds.shorten(held, period=period, at=at)


def _times(lease: Lease) -> str:
    return str(letters.count(lease, letters.AMENDMENT))

"""Suspected sublets: written down, objected to in time, settled."""

from datetime import date, datetime

from django.db import transaction

from leasing import rules
from leasing.actions import leases
from leasing.core.life_states import SUBLET
from leasing.core.sublet_clock import object_by
from leasing.documents import letters
from leasing.models import Lease, Sublet
from market.actions import moves
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid


@transaction.atomic
def record(lease: Lease, *, learned_on: date, evidence: str, by: Actor, at: datetime) -> Sublet:
    """Write down that somebody else seems to stand there. The six months begin on that day."""
    rules.require(by, "sublet.record", lease)
    if learned_on > local_day(at):
        raise Invalid("day_to_come", "This day is still to come.", field="learned_on")
    if not evidence.strip():
        raise Invalid("no_evidence", "Say what was seen, and by whom.", field="evidence")
    return Sublet.objects.create(
        lease=lease, learned_on=learned_on, evidence=evidence, recorded_at=at
    )


@transaction.atomic
def object_to(sublet: Sublet, *, by: Actor, at: datetime) -> Sublet:
    """Object in writing. This will refuse when the six months are over: silence was consent."""
    rules.require(by, "sublet.object", sublet)
    on, last = local_day(at), object_by(sublet.learned_on)
    if on > last:
        raise Conflict(
            "too_late_to_object",
            "The six months were over on {day}: by the law the market has consented.",
            day=last,
        )
    moves.move(sublet, SUBLET, "object", by=by, at=at, objected_on=on)
    letters.objection_to_sublet(sublet, at=at)
    leases.tell(sublet.lease, "sublet_objected", str(sublet.pk), {}, at=at)
    return sublet


@transaction.atomic
def consent(sublet: Sublet, *, reason: str, by: Actor, at: datetime) -> Sublet:
    """Let it be."""
    rules.require(by, "sublet.consent", sublet)
    return moves.move(sublet, SUBLET, "consent", by=by, at=at, reason=reason)


@transaction.atomic
def resolve(sublet: Sublet, *, reason: str, by: Actor, at: datetime) -> Sublet:
    """It is over, or it never was."""
    rules.require(by, "sublet.resolve", sublet)
    return moves.move(sublet, SUBLET, "resolve", by=by, at=at, reason=reason)

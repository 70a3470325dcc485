"""Ending a lease because rent is not paid: a way of steps, none skipped without a reason."""

from datetime import date, datetime

from django.db import transaction

from leasing import rules
from leasing.actions import deliveries, leases
from leasing.core import terminations as core
from leasing.core.arrears_states import TERMINATION
from leasing.core.endings import EndReason
from leasing.core.states import LeaseState
from leasing.core.terminations import Step
from leasing.documents import demands as papers
from leasing.models import Lease, Termination
from leasing.queries.lease_charges import overdue_of_lease
from leasing.queries.terminations import demand_of, facts_of, standing_termination
from market.actions import moves, notices
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid


@transaction.atomic
def begin(lease: Lease, *, by: Actor, at: datetime) -> Termination:
    """Begin the way for a lease in force; begun twice, it is one. The latest demand goes with it."""
    rules.require(by, "termination.begin", lease)
    locked = Lease.objects.select_for_update(no_key=True).get(pk=lease.pk)
    if known := standing_termination(locked):
        return known
    if locked.state != LeaseState.SIGNED:
        raise Conflict("not_in_force", "This lease is not in force: there is nothing to end.")
    return Termination.objects.create(lease=lease, demand=demand_of(lease), begun_at=at)


@transaction.atomic
def skip(
    termination: Termination, step: str, *, reason: str, by: Actor, at: datetime
) -> Termination:
    """Pass over the step that comes next, with a reason that is kept in the journal."""
    rules.require(by, "termination.skip", termination)
    _locked(termination)
    stages = core.stages(_facts(termination, local_day(at)), on=local_day(at))
    stage = next((one for one in stages if one.step == step), None)
    if stage is None or not stage.skippable:
        raise Conflict("not_skippable", "This step cannot be skipped, or it is not the next one.")
    skipped = {**termination.skipped, str(step): reason}
    why = f"{step}: {reason}"
    return moves.move(termination, TERMINATION, "skip", by=by, at=at, reason=why, skipped=skipped)


@transaction.atomic
def notice(termination: Termination, *, ends_on: date, by: Actor, at: datetime) -> Termination:
    """Issue the notice of termination, frozen, with the last day it states.

    This will refuse with Conflict("step_locked") before the steps ahead of it are done, and a day
    that is past or outside the lease.
    """
    rules.require(by, "termination.notice", termination)
    _locked(termination)
    on, lease = local_day(at), termination.lease
    core.require(_facts(termination, on), Step.NOTICE, on=on)
    if ends_on < on or (lease.ends_on is not None and ends_on > lease.ends_on):
        raise Invalid(
            "bad_end", "Choose a day from today to the end of the lease.", field="ends_on"
        )
    if termination.demand is None:
        termination.demand = demand_of(lease)
    owed_fen = sum(overdue_of_lease(lease, on=on).values_list("open_fen", flat=True))
    paper = papers.freeze_notice(termination, ends_on=ends_on, owed_fen=owed_fen, on=on, at=at)
    moves.move(
        termination,
        TERMINATION,
        "notice",
        by=by,
        at=at,
        ends_on=ends_on,
        document_id=paper.pk,
        demand_id=termination.demand_id,
    )
    notices.say(
        "termination_notice",
        subject=f"termination:{termination.pk}",
        vendor=lease.vendor,
        market=lease.market,
        key=f"termination_notice/{termination.pk}",
        facts={"lease": lease.reference, "ends_on": ends_on.isoformat()},
        at=at,
    )
    return termination


@transaction.atomic
def deliver(
    termination: Termination, told: deliveries.Told, *, by: Actor, at: datetime
) -> Termination:
    """Note how the notice arrived: it ends the lease only from then on (民法典 565)."""
    rules.require(by, "termination.deliver", termination)
    if termination.document is None:
        raise Conflict("not_issued", "Issue the letter first.")
    issued_on = local_day(termination.document.made_at)
    proof = deliveries.note(told, issued_on=issued_on, by=by, at=at)
    return moves.move(termination, TERMINATION, "deliver", by=by, at=at, delivery_id=proof.pk)


@transaction.atomic
def end(termination: Termination, *, by: Actor, at: datetime) -> Termination:
    """End the lease on the stated day, or on the day the notice arrived where that was later."""
    rules.require(by, "termination.end", termination)
    _locked(termination)
    on = local_day(at)
    core.require(_facts(termination, on), Step.END, on=on)
    moves.move(termination, TERMINATION, "end", by=by, at=at)
    leases.end(
        termination.lease,
        last=last_day(termination),
        reason="terminated for arrears",
        ground=EndReason.ARREARS,
        by=by,
        at=at,
    )
    return termination


def withdraw(termination: Termination, *, reason: str, by: Actor, at: datetime) -> Termination:
    """Leave the way: it was paid after all, or agreed otherwise."""
    rules.require(by, "termination.withdraw", termination)
    return moves.move(termination, TERMINATION, "withdraw", by=by, at=at, reason=reason)


def last_day(termination: Termination) -> date:
    """The last day of the lease: as stated, and never before the notice arrived."""
    stated, arrived = termination.ends_on, termination.delivery
    if stated is None or arrived is None:
        raise Conflict("not_delivered", "Note first how the notice arrived.")
    return max(stated, arrived.on)


def _locked(termination: Termination) -> None:
    Termination.objects.select_for_update(no_key=True, of=("self",)).get(pk=termination.pk)
    termination.refresh_from_db()


def _facts(termination: Termination, on: date) -> core.Facts:
    return facts_of(termination.lease, termination, on=on)

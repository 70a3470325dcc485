"""/leases/{reference}/termination: the way from unpaid rent to the end of a lease."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import terminations
from leasing.actions.deliveries import Told
from leasing.api.demands import DeliveryIn
from leasing.core.arrears_states import TERMINATION
from leasing.core.terminations import stages
from leasing.models import Lease
from leasing.queries.following import lease_seen_by
from leasing.queries.terminations import facts_of, standing_termination
from market import clock
from market.api.access import caller, member, operator
from market.api.schemas import Day, Line, Out, Reason, Strict
from market.core.actors import Actor
from market.core.refusals import Missing

router = Router(auth=member)


class StageOut(Out):
    step: str
    done: bool
    current: bool
    missing: str
    why_skipped: str


class TerminationOut(Out):
    """The way from unpaid rent to the end of a lease."""

    lease: str
    state: str | None = Field(description="none as long as it was not begun")
    can: list[str]
    ends_on: Day | None
    stages: list[StageOut]


class NoticeIn(Strict):
    ends_on: Day


class SkipIn(Reason):
    step: Line


@router.get("/leases/{reference}/termination", response=TerminationOut, auth=operator)
def termination(request: HttpRequest, reference: str) -> TerminationOut:
    """The steps, what is done, and what is missing."""
    by = caller(request)
    return _way(by, lease_seen_by(by, reference))


@router.post("/leases/{reference}/termination", response={201: TerminationOut}, auth=operator)
def begin_termination(request: HttpRequest, reference: str) -> Status[TerminationOut]:
    by = caller(request)
    lease = lease_seen_by(by, reference)
    terminations.begin(lease, by=by, at=clock.now())
    return Status(201, _way(by, lease))


@router.post("/leases/{reference}/termination/skip", response=TerminationOut, auth=operator)
def skip(request: HttpRequest, reference: str, told: SkipIn) -> TerminationOut:
    """Pass over the step that comes next, with a reason."""
    by = caller(request)
    lease = lease_seen_by(by, reference)
    terminations.skip(_begun(lease), told.step, reason=told.reason, by=by, at=clock.now())
    return _way(by, lease)


@router.post("/leases/{reference}/termination/notice", response=TerminationOut, auth=operator)
def notice(request: HttpRequest, reference: str, told: NoticeIn) -> TerminationOut:
    by = caller(request)
    lease = lease_seen_by(by, reference)
    terminations.notice(_begun(lease), ends_on=told.ends_on, by=by, at=clock.now())
    return _way(by, lease)


@router.post("/leases/{reference}/termination/deliver", response=TerminationOut, auth=operator)
def deliver(request: HttpRequest, reference: str, told: DeliveryIn) -> TerminationOut:
    by = caller(request)
    lease = lease_seen_by(by, reference)
    terminations.deliver(_begun(lease), Told(**told.dict()), by=by, at=clock.now())
    return _way(by, lease)


@router.post("/leases/{reference}/termination/end", response=TerminationOut, auth=operator)
def end(request: HttpRequest, reference: str) -> TerminationOut:
    """End the lease on the stated day."""
    by = caller(request)
    lease = lease_seen_by(by, reference)
    terminations.end(_begun(lease), by=by, at=clock.now())
    lease.refresh_from_db()
    return _way(by, lease)


def _begun(lease: Lease) -> Any:
    found = standing_termination(lease)
    if found is None:
        raise Missing("not_begun", "This way was not begun for the lease.")
    return found


def _way(by: Actor, lease: Lease) -> TerminationOut:
    on = clock.today()
    found = standing_termination(lease)
    return TerminationOut(
        lease=lease.reference,
        state=found.state if found else None,
        can=rules.can(by, "termination", TERMINATION, found) if found else [],
        ends_on=found.ends_on if found else None,
        stages=[
            StageOut(
                step=stage.step,
                done=stage.done,
                current=stage.current,
                missing=stage.missing,
                why_skipped=stage.why_skipped,
            )
            for stage in stages(facts_of(lease, found, on=on), on=on)
        ],
    )

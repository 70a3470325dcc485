"""/deposits, /settlements, /terminations: what is held for vendors, and how a lease is wound up."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import settlements, terminations
from leasing.actions.deliveries import Told
from leasing.api.arrears import DeliveryIn
from leasing.core.arrears_states import SETTLEMENT, TERMINATION
from leasing.core.terminations import stages
from leasing.models import Lease, Settlement
from leasing.queries.deposits import deposits_seen_by, statement
from leasing.queries.following import lease_seen_by
from leasing.queries.settlements import settlements_seen_by
from leasing.queries.terminations import facts_of, standing_termination
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Line, Out, Reason, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.refusals import Missing

router = Router(auth=member)


class EntryOut(Out):
    kind: str
    on: Day
    amount: YuanOut
    note: str


class DepositOut(Out):
    """A lease's deposit. held: what the market has of it now, and owes."""

    lease: str
    vendor: int
    held: YuanOut
    open: YuanOut

    @classmethod
    def of(cls, row: Any) -> "DepositOut":
        return cls(
            lease=row.reference,
            vendor=row.vendor_id,
            held=row.deposit_held,
            open=row.deposit_open,
        )


class StatementOut(Out):
    """A deposit from the first day to now."""

    lease: str
    asked: YuanOut
    held: YuanOut
    open: YuanOut
    claimed: YuanOut
    returned: YuanOut
    entries: list[EntryOut]


class ClaimOut(Out):
    kind: str
    amount: YuanOut
    applied: YuanOut
    note: str
    charge: int | None


class SettlementOut(Out):
    """What becomes of a deposit; returned goes back to the vendor by return_by."""

    lease: str
    state: str
    can: list[str]
    held: YuanOut
    credit: YuanOut
    returned: YuanOut
    still_owed: YuanOut
    return_by: Day
    returned_on: Day | None
    objection: str
    claims: list[ClaimOut]

    @classmethod
    def of(cls, row: Settlement, by: Actor) -> "SettlementOut":
        return cls(
            lease=row.lease.reference,
            state=row.state,
            can=rules.can(by, "settlement", SETTLEMENT, row),
            held=row.held_fen,
            credit=row.credit_fen,
            returned=row.returned_fen,
            still_owed=row.still_owed_fen,
            return_by=row.return_by,
            returned_on=row.returned_on,
            objection=row.objection,
            claims=[
                ClaimOut(
                    kind=claim.kind,
                    amount=claim.amount_fen,
                    applied=claim.applied_fen,
                    note=claim.note,
                    charge=claim.charge_id,
                )
                for claim in row.claims.all()
            ],
        )


class ClaimIn(Strict):
    """Damage, cleaning, a last reading, or something else; a photo is added at the desk."""

    kind: Annotated[str, Field(pattern="^(meter|damage|cleaning|other)$")]
    amount: Yuan
    note: Line = ""


class AgreeIn(Strict):
    how: Annotated[str, Field(pattern="^(phone|paper)$")] = "phone"


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


@router.get("/deposits", response=Page[DepositOut])
def deposits(request: HttpRequest, window: Query[Window]) -> Page[DepositOut]:
    """Deposits that are asked for or held, lease by lease."""
    return page(request, deposits_seen_by(caller(request)), window, DepositOut.of)


@router.get("/leases/{reference}/deposit", response=StatementOut)
def deposit(request: HttpRequest, reference: str) -> StatementOut:
    """The statement of a lease's deposit."""
    lease = lease_seen_by(caller(request), reference)
    found = statement(lease)
    return StatementOut(
        lease=lease.reference,
        asked=found.asked_fen,
        held=found.held_fen,
        open=found.open_fen,
        claimed=found.claimed_fen,
        returned=found.returned_fen,
        entries=[
            EntryOut(kind=one.kind, on=one.on, amount=one.amount_fen, note=one.note)
            for one in found.entries
        ],
    )


@router.get("/settlements", response=Page[SettlementOut])
def listed(request: HttpRequest, window: Query[Window]) -> Page[SettlementOut]:
    """Settlements, the nearest day to return first."""
    by = caller(request)
    return page(request, _shown(by), window, lambda row: SettlementOut.of(row, by))


@router.get("/leases/{reference}/settlement", response=SettlementOut)
def one(request: HttpRequest, reference: str) -> SettlementOut:
    return _answer(request, reference)


@router.post("/leases/{reference}/settlement", response={201: SettlementOut}, auth=operator)
def begin(request: HttpRequest, reference: str) -> Status[SettlementOut]:
    """Begin it with what the books say."""
    by = caller(request)
    settlements.draft(lease_seen_by(by, reference), by=by, at=clock.now())
    return Status(201, _answer(request, reference))


@router.post("/leases/{reference}/settlement/claims", response={201: SettlementOut}, auth=operator)
def claim(request: HttpRequest, reference: str, told: ClaimIn) -> Status[SettlementOut]:
    """Add a claim."""
    by = caller(request)
    settlements.claim(
        _found(by, reference),
        told.kind,
        amount_fen=told.amount,
        note=told.note,
        by=by,
        at=clock.now(),
    )
    return Status(201, _answer(request, reference))


@router.post("/leases/{reference}/settlement/propose", response=SettlementOut, auth=operator)
def propose(request: HttpRequest, reference: str) -> SettlementOut:
    """Send it to the vendor."""
    by = caller(request)
    settlements.propose(_found(by, reference), by=by, at=clock.now())
    return _answer(request, reference)


@router.post("/leases/{reference}/settlement/agree", response=SettlementOut)
def agree(request: HttpRequest, reference: str, told: AgreeIn) -> SettlementOut:
    """Agree to it: the vendor on the phone, an operator for what was signed on paper."""
    by = caller(request)
    how = told.how if by.operator else "phone"
    settlements.agree(_found(by, reference), how=how, by=by, at=clock.now())
    return _answer(request, reference)


@router.post("/leases/{reference}/settlement/dispute", response=SettlementOut)
def dispute(request: HttpRequest, reference: str, told: Reason) -> SettlementOut:
    """Say what is not right with it."""
    by = caller(request)
    settlements.dispute(_found(by, reference), reason=told.reason, by=by, at=clock.now())
    return _answer(request, reference)


@router.post("/leases/{reference}/settlement/revise", response=SettlementOut, auth=operator)
def revise(request: HttpRequest, reference: str, told: Reason) -> SettlementOut:
    by = caller(request)
    settlements.revise(_found(by, reference), reason=told.reason, by=by, at=clock.now())
    return _answer(request, reference)


@router.post("/leases/{reference}/settlement/book", response=SettlementOut, auth=operator)
def book(request: HttpRequest, reference: str) -> SettlementOut:
    """Book it, all or nothing."""
    by = caller(request)
    settlements.book(_found(by, reference), by=by, at=clock.now())
    return _answer(request, reference)


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


def _shown(by: Actor) -> Any:
    """A vendor sees a settlement once it is proposed."""
    seen = settlements_seen_by(by).exclude(state="withdrawn")
    return seen if by.operator else seen.exclude(state="drafted")


def _found(by: Actor, reference: str) -> Settlement:
    found: Settlement = get_object_or_404(_shown(by), lease__reference=reference)
    return found


def _answer(request: HttpRequest, reference: str) -> SettlementOut:
    by = caller(request)
    return SettlementOut.of(_found(by, reference), by)


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

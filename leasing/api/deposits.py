"""/deposits, /settlements: what is held for vendors, and how it goes back."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import settlements
from leasing.core.arrears_states import SETTLEMENT
from leasing.models import Settlement
from leasing.queries.deposits import deposits_seen_by, statement
from leasing.queries.following import lease_seen_by
from leasing.queries.settlements import settlements_seen_by
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Line, Out, Reason, Strict, Yuan, YuanOut
from market.core.actors import Actor

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

"""/leases: what was agreed, its payment plan, and signing it."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import leases
from leasing.api.terms import TermsIn
from leasing.core.endings import EndReason
from leasing.core.states import LEASE, LeaseState
from leasing.models import Instalment, InstalmentLine, Lease
from leasing.queries.following import lease_seen_by, with_charges
from leasing.queries.leases import leases_seen_by
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Days, Id, Line, Moment, Out, Reason, Short, Strict, YuanOut
from market.core.actors import Actor
from market.core.periods import ONE_DAY
from market.queries.named import market_or_missing, pitches_or_invalid
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)


class LineOut(Out):
    item: str
    amount: YuanOut
    per: str
    first: Day | None
    last: Day | None


class LeaseOut(Out):
    """A lease. `last` is included; none is open-ended."""

    reference: str
    state: str
    can: list[str]
    market: int
    vendor: int
    vendor_name: str
    application: str | None
    pitches: list[str]
    first: Day
    last: Day | None
    lines: list[LineOut]
    deposit: YuanOut
    interval_months: int
    signed_at: Moment | None
    ended_on: Day | None
    end_reason: str
    holdover_since: Day | None

    @classmethod
    def of(cls, row: Lease, by: Actor) -> "LeaseOut":
        return cls(
            reference=row.reference,
            state=row.state,
            can=rules.can(by, "lease", LEASE, row),
            market=row.market_id,
            vendor=row.vendor_id,
            vendor_name=row.vendor.name,
            application=row.application.reference if row.application else None,
            pitches=[each.pitch.code for each in row.pitches.all()],
            first=row.starts_on,
            last=row.ends_on,
            lines=[
                LineOut(
                    item=line.item.code,
                    amount=line.amount_fen,
                    per=line.per or "once",
                    first=line.starts_on,
                    last=line.ends_on,
                )
                for line in row.lines.all()
            ],
            deposit=row.deposit_fen,
            interval_months=row.interval_months,
            signed_at=row.signed_at,
            ended_on=row.ended_on,
            end_reason=row.end_reason,
            holdover_since=row.holdover_since,
        )


class InstalmentLineOut(Out):
    """One term's part of a bill. `working` tells how the amount came about."""

    item: str
    vendor: int = Field(description="who owes it")
    amount: YuanOut
    working: dict[str, Any]

    @classmethod
    def of(cls, row: InstalmentLine) -> "InstalmentLineOut":
        return cls(
            item=row.line.item.code,
            vendor=row.vendor_id,
            amount=row.amount_fen,
            working=row.working,
        )


class InstalmentOut(Out):
    """One bill of the payment plan."""

    lease: str
    period: Days
    due_on: Day
    amount: YuanOut
    open: YuanOut | None = Field(description="what is still owed of it; none before it is charged")
    charges: list[int] = Field(description="what was charged for it, with later differences")
    lines: list[InstalmentLineOut]

    @classmethod
    def of(cls, row: Instalment) -> "InstalmentOut":
        lines = list(row.lines.all())
        charges = [each.charge for each in row.billed.all()]
        return cls(
            lease=row.lease.reference,
            period=Days(starts_on=row.period.lower, ends_on=row.period.upper - ONE_DAY),
            due_on=row.due_on,
            amount=sum(line.amount_fen for line in lines),
            open=sum(charge.open_fen for charge in charges) if charges else None,
            charges=[charge.pk for charge in charges],
            lines=[InstalmentLineOut.of(line) for line in lines],
        )


class DraftIn(Strict):
    """A lease to be written down."""

    market: Id
    vendor: Id
    pitches: Annotated[list[Id], Field(min_length=1, max_length=50)]
    terms: TermsIn
    goods: Annotated[list[Short], Field(max_length=30)] = []


class EndIn(Reason):
    """The last day of the lease, included, and why it ends: what ends it, and in words."""

    last: Day
    ground: EndReason = EndReason.AGREED


class SignIn(Strict):
    """Why a lease of six months or more is put in force before the vendor has signed."""

    reason: Line = ""


class Wanted(Strict):
    """Which leases."""

    state: LeaseState = LeaseState.SIGNED


@router.get("/leases", response=Page[LeaseOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[LeaseOut]:
    """The leases that the caller may see, the latest begun first."""
    actor = caller(request)
    found = leases_seen_by(actor).filter(**wanted.said())
    return page(request, found, window, lambda row: LeaseOut.of(row, actor))


@router.get("/me/leases", response=Page[LeaseOut])
def mine(request: HttpRequest, window: Query[Window]) -> Page[LeaseOut]:
    """One's own leases."""
    actor = caller(request)
    found = leases_seen_by(actor).filter(vendor__in=actor.vendors)
    return page(request, found, window, lambda row: LeaseOut.of(row, actor))


@router.post("/leases", response={201: LeaseOut}, auth=operator)
def draft(request: HttpRequest, told: DraftIn) -> Status[LeaseOut]:
    """Write down a lease. It holds no ground until it is offered or signed."""
    actor = caller(request)
    lease = leases.draft(
        get_object_or_404(vendors_seen_by(actor), pk=told.vendor),
        market_or_missing(told.market),
        pitches_or_invalid(told.pitches),
        told.terms.as_draft(),
        goods=told.goods,
        by=actor,
        at=clock.now(),
    )
    return Status(201, LeaseOut.of(lease, actor))


@router.get("/leases/{reference}", response=LeaseOut)
def one(request: HttpRequest, reference: str) -> LeaseOut:
    """One lease."""
    actor = caller(request)
    return LeaseOut.of(lease_seen_by(actor, reference), actor)


@router.get("/leases/{reference}/instalments", response=Page[InstalmentOut])
def instalments(request: HttpRequest, reference: str, window: Query[Window]) -> Page[InstalmentOut]:
    """The payment plan, bill by bill."""
    lease = lease_seen_by(caller(request), reference)
    return page(request, with_charges(lease.instalments.all()), window, InstalmentOut.of)


@router.post("/leases/{reference}/offer", response=LeaseOut, auth=operator)
def offer(request: HttpRequest, reference: str) -> LeaseOut:
    """Hold the ground of a drafted lease while somebody makes up their mind."""
    actor = caller(request)
    lease = leases.offer(lease_seen_by(actor, reference), by=actor, at=clock.now())
    return LeaseOut.of(lease, actor)


@router.post("/leases/{reference}/sign", response=LeaseOut, auth=operator)
def sign(request: HttpRequest, reference: str, told: SignIn | None = None) -> LeaseOut:
    """Sign: the ground is taken, the plan is stored, the first bill is charged. All, or nothing.

    The vendor has signed before (see /leases/{reference}/signatures), or `reason` says why not.
    """
    actor, reason = caller(request), told.reason if told else ""
    lease = lease_seen_by(actor, reference)
    leases.sign(lease, by=actor, at=clock.now(), reason=reason)
    return LeaseOut.of(lease, actor)


@router.post("/leases/{reference}/end", response=LeaseOut, auth=operator)
def end(request: HttpRequest, reference: str, told: EndIn) -> LeaseOut:
    """End a signed lease on a day. What was billed behind that day is credited."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    leases.end(
        lease,
        last=told.last,
        reason=told.reason,
        ground=told.ground,
        by=actor,
        at=clock.now(),
    )
    return LeaseOut.of(lease, actor)


@router.post("/leases/{reference}/cancel", response=LeaseOut, auth=operator)
def cancel(request: HttpRequest, reference: str, told: Reason) -> LeaseOut:
    """Drop a lease that was never signed."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    leases.cancel(lease, by=actor, at=clock.now(), reason=told.reason)
    return LeaseOut.of(lease, actor)

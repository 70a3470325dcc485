"""/leases/{reference}/…: a lease is renewed, handed on, or moved."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import relocations, renewals, transfers
from leasing.core.life_states import RENEWAL, TRANSFER
from leasing.core.renewing import Again
from leasing.models import Lease, Relocation, Renewal, Transfer
from leasing.queries.following import lease_seen_by
from market import clock
from market.api.access import caller, member, operator
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict, YuanNotNegative
from market.core.actors import Actor
from market.models import Vendor
from market.queries.named import pitches_or_invalid
from market.queries.vendors import vendor_by_phone, vendors_seen_by

router = Router(auth=operator)


class RenewIn(Strict):
    """The offer to go on. months null is without an end; deposit null is as it was."""

    months: Annotated[int, Field(ge=1, le=240)] | None = 12
    rise_percent: Annotated[Decimal, Field(gt=-100, le=100, decimal_places=4)] = Decimal(0)
    deposit: YuanNotNegative | None = None
    until: Moment


class RenewalOut(Out):
    """A renewal: the lease that ends, the one that would follow, and by when to answer."""

    lease: str
    successor: str
    state: str
    can: list[str]
    until: Moment

    @classmethod
    def of(cls, row: Renewal, by: Actor) -> "RenewalOut":
        return cls(
            lease=row.lease.reference,
            successor=row.successor.reference,
            state=row.state,
            can=rules.can(by, "renewal", RENEWAL, row),
            until=row.until,
        )


class TransferIn(Strict):
    """Who takes it over: an operator names the vendor, a vendor the other's mobile number."""

    vendor: Id | None = None
    phone: Short = ""
    from_day: Day
    deposit_moves: bool = True
    reason: Line = ""


class TransferOut(Out):
    """A transfer. `from_day` is the new vendor's first."""

    id: int
    lease: str
    before: str
    after: str
    from_day: Day
    deposit_moves: bool
    state: str
    can: list[str]

    @classmethod
    def of(cls, row: Transfer, by: Actor) -> "TransferOut":
        return cls(
            id=row.pk,
            lease=row.lease.reference,
            before=row.before.name,
            after=row.after.name,
            from_day=row.from_day,
            deposit_moves=row.deposit_moves,
            state=row.state,
            can=rules.can(by, "transfer", TRANSFER, row),
        )


class RelocateIn(Strict):
    """From one pitch of the lease to another. rent: a month, where it changes."""

    before: Id
    after: Id
    from_day: Day
    agreed: bool = False
    rent: YuanNotNegative | None = None
    close_before: bool = False
    reason: Line = ""


class RelocationOut(Out):
    lease: str
    before: str
    after: str
    from_day: Day
    agreed: bool
    state: str

    @classmethod
    def of(cls, row: Relocation) -> "RelocationOut":
        return cls(
            lease=row.lease.reference,
            before=row.before.code,
            after=row.after.code,
            from_day=row.from_day,
            agreed=row.agreed,
            state=row.state,
        )


@router.post("/leases/{reference}/renewal", response={201: RenewalOut})
def offer_renewal(request: HttpRequest, reference: str, told: RenewIn) -> Status[RenewalOut]:
    """Offer the sitting vendor to go on."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    again = Again(told.months, Fraction(told.rise_percent), told.deposit)
    made = renewals.offer(lease, again, until=told.until, by=actor, at=clock.now())
    return Status(201, RenewalOut.of(made, actor))


@router.get("/leases/{reference}/renewal", response=RenewalOut, auth=member)
def renewal(request: HttpRequest, reference: str) -> RenewalOut:
    """The latest renewal of a lease."""
    actor = caller(request)
    return RenewalOut.of(_renewal(actor, reference), actor)


@router.post("/leases/{reference}/renewal/{move}", response=RenewalOut, auth=member)
def answer_renewal(
    request: HttpRequest, reference: str, move: Literal["accept", "decline", "withdraw"]
) -> RenewalOut:
    """The vendor stays or leaves, or the market takes its offer back."""
    actor = caller(request)
    found = _renewal(actor, reference)
    act = {
        "accept": renewals.accept,
        "decline": renewals.decline,
        "withdraw": renewals.withdraw,
    }[move]
    return RenewalOut.of(act(found, by=actor, at=clock.now()), actor)


@router.get("/leases/{reference}/transfers", response=list[TransferOut], auth=member)
def listed_transfers(request: HttpRequest, reference: str) -> list[TransferOut]:
    """The transfers of a lease, the latest first."""
    actor = caller(request)
    return [TransferOut.of(row, actor) for row in _transfers(lease_seen_by(actor, reference))]


@router.post("/leases/{reference}/transfers", response={201: TransferOut}, auth=member)
def ask_transfer(request: HttpRequest, reference: str, told: TransferIn) -> Status[TransferOut]:
    """Ask for a transfer. Nothing changes until the market agrees."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    made = transfers.ask(
        lease,
        _vendor(actor, told),
        from_day=told.from_day,
        deposit_moves=told.deposit_moves,
        reason=told.reason,
        by=actor,
        at=clock.now(),
    )
    return Status(201, TransferOut.of(made, actor))


@router.post("/leases/{reference}/transfers/{int:pk}/consent", response=TransferOut)
def consent(request: HttpRequest, reference: str, pk: int) -> TransferOut:
    """Agree to a transfer."""
    actor = caller(request)
    found = _transfer(actor, reference, pk)
    return TransferOut.of(transfers.consent(found, by=actor, at=clock.now()), actor)


@router.post("/leases/{reference}/transfers/{int:pk}/refuse", response=TransferOut)
def refuse(request: HttpRequest, reference: str, pk: int, told: Reason) -> TransferOut:
    """Say no, with the reason."""
    actor = caller(request)
    found = _transfer(actor, reference, pk)
    made = transfers.refuse(found, reason=told.reason, by=actor, at=clock.now())
    return TransferOut.of(made, actor)


@router.post("/leases/{reference}/transfers/{int:pk}/withdraw", response=TransferOut, auth=member)
def withdraw(request: HttpRequest, reference: str, pk: int) -> TransferOut:
    """The vendor keeps the lease after all."""
    actor = caller(request)
    found = _transfer(actor, reference, pk)
    return TransferOut.of(transfers.withdraw(found, by=actor, at=clock.now()), actor)


@router.post("/leases/{reference}/relocations", response={201: RelocationOut})
def relocate(request: HttpRequest, reference: str, told: RelocateIn) -> Status[RelocationOut]:
    """Move a lease to another pitch from a day."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    before, after = pitches_or_invalid([told.before, told.after])
    made = relocations.announce(
        lease,
        before,
        after,
        from_day=told.from_day,
        agreed=told.agreed,
        rent_fen=told.rent,
        close_before=told.close_before,
        reason=told.reason,
        by=actor,
        at=clock.now(),
    )
    return Status(201, RelocationOut.of(made))


def _renewal(actor: Actor, reference: str) -> Renewal:
    lease = lease_seen_by(actor, reference)
    rows = lease.renewals.select_related("lease", "successor").order_by("-pk")
    return get_object_or_404(rows[:1])


def _transfers(lease: Lease) -> list[Transfer]:
    return list(lease.transfers.select_related("lease", "before", "after"))


def _transfer(actor: Actor, reference: str, pk: int) -> Transfer:
    rows = Transfer.objects.select_related("lease__market", "before", "after")
    return get_object_or_404(rows, lease=lease_seen_by(actor, reference), pk=pk)


def _vendor(actor: Actor, told: TransferIn) -> Vendor:
    if told.vendor is not None and actor.operator:
        return get_object_or_404(vendors_seen_by(actor), pk=told.vendor)
    return vendor_by_phone(told.phone)

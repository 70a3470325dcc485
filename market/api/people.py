"""Who acts for a vendor: invited by phone, removed at once; and the code from the desk."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import StringConstraints

from market import clock
from market.actions import codes, members
from market.api.access import caller, member, operator
from market.api.idempotency import answered_afresh
from market.api.schemas import Moment, Out, Short, Strict
from market.core.actors import Actor
from market.core.wording import masked
from market.models import Invitation, Member, Vendor
from market.queries.vendors import members_seen_by, vendors_seen_by

router = Router(auth=member)

Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class PersonOut(Out):
    """Somebody who acts for a vendor. role: owner, or helper (files papers and reads)."""

    id: int
    name: str
    phone_masked: str
    role: str
    since: Moment

    @classmethod
    def of(cls, person: Member) -> "PersonOut":
        return cls(
            id=person.pk,
            name=str(person.user),
            phone_masked=masked(person.user.phone or ""),
            role=person.role,
            since=person.since,
        )


class InvitationOut(Out):
    """Whoever proves this phone until then joins."""

    id: int
    name: str
    phone_masked: str
    role: str
    expires_at: Moment
    taken_at: Moment | None
    withdrawn_at: Moment | None

    @classmethod
    def of(cls, invitation: Invitation) -> "InvitationOut":
        return cls(
            id=invitation.pk,
            name=invitation.name,
            phone_masked=masked(invitation.phone),
            role=invitation.role,
            expires_at=invitation.expires_at,
            taken_at=invitation.taken_at,
            withdrawn_at=invitation.withdrawn_at,
        )


class InvitationIn(Strict):
    """Who is invited, and as what."""

    phone: Short
    name: Short
    role: Literal["owner", "helper"] = "helper"


class DeskCodeIn(Strict):
    """Whose phone it would have been, and how the operator knows who stands there."""

    phone: Short
    reason: Why


class DeskCodeOut(Out):
    """A code to log in with, shown this once."""

    code: str
    minutes: int


@router.get("/vendors/{int:vendor_id}/people", response=list[PersonOut])
def people(request: HttpRequest, vendor_id: int) -> list[PersonOut]:
    """Who acts for a vendor."""
    vendor = _vendor(caller(request), vendor_id)
    return [PersonOut.of(each) for each in vendor.members.select_related("user").order_by("pk")]


@router.get("/vendors/{int:vendor_id}/invitations", response=list[InvitationOut])
def invitations(request: HttpRequest, vendor_id: int) -> list[InvitationOut]:
    """Who was invited, the latest first."""
    vendor = _vendor(caller(request), vendor_id)
    return [InvitationOut.of(each) for each in vendor.invitations.all()[:50]]


@router.post("/vendors/{int:vendor_id}/invitations", response={201: InvitationOut})
def invite(request: HttpRequest, vendor_id: int, given: InvitationIn) -> Status[InvitationOut]:
    """Invite somebody by phone; they join at their next log-in."""
    by = caller(request)
    vendor = _vendor(by, vendor_id)
    made = members.invite(vendor, **given.model_dump(), by=by, at=clock.now())
    return Status(201, InvitationOut.of(made))


@router.post("/invitations/{int:invitation_id}/withdraw", response=InvitationOut)
def withdraw(request: HttpRequest, invitation_id: int) -> InvitationOut:
    """Take an invitation back."""
    by = caller(request)
    seen = Invitation.objects.filter(vendor__in=vendors_seen_by(by).order_by())
    found = get_object_or_404(seen, pk=invitation_id)
    return InvitationOut.of(members.withdraw(found, by=by, at=clock.now()))


@router.delete("/people/{int:person_id}", response={204: None})
def remove(request: HttpRequest, person_id: int) -> Status[None]:
    """Somebody acts for the vendor no more."""
    by = caller(request)
    found = get_object_or_404(members_seen_by(by), pk=person_id)
    members.remove(found, by=by, at=clock.now())
    return Status(204, None)


@router.post("/vendors/{int:vendor_id}/desk-codes", response={201: DeskCodeOut}, auth=operator)
@answered_afresh
def hand_out(request: HttpRequest, vendor_id: int, given: DeskCodeIn) -> Status[DeskCodeOut]:
    """Hand a log-in code over at the desk, after looking at an identity card."""
    by = caller(request)
    vendor = _vendor(by, vendor_id)
    code = codes.hand_out(vendor, given.phone, reason=given.reason, by=by, at=clock.now())
    minutes = int(codes.DESK_LIFE.total_seconds() // 60)
    return Status(201, DeskCodeOut(code=code, minutes=minutes))


def _vendor(by: Actor, pk: int) -> Vendor:
    return get_object_or_404(vendors_seen_by(by), pk=pk)

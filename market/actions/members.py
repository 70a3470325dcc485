"""Who acts for a vendor: invited by phone, taken up at the next log-in, removed at once."""

from datetime import datetime, timedelta

from django.db import transaction

from market import rules
from market.actions import moves
from market.core.actors import MEMBER_ROLES, OWNER, Actor
from market.core.identity import mobile
from market.core.names import person_name
from market.core.particulars import at_field
from market.core.refusals import Conflict, Invalid
from market.core.wording import masked
from market.models import Invitation, Member, User, Vendor
from market.queries.vendors import open_invitations

LIFE = timedelta(days=7)
MOST = 10


@transaction.atomic
def invite(
    vendor: Vendor, *, phone: str, name: str, role: str, by: Actor, at: datetime
) -> Invitation:
    """Let whoever proves this phone within a week act for the vendor. Twice is once.

    role: owner or helper. Whether anybody here knows the phone, this does not tell. Raises
    Invalid for what is no mobile number, name or role, and Conflict("too_many_people").
    """
    rules.require(by, "member.invite", vendor)
    number: str = at_field("phone", mobile, phone)
    called = person_name(name)
    if role not in MEMBER_ROLES:
        raise Invalid("bad_role", "Choose what they may do.", field="role")
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    standing = open_invitations(at).filter(vendor=vendor)
    if known := standing.filter(phone=number, role=role).first():
        return known
    if standing.count() + vendor.members.count() >= MOST:
        raise Conflict("too_many_people", "{most} people are enough for one stall.", most=MOST)
    Invitation.objects.filter(vendor=vendor, phone=number, taken_at=None, withdrawn_at=None).update(
        withdrawn_at=at
    )
    made = Invitation.objects.create(
        vendor=vendor, phone=number, name=called, role=role, invited_at=at, expires_at=at + LIFE
    )
    moves.note(vendor, "invite", by=by, at=at, reason=f"{called} {masked(number)} ({role})")
    return made


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """Take an invitation back that nobody has taken up."""
    rules.require(by, "member.invite", invitation.vendor)
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if held.taken_at is not None:
        raise Conflict("taken_up", "It was taken up already. Remove the person instead.")
    if held.withdrawn_at is None:
        held.withdrawn_at = at
        held.save(update_fields=["withdrawn_at"])
        moves.note(held.vendor, "uninvite", by=by, at=at, reason=held.name)
    return held


def take_up(user: User, *, at: datetime) -> None:
    """Make a person whose phone was proved a member wherever the phone was invited."""
    for invitation in open_invitations(at).select_for_update().filter(phone=user.phone or ""):
        Member.objects.get_or_create(
            user=user,
            vendor_id=invitation.vendor_id,
            defaults={"role": invitation.role, "since": at},
        )
        Invitation.objects.filter(pk=invitation.pk).update(taken_at=at)
        if not user.name:
            User.objects.filter(pk=user.pk).update(name=invitation.name)
        moves.note(
            invitation.vendor,
            "join",
            by=Actor(invitation.name, user=user.pk),
            at=at,
            reason=invitation.role,
        )


@transaction.atomic
def remove(member: Member, *, by: Actor, at: datetime) -> None:
    """Somebody acts for the vendor no more, from this moment on; their log-in is worth nothing here.

    Raises Conflict("last_owner"): a vendor without one could not get back in.
    """
    vendor = Vendor.objects.select_for_update(no_key=True).get(pk=member.vendor_id)
    rules.require(by, "member.remove", vendor)
    owners = vendor.members.filter(role=OWNER)
    if member.role == OWNER and owners.count() <= 1:
        raise Conflict("last_owner", "Somebody has to stay. Invite another owner first.")
    member.delete()
    moves.note(vendor, "remove_member", by=by, at=at, reason=str(member.user))

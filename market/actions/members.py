"""Who acts for a vendor: invited by phone, told so, in from the next log-in on, removed at once."""

from datetime import datetime, timedelta

from django.db import transaction

from market import rules
from market.actions import moves, notices
from market.core.actors import MEMBER_ROLES, OWNER, Actor
from market.core.hours import local_day
from market.core.identity import mobile
from market.core.names import person_name
from market.core.particulars import at_field
from market.core.periods import ONE_DAY
from market.core.refusals import Conflict, Invalid
from market.core.wording import masked
from market.models import Invitation, Market, Member, User, Vendor
from market.queries.readers import subject_of
from market.queries.vendors import open_invitations

LIFE = timedelta(days=7)
MOST = 10
MOST_A_DAY = 20


@transaction.atomic
def invite(
    vendor: Vendor, *, phone: str, name: str, role: str, by: Actor, at: datetime
) -> Invitation:
    """Let whoever proves this phone within a week act for the vendor. Twice is once.

    role: owner or helper. The phone gets one message, in decent hours. Whether anybody here knows
    it, this does not tell. Raises Invalid for what is no mobile number, name or role,
    Conflict("too_many_people") and, within a day, Conflict("too_many_invitations").
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
    _require_measure(vendor, at)
    Invitation.objects.filter(vendor=vendor, phone=number, taken_at=None, withdrawn_at=None).update(
        withdrawn_at=at
    )
    made = Invitation.objects.create(
        vendor=vendor, phone=number, name=called, role=role, invited_at=at, expires_at=at + LIFE
    )
    moves.note(vendor, "invite", by=by, at=at, reason=f"{called} {masked(number)} ({role})")
    _tell(made, by=by, at=at)
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


def _require_measure(vendor: Vendor, at: datetime) -> None:
    """Every invitation is a message to somebody who may not know the house."""
    if vendor.invitations.filter(invited_at__gt=at - ONE_DAY).count() >= MOST_A_DAY:
        raise Conflict(
            "too_many_invitations",
            "That was the last of {most} invitations within a day. Please go on tomorrow.",
            most=MOST_A_DAY,
        )


def _tell(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    vendor = invitation.vendor
    inviter = User.objects.filter(pk=by.user).first() if by.user else None
    known = User.objects.filter(phone=invitation.phone).first()
    notices.say(
        "invited",
        subject=subject_of(invitation),
        vendor=None,
        market=Market.objects.filter(accounts__vendor=vendor).order_by("accounts__pk").first(),
        language=known.language if known else "",
        key=f"invited/{invitation.pk}",
        facts={
            "by": (inviter.name if inviter else "") or vendor.contact or vendor.name,
            "vendor": vendor.name,
            "until": local_day(invitation.expires_at).isoformat(),
        },
        at=at,
        stale_at=invitation.expires_at,
    )

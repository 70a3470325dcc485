"""Those who log in: who they are to the house, and what they may do."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from market import rules
from market.actions import members
from market.core.actors import HELPER, ROLES, STRANGER, Actor, RoleAt
from market.core.names import person_name
from market.core.refusals import Conflict, Invalid
from market.models import Market, Member, Role, User, Vendor, Zone


def actor_of(user: User | AnonymousUser) -> Actor:
    """Whoever this is, with the roles held and the vendors acted for. Three queries at most."""
    if not isinstance(user, User) or not user.is_active:
        return STRANGER
    roles = user.roles.prefetch_related("zones")
    vendors, helps = acting_for(user)
    return Actor(
        name=str(user),
        user=user.pk,
        roles=tuple(
            RoleAt(role.name, role.market_id, frozenset(zone.pk for zone in role.zones.all()))
            for role in roles
        ),
        vendors=vendors,
        helps=helps,
    )


def acting_for(user: User) -> tuple[frozenset[int], frozenset[int]]:
    """The vendors that a person may act for, and those of them that they only help."""
    held = dict(user.memberships.values_list("vendor_id", "role"))
    return frozenset(held), frozenset(v for v, role in held.items() if role == HELPER)


def vendors_of(user: User) -> frozenset[int]:
    """The vendors that a person may act for."""
    return frozenset(user.memberships.values_list("vendor_id", flat=True))


@transaction.atomic
def add_operator(
    username: str, *, name: str, role: str, market: Market | None, by: Actor, at: datetime
) -> tuple[User, str]:
    """Let a new person into the house, with one role at one market, or at every one.

    This will give the user and a first password, to be handed over and changed; it is not kept
    readable anywhere. Raises Conflict("username_taken").
    """
    rules.require(by, "operator.add", market)
    password = secrets.token_urlsafe(12)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username=username.strip(),
                password=password,
                name=person_name(name),
                date_joined=at,
            )
    except IntegrityError as fault:
        raise Conflict(
            "username_taken",
            "There is somebody called {username} already. Please choose another log-in name.",
            username=username,
            field="username",
        ) from fault
    grant_role(user, role, market=market, by=by, at=at)
    return user, password


def grant_role(
    user: User,
    name: str,
    *,
    market: Market | None,
    by: Actor,
    at: datetime,
    zones: Iterable[Zone] = (),
) -> Role:
    """Make somebody a manager, cashier… of a market, or of every one. Twice is once.

    Only an owner of that market may. zones: what a steward looks after, all of the same market.
    """
    rules.require(by, "role.grant", market)
    _require_role(name)
    wanted = list(zones)
    if any(market is None or zone.market_id != market.pk for zone in wanted):
        raise Invalid("zone_elsewhere", "This zone belongs to another market.", field="zones")
    role, _ = Role.objects.get_or_create(user=user, market=market, name=name)
    role.zones.set(wanted)
    return role


def take_role(role: Role, *, by: Actor, at: datetime) -> None:
    """Take a role away again. What was done with it stays done."""
    rules.require(by, "role.grant", role.market)
    role.delete()


@transaction.atomic
def link_by_phone(user: User, *, at: datetime) -> None:
    """Let a person whose phone was proved act for every vendor that gives it as its contact.

    Whoever invited this phone has their invitation taken up.
    """
    vendors = Vendor.objects.filter(phone=user.phone).exclude(phone="")
    Member.objects.bulk_create(
        (Member(user=user, vendor=vendor, since=at) for vendor in vendors), ignore_conflicts=True
    )
    members.take_up(user, at=at)


def unlink_phone(vendor: Vendor, phone: str) -> None:
    """The number is no longer this vendor's: whoever came in by it does so no more."""
    Member.objects.filter(vendor=vendor, user__phone=phone).delete()


def choose_language(user: User, language: str) -> None:
    """Speak to this person in another language from now on."""
    User.objects.filter(pk=user.pk).update(language=language)


def _require_role(name: str) -> None:
    if name not in ROLES:
        raise Invalid(
            "bad_role", "There is no such role. Choose one of: {roles}.", roles=", ".join(ROLES)
        )

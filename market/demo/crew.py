"""Those who work at the demo market, and with what they log in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from market.actions import people
from market.core.actors import HOUSE, Actor
from market.demo import numbers
from market.models import Market, User, Vendor, Zone

PASSWORD = "huiquan-demo"  # noqa: S105 — everybody is to know it


@dataclass(frozen=True)
class Operator:
    """Somebody with a role; a steward looks after a zone."""

    username: str
    name: str
    role: str
    does: str
    zone: str = ""


CREW = (
    Operator("owner", "于镕", "owner", "everything"),
    Operator("manager", "丛海燕", "manager", "applications, leases, nights"),
    Operator("cashier", "毕秀云", "cashier", "bills and payments"),
    Operator("checker", "孙堃", "checker", "papers"),
    Operator("steward", "慕建国", "steward", "the Star Street", "star-street"),
    Operator("auditor", "林静", "auditor", "looks, changes nothing"),
)
# vendors who are worth being for a while: their number, and why
VENDORS = (
    (1, "蔄记海鲜", "two bills open, a lease and a paper running out"),
    (110, "蔄小满冰粉", "has a place on Star Street the next night"),
)


def hire(market: Market, *, at: datetime) -> None:
    """Let the crew in, each with the one password of the demo."""
    password = make_password(PASSWORD)
    joined = at - timedelta(days=600)
    for operator in CREW:
        user = User.objects.create(
            username=operator.username,
            name=operator.name,
            password=password,
            is_staff=operator.role == "owner",
            is_superuser=operator.role == "owner",
            date_joined=joined,
        )
        zones = Zone.objects.filter(market=market, code=operator.zone)
        people.grant_role(user, operator.role, market=market, zones=zones, by=HOUSE, at=joined)


def acting(username: str) -> Actor:
    """One of the crew, as whoever does something."""
    return people.actor_of(User.objects.get(username=username))


def own_hand(vendor: Vendor) -> Actor:
    """A vendor who acts on its own."""
    return Actor(vendor.contact or vendor.name, vendors=frozenset({vendor.pk}))


def logins() -> list[str]:
    """The lines that say who can log in, and how."""
    return [
        f"Log-ins of the demo, at /desk/ (password for all: {PASSWORD})",
        *(f"  {each.username:<9} {each.name}: {each.does}" for each in CREW),
        "Vendors come in at /me/ by phone; the code arrives in /mailbox/",
        *(f"  {numbers.phone(number)}  {name}: {why}" for number, name, why in VENDORS),
    ]

"""Vendors and their workers: who is seen by whom, who is found, and who may be the same."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from market.core.actors import Actor
from market.core.identity.phones import mobile
from market.core.refusals import Invalid
from market.models import Account, Invitation, Member, Vendor, Worker
from market.queries.sight import EVERYBODY_HERE, of_vendors, sight_of
from market.sealing import PERSON, house_seal


@dataclass(frozen=True)
class Hint:
    """Another vendor that may be the same one, and by what: phone, identity, uscc or name."""

    vendor: Vendor
    by: str


def vendors_seen_by(actor: Actor) -> QuerySet[Vendor]:
    """The vendors with an account at one's markets, and those one acts for, by name."""
    accounts = Prefetch("accounts", queryset=Account.objects.order_by("pk"))
    sight = sight_of(actor, "vendor", EVERYBODY_HERE)
    return Vendor.objects.filter(of_vendors(sight)).prefetch_related(accounts)


def own_vendors(actor: Actor) -> QuerySet[Vendor]:
    """Those that one acts for, whatever else one may see. They are not in any order."""
    return Vendor.objects.filter(pk__in=actor.vendors)


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    """Those that can still be taken up."""
    return Invitation.objects.filter(taken_at=None, withdrawn_at=None, expires_at__gt=at)


def vendor_by_phone(text: str) -> Vendor:
    """The vendor with that mobile number. Raises Invalid where there is none, or several."""
    found = list(Vendor.objects.filter(phone=mobile(text)).order_by("pk")[:2])
    if len(found) != 1:
        raise Invalid(
            "no_vendor_by_phone",
            "No vendor here has this number. They have to apply at the market first.",
            field="phone",
        )
    return found[0]


def workers_seen_by(actor: Actor) -> QuerySet[Worker]:
    """The workers of the vendors that the actor sees, by name."""
    sight = sight_of(actor, "vendor", EVERYBODY_HERE)
    return (
        Worker.objects.filter(of_vendors(sight, "vendor"))
        .select_related("vendor")
        .prefetch_related("vendor__accounts")
        .order_by("name_key", "pk")
    )


def members_seen_by(actor: Actor) -> QuerySet[Member]:
    """Who acts for the vendors that the actor sees, the longest there first."""
    sight = sight_of(actor, "vendor", EVERYBODY_HERE)
    rows = Member.objects.filter(of_vendors(sight, "vendor"))
    return rows.select_related("user", "vendor").order_by("vendor", "since", "pk")


def searched(vendors: QuerySet[Vendor], text: str) -> QuerySet[Vendor]:
    """Those whose name, contact, phone or credit code holds the text."""
    words = text.strip()
    if not words:
        return vendors
    return vendors.filter(
        Q(name__icontains=words)
        | Q(contact__icontains=words)
        | Q(phone__contains=words)
        | Q(uscc__iexact=words)
    )


def holders_of(identity_number: str, *, among: QuerySet[Vendor]) -> QuerySet[Vendor]:
    """The vendors with this identity number (in its one written form), also among their workers."""
    prints = house_seal().fingerprints(identity_number, PERSON)
    return among.filter(Q(id_print__in=prints) | Q(workers__id_print__in=prints)).distinct()


def duplicates(vendor: Vendor, *, among: QuerySet[Vendor]) -> list[Hint]:
    """Other vendors that may be the same one, the strongest hint of each: at most 20."""
    alike = Q(name=vendor.name)
    for field in ("id_print", "uscc", "phone"):
        if value := getattr(vendor, field):
            alike |= Q(**{field: value})
    found = (
        among.prefetch_related(None)
        .filter(alike)
        .exclude(pk=vendor.pk)
        .order_by("name_key", "pk")[:20]
    )
    return [Hint(other, _likeness(vendor, other)) for other in found]


def _likeness(vendor: Vendor, other: Vendor) -> str:
    for field, word in (("id_print", "identity"), ("uscc", "uscc"), ("phone", "phone")):
        if getattr(vendor, field) and getattr(vendor, field) == getattr(other, field):
            return word
    return "name"

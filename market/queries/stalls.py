"""What a customer may see of a stall: who trades there, with which papers, checked when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from market.core.hours import local_day
from market.core.states import PermitState
from market.core.wording import masked
from market.models import Inspection, Permit, Pitch, Vendor
from market.queries.permits import in_force
from market.queries.standing import vendor_at

# what hangs at a stall by law; whatever is about a person's health is said without the person
SHOWN = frozenset(
    (
        *("BIZ_LICENSE", "FOOD_PERMIT", "SD_SMALL_CATERING", "SD_FOOD_STALL_CARD"),
        *("PREPACK_FILING", "SCALE_VERIFY"),
    )
)
HEALTH = "HEALTH_CERT"


@dataclass(frozen=True)
class Shown:
    """A paper as it may be shown. until: its last day, none for no end."""

    permit: Permit
    number: str
    until: date | None


@dataclass(frozen=True)
class Stall:
    """One pitch on a day. person: the contact's name, all but its first sign masked."""

    pitch: Pitch
    vendor: Vendor | None
    person: str
    papers: list[Shown]
    healthy: int
    grade: str
    inspected_on: date | None


def stall_of(pitch: Pitch, *, on: date) -> Stall:
    """The stall as the public sees it. Five queries at most."""
    vendor = vendor_at(pitch, on)
    if vendor is None:
        return Stall(pitch, None, "", [], 0, "", None)
    here = Q(pitch=None) | Q(pitch=pitch) | ~Q(pitch__zone=pitch.zone_id)
    valid = in_force(Permit.objects.filter(here, vendor=vendor), on=on).select_related("type")
    papers = valid.filter(type__code__in=SHOWN).order_by("type__code", "-expires_on", "-pk")
    visit = (
        Inspection.objects.filter(vendor=vendor, state="recorded")
        .order_by("-inspected_at", "-pk")
        .first()
    )
    return Stall(
        pitch=pitch,
        vendor=vendor,
        person=masked(vendor.contact) if vendor.contact else "",
        papers=[Shown(each, each.number, each.expires_on) for each in papers],
        healthy=valid.filter(type__code=HEALTH, state=PermitState.ACCEPTED)
        .values("worker")
        .distinct()
        .count(),
        grade=visit.grade if visit else "",
        inspected_on=local_day(visit.inspected_at) if visit else None,
    )

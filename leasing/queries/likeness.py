"""Applications that may come from the same people: hints for the desk, and for nobody else."""

from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet

from leasing.core.states import OPEN_APPLICATIONS
from leasing.models import Application
from market.models import Vendor
from market.queries.vendors import Hint, duplicates

ENOUGH = 0.7
MOST = 20
_SAME = ("phone", "id_print", "uscc")


def with_likeness(applications: QuerySet[Application]) -> QuerySet[Any]:
    """Each with `alike`: another vendor's open application here has its phone, number or code."""
    others = Application.objects.filter(
        market=OuterRef("market"), state__in=OPEN_APPLICATIONS
    ).exclude(vendor=OuterRef("vendor"))
    same = Q(pk__in=())
    for field in _SAME:
        same |= Q(**{f"vendor__{field}": OuterRef(f"vendor__{field}")}) & ~Q(
            **{f"vendor__{field}": ""}
        )
    return applications.annotate(alike=Exists(others.filter(same)))


def also_open(application: Application) -> Application | None:
    """An open application for the same kind of pitch under the same phone, of another record.

    Its reference is told to that phone, and to nobody who merely typed the number.
    """
    phone = application.vendor.phone
    others = Application.objects.filter(
        market=application.market,
        kind=application.kind,
        call=application.call,
        state__in=OPEN_APPLICATIONS,
        submitted_at__isnull=False,
        vendor__phone=phone,
    ).exclude(vendor=application.vendor_id)
    return others.order_by("-submitted_at").first() if phone else None


def hints_of(vendor: Vendor, *, among: QuerySet[Vendor]) -> list[Hint]:
    """Vendors that may be this one: by phone, number, code or name, then by a similar name."""
    surely = duplicates(vendor, among=among)
    known = {vendor.pk, *(hint.vendor.pk for hint in surely)}
    similar = (
        among.prefetch_related(None)
        .filter(name__trigram_similar=vendor.name)
        .annotate(nearness=TrigramSimilarity("name", vendor.name))
        .filter(nearness__gte=ENOUGH)
        .exclude(pk__in=known)
        .order_by("-nearness", "pk")[: MOST - len(surely)]
    )
    return [*surely, *(Hint(other, "similar") for other in similar)]


def rivals_of(application: Application) -> QuerySet[Application]:
    """Open applications of others that name one of the same pitches, the earliest first."""
    wishes = application.wishes.values("pitch")
    found = Application.objects.filter(
        state__in=OPEN_APPLICATIONS, submitted_at__isnull=False, wishes__pitch__in=wishes
    ).exclude(vendor=application.vendor_id)
    return found.select_related("vendor").order_by("submitted_at", "pk").distinct()

"""Folders for inspectors as far as one may see them, and everything that goes into one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from market.core.actors import Actor
from market.core.dossiers import Scope
from market.core.hours import local_day
from market.core.inspecting.states import InspectionState, ScaleState
from market.core.states import PermitState
from market.models import (
    Complaint,
    Dossier,
    Finding,
    Inspection,
    Penalty,
    Permit,
    QuickTest,
    Scale,
    ScaleLog,
    Upload,
    Vendor,
    Worker,
)
from market.queries.inspections import candidates
from market.queries.sight import sight_of
from market.queries.standing import gone

FETCHING = frozenset(("owner", "manager", "checker"))
ON_FILE = (PermitState.ACCEPTED, PermitState.SUBMITTED, PermitState.REVOKED)
LEFT_LATELY = timedelta(days=183)


@dataclass(frozen=True)
class Filed:
    """A vendor with where it stands, as it goes into a folder."""

    vendor: Vendor
    pitches: tuple[str, ...]


def dossiers_seen_by(by: Actor) -> QuerySet[Dossier]:
    """The folders of one's markets, the latest first."""
    sight = sight_of(by, "dossier", FETCHING)
    rows = Dossier.objects.select_related("market", "zone", "vendor").order_by("-asked_at", "-pk")
    return rows if sight.markets is None else rows.filter(market__in=sight.markets)


class Contents:
    """What a folder holds, asked in sets: so many queries however many vendors there are."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.on = local_day(dossier.asked_at)
        self.since = dossier.since

    def vendors(self) -> list[Filed]:
        """Whose files go in, in the order of the ground; who stands nowhere today comes last.

        Of a zone: who stands in it. Of a market: everybody with an account who has a paper on file
        or a pitch, and has not left more than half a year ago.
        """
        there = candidates(self.dossier.market, self.dossier.zone, on=self.on)
        pitches: dict[int, list[str]] = defaultdict(list)
        for each in there:
            pitches[each.vendor].append(each.pitch.code)
        rows = self._chosen(set(pitches))
        order = {vendor: place for place, vendor in enumerate(pitches)}
        last = len(order)
        found = sorted(rows, key=lambda row: (order.get(row.pk, last), row.name_key, row.pk))
        return [Filed(row, tuple(pitches.get(row.pk, ()))) for row in found]

    def _chosen(self, standing: set[int]) -> QuerySet[Vendor]:
        dossier = self.dossier
        if dossier.scope == Scope.VENDOR:
            return Vendor.objects.filter(pk=dossier.vendor_id or 0)
        if dossier.scope == Scope.ZONE:
            return Vendor.objects.filter(pk__in=standing)
        long_gone = [vendor for vendor, day in gone(self.on).items() if day < self.on - LEFT_LATELY]
        filed = Permit.objects.filter(state__in=ON_FILE).values("vendor")
        here = Vendor.objects.filter(accounts__market=dossier.market).exclude(pk__in=long_gone)
        return here.filter(Q(pk__in=standing) | Q(pk__in=filed))

    def permits(self, vendors: Iterable[int]) -> QuerySet[Permit]:
        rows = Permit.objects.filter(vendor__in=list(vendors), state__in=ON_FILE)
        return rows.select_related("vendor", "type", "worker", "pitch").order_by(
            "vendor__name_key", "vendor", "type__code", "-expires_on", "-pk"
        )

    def uploads(self, vendors: Iterable[int]) -> QuerySet[Upload]:
        rows = Upload.objects.filter(
            permit__vendor__in=list(vendors), permit__state__in=ON_FILE, erased_at=None
        )
        if not self.dossier.with_sensitive:
            rows = rows.filter(sealed=False)
        return rows.select_related("permit__type", "permit__worker", "permit__vendor").order_by(
            "pk"
        )

    def workers(self, vendors: Iterable[int]) -> QuerySet[Worker]:
        here = Worker.objects.filter(vendor__in=list(vendors))
        return here.filter(Q(until=None) | Q(until__gte=self.on)).order_by("vendor", "name_key")

    def inspections(self, vendors: Iterable[int]) -> QuerySet[Inspection]:
        rows = Inspection.objects.filter(
            market=self.dossier.market,
            vendor__in=list(vendors),
            inspected_at__date__gte=self.since,
            state=InspectionState.RECORDED,
        )
        return rows.select_related("vendor", "pitch").order_by("inspected_at", "pk")

    def findings(self, vendors: Iterable[int]) -> QuerySet[Finding]:
        rows = Finding.objects.filter(
            market=self.dossier.market,
            vendor__in=list(vendors),
            inspection__inspected_at__date__gte=self.since,
            inspection__state=InspectionState.RECORDED,
        )
        return rows.select_related("vendor", "item", "inspection").order_by("due_on", "pk")

    def photos(self, vendors: Iterable[int]) -> QuerySet[Upload]:
        """The photos of what was found and of how it is now."""
        rows = Upload.objects.filter(
            finding_photo__finding__in=self.findings(vendors).order_by(), erased_at=None
        )
        return rows.select_related("finding_photo__finding__item").order_by("pk")

    def scales(self, vendors: Iterable[int]) -> QuerySet[Scale]:
        """The vendors' scales, and unless it is about one vendor the market's own."""
        whose = Q(vendor__in=list(vendors))
        if self.dossier.scope != Scope.VENDOR:
            whose |= Q(vendor=None)
        rows = Scale.objects.filter(whose, market=self.dossier.market)
        return (
            rows.exclude(state=ScaleState.RETIRED)
            .select_related("vendor", "pitch")
            .annotate(until=Max("verifications__until"), verified=Max("verifications__day"))
            .order_by("-fair", "number", "pk")
        )

    def scale_logs(self, vendors: Iterable[int]) -> QuerySet[ScaleLog]:
        rows = ScaleLog.objects.filter(scale__market=self.dossier.market, day__gte=self.since)
        if self.dossier.scope == Scope.VENDOR:
            rows = rows.filter(vendor__in=list(vendors))
        return rows.select_related("scale", "vendor").order_by("day", "pk")

    def quick_tests(self, vendors: Iterable[int]) -> QuerySet[QuickTest]:
        rows = QuickTest.objects.filter(market=self.dossier.market, vendor__in=list(vendors))
        rows = rows.filter(day__gte=self.since).select_related("vendor", "pitch")
        return rows.order_by("day", "pk")

    def penalties(self, vendors: Iterable[int]) -> QuerySet[Penalty]:
        rows = Penalty.objects.filter(market=self.dossier.market, vendor__in=list(vendors))
        return rows.select_related("vendor").order_by("penalised_on", "pk")

    def complaints(self, vendors: Iterable[int]) -> QuerySet[Complaint]:
        """Without how to reach whoever complained."""
        whose = Q(vendor__in=list(vendors))
        if self.dossier.scope == Scope.MARKET:
            whose |= Q(vendor=None)
        rows = Complaint.objects.filter(whose, market=self.dossier.market)
        rows = rows.filter(received_at__date__gte=self.since)
        return rows.select_related("vendor", "pitch").order_by("received_at", "pk")


def recent_enough(day: date, on: date) -> bool:
    """A folder looks back five years at most."""
    return on - timedelta(days=5 * 366) <= day <= on

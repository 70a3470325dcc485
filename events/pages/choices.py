"""Which part of the programme the reader wants to see; kept in the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from events.models import Series, Session
from events.pages.found import found
from events.queries.sessions import on_ground_of, series_seen_by
from market.core.actors import STRANGER
from market.models import Zone


@dataclass(frozen=True)
class Choice:
    """One zone, one series, both, or all there is."""

    zone: Zone | None
    series: Series | None

    def narrow(self, rows: QuerySet[Session]) -> QuerySet[Session]:
        if self.zone is not None:
            rows = on_ground_of(rows, self.zone)
        return rows if self.series is None else rows.filter(series=self.series)

    def address(self, **more: str) -> str:
        """The page's address with this choice and what is given besides."""
        asked = {
            "zone": self.zone.code if self.zone else "",
            "series": self.series.slug if self.series else "",
            **more,
        }
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def choice_of(request: HttpRequest) -> Choice:
    """From ?zone= and ?series=. Raises Http404 for what does not exist."""
    zone, series = request.GET.get("zone"), request.GET.get("series")
    return Choice(
        zone=found(Zone.objects.filter(code=zone)) if zone else None,
        series=found(public_series().filter(slug=series)) if series else None,
    )


def public_series() -> QuerySet[Series]:
    """The series of which the public may see a session."""
    rows = series_seen_by(STRANGER).filter(sessions__announced_at__isnull=False)
    return rows.distinct()


def public_zones() -> QuerySet[Zone]:
    """The zones in which something is announced."""
    return Zone.objects.filter(session__announced_at__isnull=False).distinct()

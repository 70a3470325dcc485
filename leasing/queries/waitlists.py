"""The waiting lists: one for each call, and one for each kind of pitch outside of calls."""

from django.db.models import QuerySet

from leasing.core.states import ApplicationState
from leasing.models import Application


def line_of(application: Application) -> QuerySet[Application]:
    """Those on the same waiting list, in their order."""
    same = Application.objects.filter(
        state=ApplicationState.WAITLISTED,
        market=application.market_id,
        call=application.call_id,
        kind=application.kind,
    )
    return same.select_related("vendor", "wish").order_by("place", "pk")


def next_in_line(application: Application) -> Application | None:
    """Who comes next for the pitch that this one did not take: those who wish for it first."""
    line = line_of(application).exclude(pk=application.pk)
    lease = application.leases.order_by("-pk").first()
    pitches = lease.pitches.values("pitch") if lease is not None else None
    wishing = line.filter(wishes__pitch__in=pitches) if pitches is not None else line.none()
    return wishing.first() or line.first()

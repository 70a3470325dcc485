"""Which pitches could be offered on an application now."""

from datetime import date

from django.db.models import QuerySet

from leasing.models import Application, Decision
from leasing.queries.calls import pitches_of
from market.core.periods import Period, months_after
from market.models import Pitch
from market.queries.free import free_for


def pitches_for(application: Application, *, on: date) -> QuerySet[Pitch]:
    """Those of its call or kind that are free for its time and meant for nobody else."""
    first = max(application.starts_on or on, on)
    free = free_for(application.market, Period(first, months_after(first, application.months)))
    others = Decision.objects.exclude(application=application).filter(pitch__isnull=False)
    free = free.exclude(pk__in=others.values("pitch"))
    if application.call is not None:
        return free.filter(pk__in=pitches_of(application.call).order_by().values("pk"))
    return free.filter(kind=application.kind)


def open_to_wish(application: Application, *, on: date) -> QuerySet[Pitch]:
    """What an applicant can wish for: the call's own pitches, or what is free of the kind.

    What is meant for others is in it: that they were decided on is nobody's business yet.
    """
    if application.call is not None and application.call.pitch_rows.exists():
        return pitches_of(application.call)
    first = max(application.starts_on or on, on)
    free = free_for(application.market, Period(first, months_after(first, application.months)))
    within = free.filter(kind=application.kind) | Pitch.objects.filter(
        pk__in=application.wishes.values("pitch")
    ).select_related("zone__market")
    if application.call is not None and application.call.zone_id:
        within = within.filter(zone=application.call.zone_id)
    return within.order_by("zone__position", "zone", "code_key", "pk")

"""What the desk shows of a series: how many dates it has, and how they stand."""

from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from events.core.states import SessionState
from events.models import Series, Session
from events.queries.sessions import series_worked_by, sessions_worked_by
from market.core.actors import Actor


def series_of_desk(by: Actor, *, on: date) -> QuerySet[Series]:
    """The series of one's markets, with how many dates are to come and when the next one is."""
    coming = Q(sessions__day__gte=on) & ~Q(sessions__state=SessionState.CANCELLED)
    rows = series_worked_by(by).select_related("programme", "market", "zone")
    return rows.annotate(
        coming=Count("sessions", filter=coming),
        announced=Count("sessions", filter=coming & ~Q(sessions__state=SessionState.PLANNED)),
        next_on=Min("sessions__day", filter=coming),
    ).order_by("programme__name", "name", "pk")


def coming_dates(by: Actor, series: Series, *, on: date) -> QuerySet[Session]:
    """The dates of a series from a day on, those called off too."""
    return sessions_worked_by(by).filter(series=series, day__gte=on).order_by("starts_at", "pk")

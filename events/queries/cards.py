"""What the first page says is on."""

from datetime import date

from django.urls import reverse

from events.core.states import SessionState
from events.models import Session
from events.queries.sessions import announced
from market.core.waiting import Card

SHOWN = 3


def coming(on: date) -> list[Card]:
    """The next three sessions from a day on that take place."""
    rows = announced().filter(day__gte=on, state=SessionState.PUBLISHED)
    return [_card(session) for session in rows.exclude(series__kind="closure")[:SHOWN]]


def _card(session: Session) -> Card:
    return Card(
        url=reverse("events:session", args=[session.pk]),
        name=session.name or session.series.name,
        name_en=session.name_en or session.name or session.series.name_en,
        place=str(session.zone or session.series.market),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
    )

"""Who has which pitch about now."""

from datetime import datetime

from django.db.models import QuerySet

from events.core.nights import EARLY
from events.core.states import SessionState, SignUpState
from events.models import SignUp
from market.models import Pitch


def places_about(at: datetime) -> QuerySet[SignUp]:
    """The places of sessions that are on, or begin within four hours."""
    rows = SignUp.objects.select_related(
        "vendor", "pitch", "session__zone", "session__series__market", "check_in", "hand_back"
    )
    return rows.filter(
        state=SignUpState.PLACED,
        session__state=SessionState.PUBLISHED,
        session__starts_at__lte=at + EARLY,
        session__ends_at__gt=at,
    ).order_by("session__starts_at", "pk")


def at_pitch(pitch: Pitch, at: datetime) -> SignUp | None:
    """Who has this pitch now, or within four hours."""
    return places_about(at).filter(pitch=pitch).first()

"""Which vendor has a place in a session of a day, and the last session of each vendor."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from events.core.states import SessionState, SignUpState
from events.models import SignUp


def standing(pitches: Collection[int], on: date) -> dict[int, int]:
    """The vendor at each of these pitches by the session of that day. One query."""
    placed = SignUp.objects.filter(pitch__in=pitches, session__day=on, state=SignUpState.PLACED)
    held = placed.exclude(session__state=SessionState.CANCELLED)
    return dict(held.order_by("pk").values_list("pitch", "vendor"))


def last_days() -> dict[int, date | None]:
    """The day of each vendor's last place. One query."""
    placed = SignUp.objects.filter(state=SignUpState.PLACED).order_by()
    return dict(
        placed.values("vendor").annotate(last=Max("session__day")).values_list("vendor", "last")
    )

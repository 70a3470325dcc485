"""Who trades where in the coming sessions."""

from collections.abc import Collection
from datetime import date

from events.core.states import SessionState, SignUpState
from events.models import SignUp
from market.core.trading import Place


def places(
    markets: Collection[int] | None, vendors: Collection[int] | None, *, on: date
) -> list[Place]:
    """The pitches given out for sessions of the day and after, with their vendors. One query."""
    rows = SignUp.objects.filter(
        state=SignUpState.PLACED, session__day__gte=on, pitch__isnull=False
    )
    rows = rows.exclude(session__state=SessionState.CANCELLED)
    if markets is not None:
        rows = rows.filter(session__series__market__in=markets)
    if vendors is not None:
        rows = rows.filter(vendor__in=vendors)
    found = rows.order_by("vendor_id", "pitch_id").values_list("vendor_id", "pitch_id").distinct()
    return [Place(vendor, pitch or 0) for vendor, pitch in found]

"""Which pitches a session can still give away."""

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import Exists, OuterRef, QuerySet

from events.core.occasions import hours_between
from events.models import Session
from market.core.periods import ONE_DAY
from market.core.states import PitchState
from market.models import Hold, Pitch


def free_pitches(session: Session) -> QuerySet[Pitch]:
    """The pitches on the session's ground that nobody holds at its hours, in walking order."""
    hours = hours_between(session.day, session.starts_at, session.ends_at)
    weekday = session.day.isoweekday()
    held = Hold.objects.filter(
        pitch=OuterRef("pk"),
        released_at__isnull=True,
        days__overlap=DateRange(session.day, session.day + ONE_DAY),
        weekdays__overlap=NumericRange(weekday, weekday + 1),
        minutes__overlap=NumericRange(hours.start, hours.end),
    )
    usable = Pitch.objects.filter(state__in=(PitchState.OPEN, PitchState.RESERVED))
    rows = usable.filter(~Exists(held)).select_related("zone")
    if session.zone_id is not None:
        rows = rows.filter(zone=session.zone_id)
    else:
        rows = rows.filter(zone__market=session.series.market_id)
    return rows.order_by("zone__position", "zone", "code_key")

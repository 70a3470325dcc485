"""Which pitches nobody holds on any of some days and hours."""

from collections.abc import Sequence

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import Exists, OuterRef, Q, QuerySet

from market.core.hours import EVERY_DAY, Hours, runs
from market.core.periods import Period
from market.core.states import PitchState
from market.models import Hold, Market, Pitch


def free_for(
    market: Market,
    period: Period,
    *,
    weekdays: Sequence[int] = EVERY_DAY,
    hours: Hours = Hours(),
) -> QuerySet[Pitch]:
    """The usable pitches of a market that are free on all these days, in the order of the plan.

    What is held on one weekday or hour of it is left out; so is what is under repair or closed.
    """
    days_of_week = Q()
    for run in runs(weekdays):
        days_of_week |= Q(weekdays__overlap=NumericRange(*run))
    held = Hold.objects.filter(
        days_of_week,
        pitch=OuterRef("pk"),
        released_at__isnull=True,
        days__overlap=DateRange(period.start, period.end),
        minutes__overlap=NumericRange(hours.start, hours.end),
    )
    return (
        Pitch.objects.filter(
            ~Exists(held), zone__market=market, state__in=(PitchState.OPEN, PitchState.RESERVED)
        )
        .select_related("zone__market")
        .order_by("zone__position", "zone", "code_key", "pk")
    )

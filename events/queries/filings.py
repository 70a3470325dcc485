"""What has been filed, and what is still to be."""

from datetime import date, timedelta

from django.db.models import QuerySet

from events.core.states import NOT_ON, FilingState
from events.models import Filing
from market.core.actors import Actor
from market.queries.sight import EVERYBODY_HERE, sight_of

AHEAD = timedelta(days=25)


def filings_seen_by(by: Actor) -> QuerySet[Filing]:
    """The filings of the markets where this actor works; nobody else sees any."""
    rows = Filing.objects.select_related("type", "session__zone", "session__series__market")
    markets = sight_of(by, "filing", EVERYBODY_HERE).markets
    return rows if markets is None else rows.filter(session__series__market__in=markets)


def to_be_made(by: Actor, *, on: date) -> QuerySet[Filing]:
    """What should be filed within 25 days, or should have been, for sessions still to come."""
    return (
        filings_seen_by(by)
        .filter(state=FilingState.NEEDED, apply_by__lte=on + AHEAD, session__day__gte=on)
        .exclude(session__state__in=NOT_ON)
    )

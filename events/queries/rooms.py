"""How much room a session has left, and which calls are open to whom."""

from collections import Counter
from datetime import date

from django.db.models import Q, QuerySet

from events.core.capacity import Room
from events.core.states import HAS_ROOM, SessionState
from events.models import Call, Session, SignUp
from market.core.actors import Actor
from market.queries.sight import EVERYBODY_HERE, sight_of


def room_of(call: Call) -> Room:
    """What limits a call: its places in all, and those of each trade."""
    return Room(call.places, dict(call.quotas.values_list("trade", "places")))


def taken_in(session: Session, part: str) -> Counter[str]:
    """How many of each trade have room in the session already, or are being offered it."""
    rows = SignUp.objects.filter(session=session, part=part, state__in=HAS_ROOM)
    return Counter(rows.values_list("vendor__trade", flat=True))


def taken_in_all(sessions: QuerySet[Session], part: str) -> dict[int, Counter[str]]:
    """The same for many sessions at once, by the session's id."""
    found: dict[int, Counter[str]] = {}
    rows = SignUp.objects.filter(session__in=sessions, part=part, state__in=HAS_ROOM)
    for session, trade in rows.values_list("session", "vendor__trade"):
        found.setdefault(session, Counter())[trade] += 1
    return found


def calls_seen_by(by: Actor) -> QuerySet[Call]:
    """Every call to an announced programme; where one works, the internal ones too."""
    rows = Call.objects.select_related("series__market", "series__zone", "session")
    markets = sight_of(by, "night-call", EVERYBODY_HERE).markets
    if markets is None:
        return rows
    return rows.filter(~Q(series__kind="internal") | Q(series__market__in=markets))


def calls_worked_by(by: Actor) -> QuerySet[Call]:
    """The calls of the markets where this actor works."""
    rows = Call.objects.select_related("series__market", "series__zone", "session")
    markets = sight_of(by, "night-call", EVERYBODY_HERE).markets
    return rows if markets is None else rows.filter(series__market__in=markets)


def sessions_of(call: Call, *, on: date) -> QuerySet[Session]:
    """The announced nights to come that a call invites to."""
    rows = Session.objects.select_related("series__market", "zone")
    rows = rows.filter(series=call.series_id, day__gte=on, state=SessionState.PUBLISHED)
    return rows if call.session_id is None else rows.filter(pk=call.session_id)

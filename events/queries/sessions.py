"""Which sessions there are, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import Count, DecimalField, F, Func, Max, Q, QuerySet, Sum

from events.core.states import IS_OVER, SessionState
from events.models import Series, Session, SignUp
from market.core.actors import Actor
from market.core.hours import start_of
from market.core.periods import Period
from market.models import Vendor, Zone
from market.queries.places import markets_worked_at
from market.queries.sight import EVERYBODY_HERE, sight_of

KEPT = timedelta(days=30)
# rules that every calendar understands, see events/core/recurrence/rules.as_rrule
_AS_RULE = (
    Q(series__rule__every__in=["week", "month", "month_weekday"])
    & ~Q(series__rule__has_key="shift")
    & ~Q(series__rule__has_key="added")
)
_PUBLIC = Q(announced_at__isnull=False) & ~Q(series__kind="internal")


def announced() -> QuerySet[Session]:
    """What the public may see: announced, also when it was called off afterwards."""
    return _sessions().filter(_PUBLIC)


def sessions_seen_by(by: Actor) -> QuerySet[Session]:
    """What is announced, and for those who work at a market also what is only planned there."""
    markets = _markets(by, "session")
    if markets is None:
        return _sessions()
    return _sessions().filter(_PUBLIC | Q(series__market__in=markets))


def sessions_worked_by(by: Actor) -> QuerySet[Session]:
    """The sessions of the markets at which this actor works: the desk's list."""
    markets = _markets(by, "session")
    return _sessions() if markets is None else _sessions().filter(series__market__in=markets)


def series_seen_by(by: Actor) -> QuerySet[Series]:
    """Every series, but for what is internal to a market where this actor does not work."""
    rows = Series.objects.select_related("market", "zone", "programme", "continues")
    markets = _markets(by, "series")
    if markets is None:
        return rows
    return rows.filter(~Q(kind="internal") | Q(market__in=markets))


def series_worked_by(by: Actor) -> QuerySet[Series]:
    """The series of the markets at which this actor works."""
    return Series.objects.filter(market__in=markets_worked_at(by))


def sessions_in(rows: QuerySet[Session], period: Period) -> QuerySet[Session]:
    """Those that open on a day of the period."""
    rows = rows.filter(day__gte=period.start)
    return rows if period.end is None else rows.filter(day__lt=period.end)


def on_ground_of(rows: QuerySet[Session], zone: Zone) -> QuerySet[Session]:
    """Those in the zone, and those that fill its whole market."""
    return rows.filter(Q(zone=zone) | Q(zone=None, series__market=zone.market_id))


def in_feeds(*, on: date) -> QuerySet[Session]:
    """What a feed carries on a day: what is to come, and the last 30 days.

    What was called off stays until 30 days after it was, however long ago it should have been; the
    dates of a rule that feeds write as a rule all stay, for the rule names them.
    """
    first = on - KEPT
    called_off = Q(state=SessionState.CANCELLED, changed_at__gte=start_of(first))
    return announced().filter(Q(day__gte=first) | called_off | (_AS_RULE & Q(slot__isnull=False)))


def of_zone_in_feeds(rows: QuerySet[Session], zone: Zone) -> QuerySet[Session]:
    """The sessions of a zone's feed: on its ground, and what its own series has taken elsewhere."""
    here = Q(zone=zone) | Q(zone=None, series__market=zone.market_id)
    return rows.filter(here | Q(series__zone=zone, slot__isnull=False))


def sessions_of_vendor(vendor: Vendor, *, on: date) -> QuerySet[Session]:
    """The announced sessions in which a vendor has a place or hopes for one, as a feed has them."""
    theirs = SignUp.objects.filter(vendor=vendor).exclude(state__in=IS_OVER)
    return in_feeds(on=on).filter(day__gte=on - KEPT, pk__in=theirs.values("session"))


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one version of a list of sessions from another: a digest, and the last change."""

    digest: str
    changed_at: datetime | None


def mark_of(rows: QuerySet[Session]) -> Mark:
    """The mark of these sessions and of the names they are shown under.

    This will ask two short questions, however many sessions there are, and read no row of them:
    every change of a session sets its changed_at, and the database adds up a hash of each.
    """
    since = Func(F("changed_at"), template="%(expressions)s AT TIME ZONE 'UTC'")
    version = Func(since, F("pk"), function="timestamp_hash_extended", output_field=DecimalField())
    found = rows.order_by().aggregate(
        sessions=Count("pk"), versions=Sum(version), changed_at=Max("changed_at")
    )
    told = f"{found['sessions']} {found['versions']} {_names()}"
    return Mark(sha256(told.encode()).hexdigest(), found["changed_at"])


_NAMES = """
    SELECT
        (SELECT md5(string_agg(concat_ws(E'\\x1f', id, name, name_en, about, about_en, sequence,
            extract(epoch FROM ruled_at)), E'\\x1e' ORDER BY id)) FROM events_series),
        (SELECT md5(string_agg(concat_ws(E'\\x1f', id, name, name_en), E'\\x1e' ORDER BY id))
            FROM market_zone),
        (SELECT md5(string_agg(concat_ws(E'\\x1f', id, name, name_en, address), E'\\x1e' ORDER BY id))
            FROM market_market)
"""


def _names() -> tuple[Any, ...]:
    """A digest of what every series, zone and market is called."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        return tuple(cursor.fetchone() or ())


def _markets(by: Actor, noun: str) -> frozenset[int] | None:
    return sight_of(by, noun, EVERYBODY_HERE).markets


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related("series__market", "zone")

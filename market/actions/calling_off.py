"""What waits to be said about something that is not owed any more: called off, with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Max, Min, Q

from market.core.hours import local_day
from market.core.periods import ONE_DAY
from market.core.reminders import LINGERS
from market.core.workdays import Calendar
from market.models import Notice
from market.queries.obligations import Obligations
from market.queries.unions import union_all

# {obligations} is a query for thing, due_on, market_id and variant
_OWED = """
SELECT %(occasion)s::text AS occasion, %(kind)s || owed.thing AS subject, owed.due_on
FROM ({obligations}) owed
"""
# what waits about something that is not owed any more
_CALL_OFF = """
WITH owed AS MATERIALIZED ({owed}), vain AS MATERIALIZED (
    SELECT notice.id, CASE WHEN about.one_day AND EXISTS (
            SELECT FROM owed
            WHERE owed.occasion = notice.occasion AND owed.subject = notice.subject)
        THEN 'its date was moved' ELSE about.reason END AS reason
    FROM market_notice notice
    JOIN unnest(%(occasions)s::text[], %(one_days)s::bool[], %(reasons)s::text[])
        about (occasion, one_day, reason) ON about.occasion = notice.occasion
    WHERE notice.id = ANY(%(waiting)s) AND notice.state IN ('pending', 'bundled')
      AND NOT EXISTS (
        SELECT FROM owed WHERE owed.occasion = notice.occasion
            AND owed.subject = notice.subject AND owed.due_on = notice.due_on)
    ORDER BY notice.id FOR UPDATE OF notice SKIP LOCKED
)
UPDATE market_notice notice
SET state = CASE WHEN handoff_at IS NULL THEN 'cancelled' ELSE 'unknown' END,
    reason = vain.reason, digest_id = NULL
FROM vain WHERE notice.id = vain.id AND (notice.state = 'pending' OR NOT EXISTS (
    SELECT FROM market_notice whole WHERE whole.id = notice.digest_id AND whole.state <> 'pending'))
RETURNING notice.key, notice.reason
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits of an occasion: the notices, and the first and the last day they are about."""

    notices: tuple[int, ...]
    first: date
    last: date


def waiting(*, since: datetime) -> dict[str, Waiting]:
    """What waits of each occasion, alone or in a digest. since: nothing has waited for longer.

    A digest that is tried again may have parts that were to be said some days before.
    """
    rows = (
        Notice.objects.filter(
            Q(state="pending") | Q(state="bundled", digest__state="pending"),
            next_attempt_at__gte=since - LINGERS * ONE_DAY,
            due_on__isnull=False,
        )
        .exclude(stage="")
        .order_by()
        .values_list("occasion")
        .annotate(ids=ArrayAgg("pk"), first=Min("due_on"), last=Max("due_on"))
    )
    return {occasion: Waiting(tuple(ids), first, last) for occasion, ids, first, last in rows}


def settled(
    about: Mapping[str, Waiting],
    sources: Mapping[str, Obligations],
    *,
    calendar: Calendar,
    at: datetime,
) -> list[tuple[str, str]]:
    """Call off what waits about what is not owed any more: (key, reason) of each. One statement."""
    waits = {occasion: sources[occasion] for occasion in about if occasion in sources}
    if not waits:
        return []
    questions = []
    for occasion, source in waits.items():
        first, last = about[occasion].first, about[occasion].last
        asked = source.asked(first, last, on=local_day(at), calendar=calendar)
        named = {"occasion": occasion, "kind": f"{source.kind}:"}
        questions.append((_OWED.format(obligations=source.owed), asked | named))
    owed, given = union_all(questions)
    given |= {
        "occasions": list(waits),
        "one_days": [source.one_day for source in waits.values()],
        "reasons": [source.settled for source in waits.values()],
        "waiting": [number for occasion in waits for number in about[occasion].notices],
    }
    with connection.cursor() as cursor:
        cursor.execute(_CALL_OFF.format(owed=owed), given)
        return list(cursor.fetchall())

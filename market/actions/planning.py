"""Which reminders there should be and are not yet: asked in SQL, reckoned only for those."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from market.actions.notices import insert
from market.core.periods import ONE_DAY
from market.core.reminders import AHEAD, Planned, Policy, ahead
from market.core.reports import Line, Report
from market.models import Notice

# {obligations} is a query for thing, due_on and policy. Every stage of every policy comes as a
# row, with the days on which it may be said, counted from the due date. Each key is looked up by
# its index: a plain NOT EXISTS is planned as a join, and badly while the table is still growing.
_LACKING = """
WITH stage AS (
    SELECT * FROM unnest(
        %(policies)s::bigint[], %(occasions)s::text[], %(stages)s::text[],
        %(opens)s::int[], %(closes)s::int[]
    ) stage (policy, occasion, name, opens, closes)
), owed AS ({obligations})
SELECT owed.thing, owed.due_on, owed.policy, array_agg(DISTINCT stage.name)
FROM owed
JOIN stage ON stage.policy = owed.policy
    AND owed.due_on + stage.opens <= %(until)s AND owed.due_on + stage.closes > %(on)s
CROSS JOIN unnest(%(channels)s::text[]) way (channel)
LEFT JOIN LATERAL (
    SELECT true AS known FROM market_notice notice
    WHERE notice.key = concat_ws('/', stage.occasion, %(kind)s || owed.thing,
        to_char(owed.due_on, 'YYYY-MM-DD'), stage.name, way.channel)
    LIMIT 1
) notice ON true
WHERE notice.known IS NULL
GROUP BY owed.thing, owed.due_on, owed.policy
ORDER BY owed.due_on, owed.thing
"""


@dataclass(frozen=True, slots=True)
class Lack:
    """A thing that is due on a day, and what is still to be written down about it."""

    thing: int
    due_on: date
    planned: tuple[Planned, ...]


def lacking(kind: str, obligations: str, policies: Mapping[int, Policy], *, on: date) -> list[Lack]:
    """What lacks a reminder that may be said from `on` until ten days on.

    kind: of the subject: account, permit. obligations: SQL for the columns thing, due_on and
    policy (a key of `policies`), which may use %(on)s and, to look no further than needed,
    `due_on BETWEEN %(first)s AND %(last)s`.
    """
    until = on + AHEAD * ONE_DAY
    spans = [(key, span) for key, policy in policies.items() for span in policy.spans()]
    given: dict[str, Any] = {
        "on": on,
        "until": until,
        "first": on - (max(span.closes for _, span in spans) - 1) * ONE_DAY,
        "last": until - min(span.opens for _, span in spans) * ONE_DAY,
        "kind": f"{kind}:",
        "channels": settings.NOTICE_CHANNELS,
        "policies": [key for key, _ in spans],
        "occasions": [span.occasion for _, span in spans],
        "stages": [span.stage.key for _, span in spans],
        "opens": [span.opens for _, span in spans],
        "closes": [span.closes for _, span in spans],
    }
    with connection.cursor() as cursor:
        cursor.execute(_LACKING.format(obligations=obligations), given)
        rows = cursor.fetchall()
    return [
        Lack(thing, due_on, _ahead(f"{kind}:{thing}", due_on, policies[policy], on, unsaid))
        for thing, due_on, policy, unsaid in rows
    ]


def _ahead(
    subject: str, due_on: date, policy: Policy, on: date, unsaid: list[str]
) -> tuple[Planned, ...]:
    said = {stage.key for stage in policy.stages} - set(unsaid)
    return ahead(subject, due_on, policy, on, said)


def write_down(job: str, notices: Iterable[Notice]) -> Report:
    """Make rows of what was planned, and report what was new."""
    written = insert(notices)
    lines = (Line("planned", row.key, f"{row.vendor}: {row.title}") for row in written)
    return Report(job, {"planned": len(written)}, tuple(lines))

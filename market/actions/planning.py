"""Which reminders there should be and are not yet: asked in SQL, reckoned only for those."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from market.actions.drafting import Desk, Draft
from market.core.hours import SHANGHAI, local_day
from market.core.policies import Policy, Stage, Whom
from market.core.reminders import Reach, Span, ahead, reaches
from market.core.reports import Line, Report, Sheet
from market.core.workdays import Calendar
from market.models import Notice
from market.queries.obligations import Obligations
from market.queries.policies import DEFAULT
from market.queries.unions import union_all

# {obligations} is a query for thing, due_on, market_id and variant. Every stage comes with
# the due dates it may speak of, so that working days cost nothing here.
_REACHED = """
SELECT %(occasion)s::text AS occasion, %(kind)s || owed.thing AS subject, owed.thing, owed.due_on,
       owed.market_id, owed.variant, stage.name AS stage
FROM ({obligations}) owed
JOIN unnest(%(policies)s::text[], %(stages)s::text[], %(firsts)s::date[], %(lasts)s::date[])
    stage (policy, name, first_on, last_on)
  ON owed.due_on BETWEEN stage.first_on AND stage.last_on AND stage.policy = owed.variant || ':' ||
    CASE WHEN %(some)s AND owed.market_id = ANY(%(own)s) THEN owed.market_id ELSE 0 END
"""
# the rows that are there already are looked up by their index
_LACKING = """
SELECT reached.occasion, reached.thing, reached.due_on, reached.market_id, reached.variant,
       array_agg(DISTINCT reached.stage)
FROM ({reached}) reached
LEFT JOIN LATERAL (
    SELECT true AS known FROM market_notice notice
    WHERE notice.subject = reached.subject AND notice.due_on = reached.due_on
      AND notice.occasion = reached.occasion AND notice.stage = reached.stage
      AND notice.stage <> ''
    LIMIT 1
) notice ON true
WHERE notice.known IS NULL
GROUP BY reached.occasion, reached.thing, reached.due_on, reached.market_id, reached.variant
ORDER BY reached.due_on, reached.thing
"""


@dataclass(frozen=True, slots=True)
class Lack:
    """A thing that is due on a day, and what is still to be written down about it."""

    thing: int
    due_on: date
    market: int | None
    variant: str
    spans: tuple[Span, ...]

    @property
    def for_the_vendor_alone(self) -> bool:
        """Whether nobody of the house is told."""
        return all(set(span.stage.to) <= {Whom.VENDOR} for span in self.spans)


@dataclass(frozen=True)
class Settled:
    """The policies of an occasion by variant and market: "" and DEFAULT for the usual ones."""

    table: Mapping[tuple[str, int], Policy]
    calendar: Calendar

    @classmethod
    def of(
        cls,
        policies: Mapping[int, Policy],
        variants: Mapping[str, tuple[Stage, ...]],
        calendar: Calendar,
    ) -> "Settled":
        table = {("", market): policy for market, policy in policies.items()}
        for variant, stages in variants.items():
            for market, policy in policies.items():
                own = Policy(stages, policy.channels, policy.quiet, policy.digest)
                table[variant, market] = own if policy.stages else policy
        return cls(table, calendar)

    def at(self, market: int | None, variant: str) -> Policy:
        own = self.table.get((variant, market or DEFAULT))
        return own or self.table[variant, DEFAULT]

    def reaches(self, on: date, days: int) -> list[tuple[str, Reach]]:
        """By the name of a policy, the stages and due dates of which may be spoken."""
        return [
            (f"{variant}:{market}", reach)
            for (variant, market), policy in self.table.items()
            for reach in reaches(policy, on, calendar=self.calendar, days=days)
        ]


def lacking(
    sources: Mapping[str, Obligations], settled: Mapping[str, Settled], *, on: date
) -> dict[str, list[Lack]]:
    """What lacks a reminder that may be said from `on` until each source's days on, by occasion.

    One question, however many occasions there are.
    """
    questions = []
    for occasion, source in sources.items():
        if stretches := settled[occasion].reaches(on, source.ahead):
            given = _given(occasion, source, settled[occasion], stretches, on)
            questions.append((_REACHED.format(obligations=source.owed), given))
    if not questions:
        return {}
    reached, given = union_all(questions)
    with connection.cursor() as cursor:
        cursor.execute(_LACKING.format(reached=reached), given)
        rows = cursor.fetchall()
    found: dict[str, list[Lack]] = {}
    for occasion, *row in rows:
        lack = _lack(*row, settled=settled[occasion], on=on, window=sources[occasion].ahead)
        if lack.spans:
            found.setdefault(occasion, []).append(lack)
    return found


def _given(
    occasion: str,
    source: Obligations,
    settled: Settled,
    reached: Sequence[tuple[str, Reach]],
    on: date,
) -> dict[str, Any]:
    first = min(reach.first for _, reach in reached)
    last = max(reach.last for _, reach in reached)
    own = sorted({market for _, market in settled.table if market != DEFAULT})
    return {
        "kind": f"{source.kind}:",
        "occasion": occasion,
        "some": bool(own),
        "own": own,
        "policies": [policy for policy, _ in reached],
        "stages": [reach.stage.key for _, reach in reached],
        "firsts": [reach.first for _, reach in reached],
        "lasts": [reach.last for _, reach in reached],
        **source.asked(first, last, on=on, calendar=settled.calendar),
    }


def _lack(
    thing: int,
    due_on: date,
    market: int | None,
    variant: str,
    unsaid: list[str],
    *,
    settled: Settled,
    on: date,
    window: int,
) -> Lack:
    policy = settled.at(market, variant)
    said = {stage.key for stage in policy.stages} - set(unsaid)
    spans = ahead(due_on, policy, on, said, calendar=settled.calendar, days=window)
    return Lack(thing, due_on, market, variant, spans)


def drafts(
    occasion: str,
    source: Obligations,
    settled: Settled,
    lacks: list[Lack],
    *,
    desk: Desk,
    at: datetime,
) -> Iterator[Notice]:
    """A notice for each stage and everybody who is told."""
    told = source.tell([(lack.thing, lack.due_on) for lack in lacks], local_day(at))
    desk.meet(
        told[lack.thing, lack.due_on]
        for lack in lacks
        if (lack.thing, lack.due_on) in told and not lack.for_the_vendor_alone
    )
    for lack in lacks:
        news = told.get((lack.thing, lack.due_on))
        if news is None:  # settled since it was asked for
            continue
        policy = settled.at(lack.market, lack.variant)
        subject = f"{source.kind}:{lack.thing}"
        for span in lack.spans:
            yield from desk.write(Draft(occasion, subject, span, policy, news), at=at)


HEADS = ("when", "to", "by", "day", "what")


def report(job: str, written: list[Notice]) -> Report:
    """What was new, line by line and as a sheet: whom it tells what, and when."""
    ordered = sorted(written, key=lambda row: (row.next_attempt_at, reader(row), row.key))
    lines = tuple(Line("planned", row.key, f"{reader(row)}: {row.title}") for row in ordered)
    rows = tuple(
        (
            f"{row.next_attempt_at.astimezone(SHANGHAI):%m-%d %H:%M}",
            reader(row),
            row.channel,
            f"{row.due_on:%m-%d}" if row.due_on else "",
            row.title,
        )
        for row in ordered
    )
    return Report(job, {"planned": len(written)}, lines, Sheet(HEADS, rows))


def reader(row: Notice) -> str:
    """Who is told, by name."""
    return str(row.vendor or row.user or "")

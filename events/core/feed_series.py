"""A series in a feed: one rule that every calendar understands, and the dates that differ from it.

What was announced is never taken out: a date that was moved, renamed, put off or called off stands
as an exception under the start that the rule gave it. EXDATE is for starts never announced.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from events.core.feeds import Entry, Status
from events.core.recurrence.rrule_texts import text_of
from events.core.recurrence.rrules import RRule, starts
from market.core.hours import SHANGHAI

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Announced:
    """A date of the series that was announced. plain: nothing about it is its own."""

    entry: Entry
    slot: datetime
    plain: bool


@dataclass(frozen=True, slots=True)
class Series:
    """What the series itself says; its times are those of its first date."""

    uid: str
    sequence: int
    rule: RRule
    lasts: timedelta
    ruled_at: datetime
    summary: str
    place: str
    about: str
    url: str
    related: str = ""


def gathered(series: Series, dates: Iterable[Announced]) -> tuple[Entry, ...]:
    """The series as entries of a feed: the rule first, then its exceptions in order.

    A date that the rule does not give (it was another one then) stands alone under its own uid.
    """
    known = sorted(dates, key=lambda each: each.slot)
    given = _given(series.rule, [each.slot for each in known])
    within = [each for each in known if each.slot in given]
    alone = tuple(each.entry for each in known if each.slot not in given)
    if not any(each.plain for each in within):
        return tuple(each.entry for each in known)
    whole = _whole(series, within, given)
    own = (_exception(series, each) for each in within if not each.plain)
    return (whole, *own, *alone)


def _given(rule: RRule, slots: list[datetime]) -> set[datetime]:
    """The starts of the rule from the first to the last of these."""
    for at, slot in enumerate(slots):
        first, last = _local(slot), _local(slots[-1])
        found = starts(rule, first, last + timedelta(seconds=1), MOST)
        if found and found[0] == first:
            return {each.replace(tzinfo=SHANGHAI) for each in found}
        if at > len(slots) // 2:
            break
    return set()


def _whole(series: Series, dates: list[Announced], given: set[datetime]) -> Entry:
    first, last = dates[0], dates[-1]
    plain = [each.entry for each in dates if each.plain]
    slots = {each.slot for each in dates}
    until = replace(series.rule, until=_local(last.slot))
    return Entry(
        uid=series.uid,
        sequence=series.sequence,
        status=Status.CONFIRMED,
        starts_at=first.slot,
        ends_at=first.slot + series.lasts,
        created_at=min(each.created_at for each in plain),
        changed_at=max(series.ruled_at, *(each.changed_at for each in plain)),
        summary=series.summary,
        place=series.place,
        about=series.about,
        url=series.url,
        rrule=text_of(until),
        exdates=tuple(sorted(given - slots)),
        related=series.related,
    )


def _exception(series: Series, date: Announced) -> Entry:
    sequence = series.sequence + date.entry.sequence
    return replace(date.entry, uid=series.uid, sequence=sequence, slot=date.slot)


def _local(at: datetime) -> datetime:
    return at.astimezone(SHANGHAI).replace(tzinfo=None)

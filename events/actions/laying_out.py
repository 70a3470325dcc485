"""Sessions come out of the rule of their series, 400 days ahead, in sets and as often as one likes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from django.db import transaction

from events import rules
from events.actions import filings
from events.core.filings import needed
from events.core.laying_out import AHEAD, Schedule
from events.core.recurrence.rules import Planned
from events.core.states import SessionState
from events.models import Filing, Series, Session
from events.queries.foreseen import occasion
from events.queries.schedules import ruled_series, schedule_of, untouched
from market.core.actors import Actor
from market.core.hours import SHANGHAI, local_day
from market.core.reports import Line, Report
from market.core.workdays import Calendar
from market.queries.days import working_calendar


class _There(NamedTuple):
    """A session that a rule once gave."""

    pk: int
    provisional: bool
    state: str


@dataclass
class _Found:
    """What one look at the rules and at the sessions there are has brought to light."""

    wanted: list[Session] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    provisional: list[int] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)
    stranded: int = 0


@transaction.atomic
def lay_out_due(*, by: Actor, at: datetime) -> Report:
    """Put in every session that a rule gives in the next 400 days, and take out what none gives.

    This will never touch a session that is announced, moved, named or asked for: where the rule
    no longer gives it (the list of days off has come), it stays and the desk says so.
    """
    rules.require(by, "series.lay_out", None)
    series = list(ruled_series().select_for_update(no_key=True))
    counts = lay_out(series, working_calendar(), at=at)
    lines = (Line("laid out", f"series:{each.slug}") for each in series)
    return Report("lay_out_sessions", counts, tuple(lines))


def lay_out(series: Sequence[Series], calendar: Calendar, *, at: datetime) -> dict[str, int]:
    """The same for these series, which the caller has locked; how many were planned and dropped."""
    on = local_day(at)
    found = _look(series, calendar, on=on, at=at)
    dropped = _drop(found.gone)
    Session.objects.bulk_create(found.wanted, ignore_conflicts=True, batch_size=1000)
    Session.objects.filter(pk__in=found.provisional).update(provisional=True)
    Session.objects.filter(pk__in=found.settled).update(provisional=False)
    if found.wanted:
        _require_filings(series, at=at)
    return {
        "planned": len(found.wanted),
        "dropped": dropped,
        "settled": len(found.settled),
        "stranded": found.stranded,
    }


def _look(series: Sequence[Series], calendar: Calendar, *, on: date, at: datetime) -> _Found:
    found = _Found()
    there: dict[int, dict[datetime, _There]] = {each.pk: {} for each in series}
    since = datetime.combine(on, time(5), tzinfo=SHANGHAI)
    rows = Session.objects.filter(series__in=series, slot__gte=since).order_by()
    columns = rows.values_list("series", "slot", "pk", "provisional", "state")
    for number, slot, pk, provisional, state in columns:
        assert slot is not None
        there[number][slot] = _There(pk, provisional, state)
    for each in series:
        schedule = schedule_of(each)
        if schedule is not None:
            _compare(each, schedule, calendar, there[each.pk], found, on=on, at=at)
    if found.gone:
        left = set(untouched().filter(pk__in=found.gone).values_list("pk", flat=True))
        found.stranded = len(found.gone) - len(left)
        found.gone = sorted(left)
    return found


def _compare(
    series: Series,
    schedule: Schedule,
    calendar: Calendar,
    there: dict[datetime, _There],
    found: _Found,
    *,
    on: date,
    at: datetime,
) -> None:
    slots = schedule.slots(on, on + AHEAD, calendar)
    found.wanted += _rows(series, schedule, slots, there, at)
    found.gone += [
        session.pk
        for slot, session in there.items()
        if slot not in slots and session.state != SessionState.CANCELLED
    ]
    for slot, planned in slots.items():
        session = there.get(slot)
        if session is not None and session.provisional != planned.provisional:
            (found.provisional if planned.provisional else found.settled).append(session.pk)


def _rows(
    series: Series,
    schedule: Schedule,
    slots: dict[datetime, Planned],
    there: Iterable[datetime],
    at: datetime,
) -> Iterator[Session]:
    for slot in slots.keys() - set(there):
        starts_at, ends_at = schedule.hours.on(slots[slot].day)
        yield Session(
            series=series,
            zone_id=series.zone_id,
            day=slots[slot].day,
            starts_at=starts_at,
            ends_at=ends_at,
            slot=slot,
            provisional=slots[slot].provisional,
            expected_people=series.expected_people,
            features=series.features,
            created_at=at,
            changed_at=at,
        )


def _drop(gone: Sequence[int]) -> int:
    if not gone:
        return 0
    Filing.objects.filter(session__in=gone).delete()
    dropped, _ = Session.objects.filter(pk__in=gone).delete()
    return dropped


def _require_filings(series: Iterable[Series], *, at: datetime) -> None:
    """For the sessions just put in, where their series asks an authority anything at all."""
    asking = [each.pk for each in series if each.expected_people or each.features]
    new = Session.objects.filter(series__in=asking, created_at=at, slot__isnull=False)
    for session in new.filter(filings__isnull=True).select_related("series"):
        if needed(occasion(session)):
            filings.require_filings(session)

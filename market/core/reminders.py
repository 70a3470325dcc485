"""Which stage of a reminder is to be said when: each once, and of the missed only the latest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from market.core.hours import SHANGHAI
from market.core.periods import ONE_DAY
from market.core.policies import Policy, Stage, Unit
from market.core.quiet_hours import earliest
from market.core.workdays import Calendar

# how many days ahead reminders are laid out, so that a day without a sweep loses nothing
AHEAD = 10
# for how many days the last stage is still worth saying
LINGERS = 14
DECENT_HOUR = time(9)
_LONG_REST = 12
# quiet hours that overlap to a whole day leave none to speak in: then the first end counts
_ENOUGH = 4

Quiet = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Choice:
    """What to say today, if anything, and what was missed and is left unsaid because of it."""

    stage: Stage | None
    skipped: tuple[Stage, ...] = ()


def plan(
    due_on: date,
    stages: Iterable[Stage],
    on: date,
    said: Collection[str],
    calendar: Calendar | None = None,
) -> Choice:
    """This will choose the latest stage whose day has come, unless it was said before.

    Older stages that were never said are skipped for good. `said` are the keys of what was said
    about this very due date: moved to another day, a reminder begins anew.
    """
    reached = [
        (opens_on, each) for opens_on, each in _in_order(due_on, stages, calendar) if opens_on <= on
    ]
    if not reached or reached[-1][1].key in said:
        return Choice(None)
    missed = tuple(each for _, each in reached[:-1] if each.key not in said)
    return Choice(reached[-1][1], missed)


def opening(due_on: date, stage: Stage, calendar: Calendar | None) -> date:
    """The day of a stage. Raises ValueError for working days without a calendar."""
    if stage.unit == Unit.DAY:
        return due_on + stage.days * ONE_DAY
    if calendar is None:
        raise ValueError("working days need a calendar")
    return calendar.add_working_days(due_on, stage.days)


def _in_order(
    due_on: date, stages: Iterable[Stage], calendar: Calendar | None
) -> list[tuple[date, Stage]]:
    return sorted(
        ((opening(due_on, each, calendar), each) for each in stages),
        key=lambda pair: (pair[0], pair[1].days),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a stage may be said: from `opens_on` on, and before `closes_on`."""

    stage: Stage
    due_on: date
    opens_on: date
    closes_on: date


def spans(due_on: date, policy: Policy, calendar: Calendar | None = None) -> tuple[Span, ...]:
    """Each stage until the next one opens. What announces a day is not said after that day."""
    ordered = _in_order(due_on, policy.stages, calendar)
    ends = [*(opens_on for opens_on, _ in ordered[1:]), None][: len(ordered)]
    return tuple(
        Span(each, due_on, opens_on, _closing(due_on, opens_on, until))
        for (opens_on, each), until in zip(ordered, ends, strict=True)
    )


def _closing(due_on: date, opens_on: date, until: date | None) -> date:
    closes_on = until or opens_on + LINGERS * ONE_DAY
    return min(closes_on, due_on + ONE_DAY) if opens_on <= due_on else closes_on


def ahead(
    due_on: date,
    policy: Policy,
    on: date,
    said: Collection[str],
    *,
    calendar: Calendar | None = None,
    days: int = AHEAD,
) -> tuple[Span, ...]:
    """What should be said about a due date from `on` until so many days on, and was not before.

    This will catch up the latest stage that was missed, where it is still true to say it.
    """
    chosen = plan(due_on, policy.stages, on, said, calendar).stage
    until = on + days * ONE_DAY

    def wanted(span: Span) -> bool:
        if span.opens_on >= span.closes_on:  # another opens on the same day
            return False
        if span.stage == chosen:
            return on < span.closes_on
        return span.stage.key not in said and on < span.opens_on <= until

    return tuple(span for span in spans(due_on, policy, calendar) if wanted(span))


@dataclass(frozen=True, slots=True)
class Reach:
    """The due dates from `first` to `last` about which a stage may be said in some window."""

    stage: Stage
    first: date
    last: date


def reaches(
    policy: Policy, on: date, *, calendar: Calendar | None = None, days: int = AHEAD
) -> list[Reach]:
    """For each stage, of which due dates it may speak from `on` until so many days on.

    Whatever is due on them: the database joins the rest. Counted in natural days it is one stretch
    a stage, in working days there are as many as there are rests.
    """
    until = on + days * ONE_DAY
    if all(each.unit == Unit.DAY for each in policy.stages):
        return [
            Reach(span.stage, on + (on - span.closes_on) + ONE_DAY, until - (span.opens_on - on))
            for span in spans(on, policy)
            if span.opens_on < span.closes_on
        ]
    bounds = [_natural(each) for each in policy.stages]
    first = on - (max(high for _, high in bounds) + LINGERS + 1) * ONE_DAY
    last = until - min(low for low, _ in bounds) * ONE_DAY
    found: dict[Stage, list[date]] = {}
    for due_on in (first + timedelta(days=day) for day in range((last - first).days + 1)):
        for span in spans(due_on, policy, calendar):
            if span.opens_on <= until and on < span.closes_on and span.opens_on < span.closes_on:
                found.setdefault(span.stage, []).append(due_on)
    return [Reach(each, *run) for each, dates in found.items() for run in _runs(dates)]


def _runs(dates: Iterable[date]) -> list[tuple[date, date]]:
    """Days in their order as stretches without a gap."""
    runs: list[tuple[date, date]] = []
    for day in dates:
        if runs and day == runs[-1][1] + ONE_DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _natural(stage: Stage) -> tuple[int, int]:
    """A stage's distance in natural days, at least and at most: a rest of nine days is long."""
    if stage.unit == Unit.DAY or not stage.days:
        return stage.days, stage.days
    stretched = stage.days * 7 // 5
    if stage.days > 0:
        return stage.days, stretched + _LONG_REST
    return stretched - _LONG_REST, stage.days


def key_of(occasion: str, subject: str, span: Span, to: str) -> str:
    """What makes it one and the same, however often it is planned. to: vendor, or user:5."""
    return f"{occasion}/{subject}/{span.due_on}/{span.stage.key}/{to}"


def opens_at(span: Span) -> datetime:
    """The decent hour of its day."""
    return datetime.combine(span.opens_on, DECENT_HOUR, tzinfo=SHANGHAI)


def say_at(span: Span, at: datetime, quiet: Iterable[Quiet]) -> datetime:
    """When to say it: at a decent hour of its day or, if that is over, now; never when quiet."""
    moment = max(opens_at(span), at)
    hours = list(quiet)
    for _ in range(_ENOUGH):
        for quiet_from, quiet_until in hours:
            moment = earliest(moment, quiet_from, quiet_until)
    return moment


def stale_at(span: Span) -> datetime:
    """The moment from which it is not true, or not worth saying, any more."""
    return datetime.combine(span.closes_on, time(), tzinfo=SHANGHAI)

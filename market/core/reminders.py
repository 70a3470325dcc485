"""Which stage of a reminder is to be said today: each once, and of the missed only the latest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from market.core.hours import SHANGHAI
from market.core.periods import ONE_DAY

# how many days ahead reminders are laid out, so that a day without a sweep loses nothing
AHEAD = 10
# for how many days the last stage is still worth saying
LINGERS = 14
DECENT_HOUR = time(9)


@dataclass(frozen=True, slots=True)
class Stage:
    """A day on which to speak, counted from the day it is about: -3 is three days before."""

    key: str
    days: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What to say today, if anything, and what was missed and is left unsaid because of it."""

    stage: Stage | None
    skipped: tuple[Stage, ...] = ()


def stage(days: int) -> Stage:
    """The stage on that day, by its usual name: before_3, on_the_day, after_15."""
    if days == 0:
        return Stage("on_the_day", 0)
    return Stage(f"before_{-days}" if days < 0 else f"after_{days}", days)


def plan(due_on: date, stages: Iterable[Stage], on: date, said: Collection[str]) -> Choice:
    """This will choose the latest stage whose day has come, unless it was said before.

    Older stages that were never said are skipped for good. `said` are the keys of what was said
    about this very due date: moved to another day, a reminder begins anew.
    """
    reached = sorted(
        (each for each in stages if due_on + each.days * ONE_DAY <= on), key=lambda each: each.days
    )
    if not reached or reached[-1].key in said:
        return Choice(None)
    missed = tuple(each for each in reached[:-1] if each.key not in said)
    return Choice(reached[-1], missed)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a stage, counted from the due date: from `opens` on, and before `closes`."""

    stage: Stage
    occasion: str
    opens: int
    closes: int


@dataclass(frozen=True)
class Policy:
    """When to speak about what is due, and on which occasion: up to its day, and past it."""

    before: str
    after: str
    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        for earlier, later in pairwise(self.stages):
            if earlier.days >= later.days:
                raise ValueError(f"{later.key} must come after {earlier.key}")

    def spans(self) -> tuple[Span, ...]:
        """Each stage until the next one opens. What announces a day is not said after that day."""
        return tuple(
            Span(
                stage=each,
                occasion=self.before if each.days <= 0 else self.after,
                opens=each.days,
                closes=min(until, 1) if each.days <= 0 else until,
            )
            for each, until in zip(self.stages, self._ends(), strict=True)
        )

    def _ends(self) -> list[int]:
        return [*(each.days for each in self.stages[1:]), self.stages[-1].days + LINGERS]


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing to be said about one due date: not before a decent hour, not at all when stale."""

    occasion: str
    subject: str
    due_on: date
    stage: str
    not_before: datetime
    stale_at: datetime

    def key(self, channel: str) -> str:
        """What makes it one and the same, however often it is planned."""
        return f"{self.occasion}/{self.subject}/{self.due_on}/{self.stage}/{channel}"


def ahead(
    subject: str, due_on: date, policy: Policy, on: date, said: Collection[str]
) -> tuple[Planned, ...]:
    """What should be said about a due date from `on` until ten days on, and was not planned yet.

    This will catch up the latest stage that was missed, where it is still true to say it.
    """
    chosen = plan(due_on, policy.stages, on, said).stage
    until = on + AHEAD * ONE_DAY

    def wanted(span: Span) -> bool:
        if span.stage == chosen:
            return on < due_on + span.closes * ONE_DAY
        return span.stage.key not in said and on < due_on + span.opens * ONE_DAY <= until

    return tuple(_planned(subject, due_on, span) for span in policy.spans() if wanted(span))


def _planned(subject: str, due_on: date, span: Span) -> Planned:
    return Planned(
        occasion=span.occasion,
        subject=subject,
        due_on=due_on,
        stage=span.stage.key,
        not_before=_moment(due_on, span.opens, DECENT_HOUR),
        stale_at=_moment(due_on, span.closes, time()),
    )


def _moment(due_on: date, days: int, clock: time) -> datetime:
    return datetime.combine(due_on + timedelta(days=days), clock, tzinfo=SHANGHAI)


RENT = Policy("rent_due", "rent_overdue", (stage(-3), stage(-1), stage(3), stage(15)))
PERMIT_MARKS = (30, 14, 3, -1)


def permit_policy(marks: Collection[int]) -> Policy:
    """The stages of a paper that expires: so many days before, and always once on the day after.

    A mark counts the days that are left; PERMIT_MARKS stand where a kind of paper has none.
    """
    days = {-mark for mark in marks or PERMIT_MARKS} | {1}
    return Policy("permit_expiring", "permit_lapsed", tuple(map(stage, sorted(days))))

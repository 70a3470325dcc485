"""A stretch of days swept one by one inside one transaction: what would be said to whom."""

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from time import perf_counter

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from market.actions import delivery, dossiers, rehearsals
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI, local_day
from market.core.periods import ONE_DAY
from market.core.phrases import DESPITE_SILENCE
from market.core.quiet_hours import QUIET_FROM, QUIET_UNTIL, earliest
from market.core.reports import Report
from market.models import Notice

Job = Callable[..., Report]

# what leaves the building cannot be rolled back: in a rehearsal it is counted
REHEARSED: dict[Job, Job] = {
    delivery.deliver_due: delivery.would_deliver,
    delivery.reap: delivery.would_reap,
    dossiers.build_waiting: dossiers.would_build,
}
# said on its own, whatever else there is that day
ALONE = frozenset(DESPITE_SILENCE) - {"digest"}


@dataclass
class Told:
    """Everything that would have gone out, and what went wrong on the way."""

    notices: list[Notice] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    days: int = 0
    seconds: float = 0.0


def foresee(at: datetime, last: date) -> Told:
    """Sweep once a day from a moment on until a day, which is included.

    Every job that has a say in what is said; what only tidies up is left out. To be called in a
    transaction that is rolled back.
    """
    told, began = Told(), perf_counter()
    gc.freeze()  # what is loaded by now is not looked through again and again for garbage
    jobs: dict[str, Job] = {
        name: import_string(str(job["run"]))
        for name, job in settings.JOBS.items()
        if not job.get("silent")
    }
    while local_day(at) <= last:
        told.notices += _swept(jobs, at, told.faults)
        told.days += 1
        at += ONE_DAY
    told.seconds = perf_counter() - began
    return told


def rehearse(job: Job, at: datetime) -> Report:
    """Do a job as far as it can be taken back."""
    return REHEARSED.get(job, job)(by=HOUSE, at=at)


def _swept(jobs: Mapping[str, Job], at: datetime, faults: Counter[str]) -> list[Notice]:
    """What is said on one day. Where a job fails, the day begins anew, and each can fail by itself."""
    try:
        with transaction.atomic():
            return [notice for job in jobs.values() for notice in _said(job, at)]
    except Exception:
        said: list[Notice] = []
        for name, job in jobs.items():
            said += _said_or_noted(name, job, at, faults)
        return said


def _said_or_noted(name: str, job: Job, at: datetime, faults: Counter[str]) -> list[Notice]:
    try:
        with transaction.atomic():
            return _said(job, at)
    except Exception as fault:  # one faulty job does not stop the others
        faults[f"{name}: {type(fault).__name__}: {fault}"[:200]] += 1
        return []


def _said(job: Job, at: datetime) -> list[Notice]:
    if job is delivery.deliver_due:
        return rehearsals.say_as_if(by=HOUSE, at=at)
    rehearse(job, at)
    return []


def told_by_reader(told: Told) -> str:
    """For every reader, day by day, what would have been said."""
    by_reader: dict[str, list[Notice]] = defaultdict(list)
    for notice in told.notices:
        by_reader[str(notice.vendor or notice.user or "")].append(notice)
    lines: list[str] = []
    for name in sorted(by_reader):
        lines.append(f"{name} ({len(by_reader[name])})")
        lines += [f"  {_day(notice)}  {notice.body}" for notice in by_reader[name]]
    return "\n".join(lines) + "\n"


def summary(told: Told) -> str:
    """How many, to how many, and whether the house kept its word."""
    readers = {(notice.vendor_id, notice.user_id) for notice in told.notices}
    return (
        f"{told.days} days in {told.seconds:.1f} s: {len(told.notices)} messages "
        f"to {len(readers)} readers; "
        f"days with two messages to one reader: {twice_a_day(told)}; "
        f"in quiet hours: {in_quiet_hours(told)}\n"
    )


def twice_a_day(told: Told) -> int:
    """Days on which a reader would have heard twice, what must be said on its own left out."""
    days = Counter(
        (notice.vendor_id, notice.user_id, _day(notice))
        for notice in told.notices
        if notice.occasion not in ALONE
    )
    return sum(count > 1 for count in days.values())


def in_quiet_hours(told: Told) -> int:
    """Messages that were planned into the quiet hours."""
    return sum(
        earliest(notice.next_attempt_at, QUIET_FROM, QUIET_UNTIL) != notice.next_attempt_at
        for notice in told.notices
    )


def _day(notice: Notice) -> str:
    return f"{(notice.sent_at or notice.next_attempt_at).astimezone(SHANGHAI):%Y-%m-%d}"

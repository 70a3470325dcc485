"""By when an answer is promised, in working days or in working hours of the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from market.core.hours import SHANGHAI
from market.core.periods import ONE_DAY
from market.core.refusals import Invalid
from market.core.workdays import Calendar

# when somebody sits in the office: an hour promised is an hour of these
OPENS, CLOSES = time(9), time(18)
MOST = 60


class Span(StrEnum):
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"


@dataclass(frozen=True)
class Promise:
    """So many working days, or working hours. Raises Invalid outside 1 to 60."""

    count: int
    unit: Span = Span.WORKING_DAY

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST:
            raise Invalid("bad_promise", "Promise 1 to {most}.", most=MOST, field="count")


# what holds where a market has settled nothing of its own
PROMISES: Mapping[str, Promise] = {
    "question": Promise(8, Span.WORKING_HOUR),
    "complaint": Promise(3),
    "proposal": Promise(5),
}


def answer_by(at: datetime, promise: Promise, calendar: Calendar) -> datetime:
    """The moment by which there is an answer to what came in at `at`.

    Days end when the office closes; hours run while it is open. What comes in after it has
    closed, or on a day of rest, came in when it opens next.
    """
    start = _at_work(at.astimezone(SHANGHAI), calendar)
    if promise.unit == Span.WORKING_DAY:
        day = calendar.add_working_days(start.date(), promise.count)
        return datetime.combine(day, CLOSES, tzinfo=SHANGHAI)
    left = timedelta(hours=promise.count)
    while left > (today := datetime.combine(start.date(), CLOSES, tzinfo=SHANGHAI) - start):
        left -= today
        start = _opening(calendar.next_working_day(start.date() + ONE_DAY))
    return start + left


def _at_work(at: datetime, calendar: Calendar) -> datetime:
    """The moment itself while the office is open, or else the next one at which it opens."""
    day = at.date()
    if calendar.is_working_day(day) and at.time() < CLOSES:
        return max(at, _opening(day))
    return _opening(calendar.next_working_day(day + ONE_DAY))


def _opening(day: date) -> datetime:
    return datetime.combine(day, OPENS, tzinfo=SHANGHAI)

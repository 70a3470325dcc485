"""Hours of the market day, which runs 05:00-29:00: a night that closes at 01:00 is still last night's.

Minutes are counted from midnight of the market day, so 01:00 in the morning is 1500.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from market.core.refusals import Invalid

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_MINUTE = 5 * 60
LAST_MINUTE = 29 * 60
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class Hours:
    """A span of the market day in minutes, half open: 18:00 to 01:00 is Hours(1080, 1500)."""

    start: int = FIRST_MINUTE
    end: int = LAST_MINUTE

    def __post_init__(self) -> None:
        if not FIRST_MINUTE <= self.start < self.end <= LAST_MINUTE:
            raise Invalid(
                "bad_hours",
                "A market day runs from 05:00 to 05:00 the next morning, and must end after it begins.",
                field="hours",
            )

    @classmethod
    def between(cls, opens: time, closes: time) -> "Hours":
        """From wall-clock times. A closing time at or before the opening is the next morning."""
        start = _minute(opens)
        end = _minute(closes)
        return cls(start, end if end > start else end + 24 * 60)

    @property
    def whole_day(self) -> bool:
        return (self.start, self.end) == (FIRST_MINUTE, LAST_MINUTE)

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The two moments between which these hours run on a market day."""
        midnight = datetime.combine(day, time(), tzinfo=SHANGHAI)
        return midnight + timedelta(minutes=self.start), midnight + timedelta(minutes=self.end)


def _minute(clock: time) -> int:
    minute = clock.hour * 60 + clock.minute
    return minute if minute >= FIRST_MINUTE else minute + 24 * 60


def market_day(at: datetime) -> date:
    """The market day that a moment belongs to."""
    return (at.astimezone(SHANGHAI) - timedelta(minutes=FIRST_MINUTE)).date()


def runs(weekdays: Iterable[int]) -> list[tuple[int, int]]:
    """ISO weekdays (1 Monday to 7 Sunday) as half-open runs: {5, 6, 1} is [(1, 2), (5, 7)].

    Raises Invalid where there is no day, or a number that is no weekday.
    """
    days = sorted(set(weekdays))
    if not days or days[0] < 1 or days[-1] > 7:
        raise Invalid("bad_weekdays", "Choose at least one day of the week.", field="weekdays")
    found: list[tuple[int, int]] = []
    for day in days:
        if found and found[-1][1] == day:
            found[-1] = (found[-1][0], day + 1)
        else:
            found.append((day, day + 1))
    return found


def local_day(at: datetime) -> date:
    """The calendar day that a moment falls on at the market, whatever zone it was written in."""
    return at.astimezone(SHANGHAI).date()


def start_of(on: date) -> datetime:
    """The first moment of a calendar day at the market."""
    return datetime.combine(on, time(), tzinfo=SHANGHAI)

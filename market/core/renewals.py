"""When a paper may be renewed: the window before its last day, in days, working days or months."""

from dataclasses import dataclass
from datetime import date, timedelta

from market.core.periods import ONE_DAY, months_after
from market.core.workdays import Calendar

USUAL_OPENS = 30
# a type that says only when its window closes is applied for so many days before that
ROOM = 60


@dataclass(frozen=True, slots=True)
class Terms:
    """So many units before the last day the window opens, and so many before it closes."""

    unit: str
    opens: int
    closes: int

    @classmethod
    def of(cls, unit: str, opens: int | None, closes: int | None, marks: list[int]) -> "Terms":
        """As a kind of paper says it; where it says nothing, from its first reminder to its end."""
        if unit == "month":
            return cls("month", opens if opens is not None else (closes or 0) + 2, closes or 0)
        if not unit:
            return cls("day", opens or max(marks, default=USUAL_OPENS), closes or 0)
        return cls(unit, opens if opens is not None else (closes or 0) + ROOM, closes or 0)


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day to apply. provisional: reckoned in a year not yet published."""

    opens_on: date
    closes_on: date
    provisional: bool


def window(expires_on: date, terms: Terms, calendar: Calendar) -> Window:
    """The window before a last day, which does not count itself."""
    opens = _before(expires_on, terms.opens, terms, calendar)
    closes = _before(expires_on, terms.closes, terms, calendar)
    years = {opens.year, closes.year, expires_on.year}
    unsure = terms.unit == "working_day" and not years <= calendar.published
    return Window(opens, closes, unsure)


def soon_until(on: date, terms: Terms, calendar: Calendar) -> date:
    """The latest last day whose window is open on the day."""
    if terms.unit == "day":
        return on + timedelta(days=terms.opens)
    if terms.unit == "month":
        found = months_after(on, terms.opens)
    else:
        found = calendar.add_working_days(on, terms.opens)
    while _before(found + ONE_DAY, terms.opens, terms, calendar) <= on:
        found += ONE_DAY
    return found


def phase(
    expires_on: date | None,
    terms: Terms,
    calendar: Calendar,
    *,
    on: date,
    applied: bool = False,
    in_time: bool = False,
) -> str:
    """What a day makes of a checked paper.

    valid, open (apply now), late (the window is closed, the paper still counts), applied,
    continues (run out, but applied for in time and not decided: 行政许可法 第五十条), lapsed.
    """
    if expires_on is None:
        return "valid"
    if expires_on < on:
        return "continues" if applied and in_time else "lapsed"
    there = window(expires_on, terms, calendar)
    if applied:
        return "applied"
    if on < there.opens_on:
        return "valid"
    return "open" if on <= there.closes_on else "late"


def _before(day: date, count: int, terms: Terms, calendar: Calendar) -> date:
    if terms.unit == "working_day":
        return calendar.add_working_days(day, -count)
    if terms.unit == "month":
        return months_after(day, -count)
    return day - timedelta(days=count)

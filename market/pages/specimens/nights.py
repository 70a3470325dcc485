"""An invented month of nights: August 2026, a make-up workday on the 15th, the 23rd called off."""

from datetime import date, timedelta
from typing import Any

FIRST = date(2026, 8, 1)
LAST = date(2026, 8, 31)
AT_WORK = date(2026, 8, 15)
FESTIVAL = (date(2026, 8, 22), date(2026, 8, 23))
NIGHT = {"url": "?", "name": "星空街夜市", "hours": "18:00–23:30", "tone": "let"}
LATE = {"url": "?", "name": "啤酒海鲜节", "hours": "17:00–次日 01:00", "tone": "soon"}


def month() -> dict[str, Any]:
    """The month in weeks from Monday, as parts/month.html takes it."""
    monday = FIRST - timedelta(days=FIRST.weekday())
    days = [_day(monday + timedelta(days=number)) for number in range(42)]
    return {
        "first": FIRST,
        "previous": "?show=bill",
        "next": "?show=bill",
        "weeks": [days[start : start + 7] for start in range(0, 42, 7)],
    }


def _day(on: date) -> dict[str, Any]:
    return {
        "on": on,
        "inside": FIRST <= on <= LAST,
        "today": on == LAST,
        "rest": on.isoweekday() > 5 and on != AT_WORK,
        "work": on == AT_WORK,
        "provisional": False,
        "sessions": _sessions(on),
    }


def _sessions(on: date) -> list[dict[str, Any]]:
    if on in FESTIVAL:
        return [{**LATE, "cancelled": on == FESTIVAL[1]}]
    return [NIGHT] if FIRST <= on <= LAST and on.isoweekday() > 4 else []

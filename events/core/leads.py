"""How early a filing has to be made, where an authority's own notice differs from the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from market.core.workdays import Calendar


class Unit(StrEnum):
    """How days are counted: each of them, or those on which people work."""

    DAY = "day"
    WORKING_DAY = "working_day"


@dataclass(frozen=True, slots=True)
class Lead:
    """So many days before the session, the session's own day not counted (民法典 201).

    decided_in: within how many of the same days the authority answers; None for a report.
    """

    days: int
    decided_in: int | None = None
    unit: Unit = Unit.DAY
    source: str = ""


@dataclass(frozen=True, slots=True)
class Leads:
    """The leads that an operator has set, by code of filing, and the calendar to count in."""

    own: Mapping[str, Lead] = field(default_factory=dict)
    calendar: Calendar = Calendar()

    def counted(self, day: date, days: int, unit: Unit) -> date:
        """The day that is so many days on, or back for a negative number."""
        if unit is Unit.WORKING_DAY:
            return self.calendar.add_working_days(day, days)
        return day + timedelta(days=days)


NO_LEADS = Leads()

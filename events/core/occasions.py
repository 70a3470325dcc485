"""What an authority asks about a session: when and where, for how many, with what in it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from market.core.hours import SHANGHAI, Hours

_NIGHT_BEGINS = 22 * 60
_NIGHT_ENDS = 6 * 60


class Feature(StrEnum):
    """Something in a session that brings a filing or a warning with it."""

    FOOD_FAIR = "food_fair"
    PAID_PERFORMANCE = "paid_performance"
    TEMPORARY_STAGE = "temporary_stage"
    PUBLIC_ROAD = "public_road"
    BARBECUE = "barbecue"
    LOUDSPEAKER = "loudspeaker"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A session as far as filings go.

    day: the market day it opens on. people: expected at once, None where nobody has said.
    place: the id of its zone, None for the whole market.
    """

    day: date
    hours: Hours
    people: int | None = None
    features: frozenset[Feature] = frozenset()
    place: int | None = None

    @property
    def at_night(self) -> bool:
        """Whether any of it falls between 22:00 and 06:00."""
        return self.hours.end > _NIGHT_BEGINS or self.hours.start < _NIGHT_ENDS


def hours_between(day: date, starts_at: datetime, ends_at: datetime) -> Hours:
    """The hours of the market day `day` between two moments.

    Raises Invalid("bad_hours") where they do not fit into that market day.
    """
    midnight = datetime.combine(day, time(), tzinfo=SHANGHAI)
    return Hours(_minutes(starts_at - midnight), _minutes(ends_at - midnight))


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60

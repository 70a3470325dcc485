"""Between the even time of astronomy and the clock and day of China."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, timezone

from market.core.refusals import Invalid

CHINA = timezone(timedelta(hours=8))
FIRST_YEAR, LAST_YEAR = 1950, 2150
DAYS_IN_CENTURY = 36525
NOON_2000 = 2451545.0
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)

# by how many seconds the Earth's turning lags behind even time: measured until 2026 (IERS), then
# as it is expected to go on; a day late by a second matters once in a century
_LAG = (
    *((1950, 29.1), (1960, 33.2), (1970, 40.2), (1980, 50.5), (1985, 54.3), (1990, 56.9)),
    *((1995, 60.8), (2000, 63.8), (2005, 64.7), (2010, 66.1), (2015, 67.6), (2020, 69.4)),
    *((2026, 69.1), (2050, 75.0), (2100, 103.0), (2151, 145.0)),
)
_YEARS = [year for year, _ in _LAG]


def lag(year: float) -> float:
    """Seconds by which even time (TT) is ahead of the clock (UT)."""
    at = min(max(bisect_right(_YEARS, year) - 1, 0), len(_LAG) - 2)
    (first, before), (last, after) = _LAG[at], _LAG[at + 1]
    return before + (after - before) * (year - first) / (last - first)


def in_china(even: float) -> datetime:
    """A Julian day of even time as a moment in China's time, which is +8 for astronomy always."""
    year = 2000 + (even - NOON_2000) / 365.25
    clock = timedelta(days=even - NOON_2000, seconds=-lag(year))
    return (_NOON + clock).astimezone(CHINA)


def even_noon(day: date) -> float:
    """The Julian day, within a minute, of noon in China on a day."""
    return NOON_2000 + (day - _NOON.date()).days - 8 / 24


def refuse_far(year: int) -> None:
    """This will refuse a year for which the rules of the calendar and the sky are not known well."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(
            "bad_year",
            "We know the lunar calendar from {first} to {last}.",
            first=FIRST_YEAR,
            last=LAST_YEAR,
            field="window",
        )

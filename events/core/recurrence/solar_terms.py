"""二十四节气 and 三伏: the Sun every 15 degrees, to the minute, and the hot days reckoned from it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import cos, radians, sin

from events.core.recurrence.earth import LONGITUDE
from events.core.recurrence.moments import DAYS_IN_CENTURY, NOON_2000, in_china, refuse_far

# from January on; 小寒 is where the Sun stands at 285 degrees
TERMS = (
    *("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种"),
    *("夏至", "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪"),
    *("大雪", "冬至"),
)
DOG_DAYS = ("初伏", "中伏", "末伏")

_FIRST = 285
_TENTH_STEM_DAY = 6  # 庚
_ARC_SECOND = 1 / 3600


@dataclass(frozen=True, slots=True)
class Named:
    """A day with the name of what falls on it."""

    day: date
    name: str


@lru_cache(maxsize=256)
def moments_of(year: int) -> tuple[datetime, ...]:
    """The 24 moments of a calendar year in China's time, 小寒 first. Good to the minute."""
    refuse_far(year)
    return tuple(in_china(_when(year, (_FIRST + 15 * at) % 360, at)) for at in range(len(TERMS)))


def terms_of(year: int) -> tuple[Named, ...]:
    """The 24 terms of a calendar year with their days."""
    return tuple(Named(at.date(), name) for at, name in zip(moments_of(year), TERMS, strict=True))


@lru_cache(maxsize=256)
def dog_days_of(year: int) -> tuple[Named, ...]:
    """三伏: the third and fourth 庚 day from 夏至 on, and the first from 立秋 on."""
    days = {each.name: each.day for each in terms_of(year)}
    third = _stem_day(days["夏至"]) + timedelta(days=20)
    found = (third, third + timedelta(days=10), _stem_day(days["立秋"]))
    return tuple(Named(day, name) for day, name in zip(found, DOG_DAYS, strict=True))


def apparent_longitude(even: float) -> float:
    """Where the Sun is seen from the Earth, in degrees, at a Julian day of even time."""
    millennia = (even - NOON_2000) / (10 * DAYS_IN_CENTURY)
    earth = sum(
        sum(size * cos(phase + speed * millennia) for size, phase, speed in terms)
        * millennia**power
        for power, terms in enumerate(LONGITUDE)
    )
    seen = earth / 1e8 * 180 / 3.141592653589793 + 180
    return (
        seen + (_nutation(millennia * 10) - _aberration(millennia) - 0.0903) * _ARC_SECOND
    ) % 360


def _nutation(centuries: float) -> float:
    """How far the ecliptic's zero trembles, in seconds of arc (the largest terms of IAU 1980)."""
    node = radians(125.04452 - 1934.136261 * centuries)
    sun = radians(280.4665 + 36000.7698 * centuries)
    moon = radians(218.3165 + 481267.8813 * centuries)
    anomaly = radians(357.52772 + 35999.05034 * centuries)
    moons = radians(134.96298 + 477198.867398 * centuries)
    return (
        -17.1996 * sin(node)
        - 1.3187 * sin(2 * sun)
        - 0.2274 * sin(2 * moon)
        + 0.2062 * sin(2 * node)
        + 0.1426 * sin(anomaly)
        + 0.0712 * sin(moons)
        - 0.0517 * sin(2 * sun + anomaly)
        - 0.0386 * sin(2 * moon - node)
        - 0.0301 * sin(2 * moon + moons)
        + 0.0217 * sin(2 * sun - anomaly)
    )


def _aberration(millennia: float) -> float:
    """How far light's time on the way puts the Sun back, in seconds of arc."""
    distance = 1.00014 + 0.016707 * cos(3.0984635 + 6283.07585 * millennia)
    return 20.4898 / distance


def _when(year: int, degrees: int, number: int) -> float:
    """The Julian day of even time at which the Sun reaches a longitude in a year."""
    even = NOON_2000 + (year - 2000) * 365.2422 + 5 + number * 15.2184
    for _ in range(6):
        even += 58.13 * sin(radians(degrees - apparent_longitude(even)))
    return even


def _stem_day(day: date) -> date:
    """The day itself when it is a 庚 day, or else the first one after it."""
    return day + timedelta(days=(_TENTH_STEM_DAY - day.toordinal() - 4) % 10)

"""When the moon is new: the mean new moon and its corrections (Meeus, Astronomical Algorithms, 49)."""

from datetime import date, datetime
from functools import lru_cache
from math import radians, sin

from events.core.recurrence.moments import in_china

# the size in days, the power of the orbit's flattening, and how often M, M', F and the node go in
_TERMS = (
    (-0.40720, 0, 0, 1, 0, 0),
    (0.17241, 1, 1, 0, 0, 0),
    (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0),
    (-0.00514, 1, 1, 1, 0, 0),
    (0.00208, 2, 2, 0, 0, 0),
    (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0),
    (0.00056, 1, 1, 2, 0, 0),
    (-0.00042, 0, 0, 3, 0, 0),
    (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0),
    (-0.00024, 1, -1, 2, 0, 0),
    (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0),
    (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0),
    (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0),
    (0.00003, 0, -1, 1, 2, 0),
    (-0.00002, 0, -1, 1, -2, 0),
    (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)

# what the planets do: size in days, degrees at the first, degrees a moon
_PLANETS = (
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
)
_MONTH = 29.530588861
_FIRST = date(2000, 1, 6)


@lru_cache(maxsize=4096)
def moment_of(number: int) -> datetime:
    """The new moon so many months after that of 6 January 2000, in China's time."""
    t = number / 1236.85
    flattening = 1 - 0.002516 * t - 0.0000074 * t * t
    angles = (
        2.5534 + 29.10535670 * number - 0.0000014 * t**2,
        201.5643 + 385.81693528 * number + 0.0107582 * t**2 + 0.00001238 * t**3,
        160.7108 + 390.67050284 * number - 0.0016118 * t**2 - 0.00000227 * t**3,
        124.7746 - 1.56375588 * number + 0.0020672 * t**2,
    )
    even = 2451550.09766 + _MONTH * number + 0.00015437 * t**2 - 0.000000150 * t**3
    for size, power, *times in _TERMS:
        angle = sum(n * each for n, each in zip(times, angles, strict=True))
        even += size * flattening**power * sin(radians(angle))
    even += sum(size * sin(radians(start + speed * number)) for size, start, speed in _PLANETS)
    return in_china(even)


def last_before(day: date) -> int:
    """The number of the last new moon that falls on the day or before it."""
    number = round((day - _FIRST).days / _MONTH) + 1
    while moment_of(number).date() > day:
        number -= 1
    return number

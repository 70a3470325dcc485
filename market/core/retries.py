"""When to try again: later each time, and not all at the same moment."""

from datetime import timedelta
from zlib import crc32

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)


def pause(attempts: int, name: str) -> timedelta:
    """How long to wait after so many attempts: doubled each time, at most an hour, ± a quarter.

    The jitter comes from the name, so that the same thing always waits the same time and a
    thousand things do not all come back at once.
    """
    longest = min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
    share = crc32(f"{name}/{attempts}".encode()) / 2**32
    return longest * (0.75 + share / 2)

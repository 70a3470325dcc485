"""Leasing's states as words, for the catalogue."""

from collections.abc import Iterator

from leasing.core.metering.states import MeterRunState, ReadingState
from leasing.core.states import ApplicationState, LeaseState
from market.core.words import of


def states() -> Iterator[tuple[str, str]]:
    yield from of("application", ApplicationState)
    yield from of("lease", [*LeaseState, "active", "expiring", "expired"])
    yield from of("reading", ReadingState)
    yield from of("meterrun", MeterRunState)

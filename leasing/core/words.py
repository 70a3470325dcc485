"""Leasing's states as words, for the catalogue."""

from collections.abc import Iterator

from leasing.core.states import ApplicationState, CallState, DrawState, LeaseState
from market.core.words import of


def states() -> Iterator[tuple[str, str]]:
    yield from of("application", ApplicationState)
    yield from of("call", [*CallState, "coming", "running", "over"])
    yield from of("draw", DrawState)
    yield from of("lease", [*LeaseState, "active", "expiring", "expired"])

"""Leasing's states as words, for the catalogue."""

from collections.abc import Iterator

from leasing.core.arrears_states import (
    AgreementState,
    DemandState,
    SettlementState,
    TerminationState,
)
from leasing.core.metering.states import MeterRunState, ReadingState
from leasing.core.states import ApplicationState, LeaseState
from market.core.words import of


def states() -> Iterator[tuple[str, str]]:
    yield from of("application", ApplicationState)
    yield from of("agreement", [*AgreementState, "kept", "broken"])
    yield from of("demand", [*DemandState, "cured", "late"])
    yield from of("termination", TerminationState)
    yield from of("settlement", SettlementState)
    yield from of("lease", [*LeaseState, "active", "expiring", "expired"])
    yield from of("reading", ReadingState)
    yield from of("meterrun", MeterRunState)

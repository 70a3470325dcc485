"""Leasing's states as words, for the catalogue."""

from collections.abc import Iterator

from leasing.core.arrears_states import (
    AgreementState,
    DemandState,
    SettlementState,
    TerminationState,
)
from leasing.core.life_states import (
    ClosureState,
    RelocationState,
    RenewalState,
    SubletState,
    TransferState,
)
from leasing.core.lints import HABIT, SAID
from leasing.core.metering.states import MeterRunState, ReadingState
from leasing.core.states import ApplicationState, CallState, DrawState, LeaseState
from market.core.words import of


def states() -> Iterator[tuple[str, str]]:
    yield from of("application", ApplicationState)
    yield from of("agreement", [*AgreementState, "kept", "broken"])
    yield from of("demand", [*DemandState, "cured", "late"])
    yield from of("termination", TerminationState)
    yield from of("settlement", SettlementState)
    yield from of("reading", ReadingState)
    yield from of("meterrun", MeterRunState)
    yield from of("lease", [*LeaseState, "active", "expiring", "expired", "held_over"])
    yield from of("renewal", RenewalState)
    yield from of("transfer", TransferState)
    yield from of("relocation", RelocationState)
    yield from of("sublet", SubletState)
    yield from of("closure", ClosureState)
    yield from (("", sentence) for sentence, _ in SAID.values())
    yield "", HABIT
    yield from of("call", [*CallState, "coming", "running", "over"])
    yield from of("draw", DrawState)

"""What became of each line of a list that was brought in, and the figures of the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from market.core.discretion import discreet
from market.core.maps import Fault, MappedRow
from market.core.refusals import Refusal


class Outcome(StrEnum):
    """created, changed or unchanged: it is in. skipped: it is no row. refused: it is not in."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True)
class Landing:
    """What became of one line of the file.

    faults: why it was refused or skipped; of a line that is in, what of it was not taken over.
    """

    line: int
    outcome: Outcome
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class IntakeReport:
    """One list, line by line. besides: what else came into being, such as zones or vendors.

    dry_run: nothing of it was kept; it is what would be.
    """

    kind: str
    landings: tuple[Landing, ...]
    besides: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many lines came to which end, each end named."""
        ends = [landing.outcome for landing in self.landings]
        return {outcome: ends.count(outcome) for outcome in Outcome}

    @property
    def refused(self) -> int:
        return self.counts[Outcome.REFUSED]

    @property
    def remarks(self) -> tuple[tuple[Landing, Fault], ...]:
        """Everything there is to say of single lines, in the order of the file."""
        return tuple((landing, fault) for landing in self.landings for fault in landing.faults)


def not_landed(row: MappedRow[Any]) -> Landing:
    """The landing of a line that gave no value. Raises ValueError for one that did."""
    if row.skipped is not None:
        return Landing(row.line, Outcome.SKIPPED, (discreet_fault(row.skipped),))
    if not row.faults:
        raise ValueError(f"line {row.line} has neither a fault nor a reason to be passed over")
    return Landing(row.line, Outcome.REFUSED, tuple(discreet_fault(fault) for fault in row.faults))


def turned_away(line: int, refusals: Iterable[Refusal], columns: Mapping[str, str]) -> Landing:
    """The landing of a line that the house refused. columns: by field, as the file calls them."""
    return Landing(line, Outcome.REFUSED, tuple(fault_of(each, columns) for each in refusals))


def fault_of(refusal: Refusal, columns: Mapping[str, str]) -> Fault:
    """A refusal as a fault of the column that it names."""
    facts = {name: fact for name, fact in refusal.facts.items() if name != "field"}
    column = columns.get(str(refusal.facts.get("field", "")), "")
    return discreet_fault(Fault(column, refusal.code, refusal.sentence, facts))


def discreet_fault(fault: Fault) -> Fault:
    """The fault as it may be shown and written down: without the numbers of persons."""
    facts = {
        name: discreet(fact) if isinstance(fact, str) else fact
        for name, fact in fault.facts.items()
    }
    return replace(fault, facts=facts)

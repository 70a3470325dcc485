"""The report of an import as text: figures, then what there is to say line by line."""

from collections.abc import Callable, Iterator
from typing import Any

from market.core.deliveries import Delivery
from market.core.landings import IntakeReport, Outcome
from market.core.maps import Fault

Say = Callable[[Fault], str]

CONTEXT = "intake"
HEADS = ("line", "outcome", "column", "it says", "why")


def figures(report: IntakeReport) -> dict[str, int]:
    """How many lines there were and what became of them, and what else came into being."""
    return {
        "lines": len(report.landings),
        **{str(outcome): count for outcome, count in report.counts.items()},
        **{f"new_{name}": count for name, count in report.besides.items()},
    }


def remarks(
    report: IntakeReport, delivery: Delivery[Any], say: Say
) -> Iterator[tuple[int, Outcome, str, str, str]]:
    """(line, what became of it, column, what the cell says, why and what to do)."""
    for landing, fault in report.remarks:
        says = delivery.says(landing.line, fault.column)
        yield landing.line, landing.outcome, fault.column, says, say(fault)


def lines(
    report: IntakeReport, delivery: Delivery[Any], say: Say
) -> Iterator[tuple[int, Outcome, str, str, str]]:
    """Every line of the file for a spreadsheet: its remarks, or its outcome alone."""
    for landing in report.landings:
        faults = landing.faults
        if not faults:
            yield landing.line, landing.outcome, "", "", ""
        for fault in faults:
            says = delivery.says(landing.line, fault.column)
            yield landing.line, landing.outcome, fault.column, says, say(fault)


def words() -> Iterator[tuple[str, str]]:
    """The words of the figures and of the table's heads, for the catalogue."""
    told = ("lines", *Outcome, "new_zones", "new_vendors", "new_workers", "columns not read")
    yield from ((CONTEXT, str(word)) for word in (*told, *HEADS))

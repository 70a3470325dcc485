"""The way from unpaid rent to the end of a lease: each step, what the law wants, what is missing.

Source: 民法典 722 (rent late, demand within a reasonable time, then terminate), 565 (a notice ends
the contract when it arrives, on the day it states).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from market.core.refusals import Conflict


class Step(StrEnum):
    OVERDUE = "overdue"
    DEMAND = "demand"
    CURE = "cure"
    NOTICE = "notice"
    ARRIVAL = "arrival"
    END = "end"
    SETTLEMENT = "settlement"


# what a person may pass over with a reason; a notice that never arrived ends nothing
SKIPPABLE = (Step.OVERDUE, Step.DEMAND, Step.CURE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What has happened so far. overdue_days: how long the oldest rent has been late, or None."""

    overdue_days: int | None
    needed_days: int
    demand_delivered: bool
    cure_on: date | None
    cured: bool
    notice_issued: bool
    notice_arrived: bool
    ended: bool
    settled: bool
    skipped: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the way. current: it is the first that is not done; missing: a code of why not."""

    step: Step
    done: bool
    current: bool
    missing: str
    why_skipped: str = ""

    @property
    def skippable(self) -> bool:
        return self.current and self.step in SKIPPABLE


def stages(facts: Facts, *, on: date) -> tuple[Stage, ...]:
    """All steps in their order; those after the current one are locked."""
    found: list[Stage] = []
    locked = False
    for step in Step:
        missing = _missing(step, facts, on)
        skipped = facts.skipped.get(step, "") if missing else ""
        done = not locked and (not missing or bool(skipped))
        found.append(Stage(step, done, not done and not locked, missing, skipped))
        locked = locked or not done
    return tuple(found)


def require(facts: Facts, step: Step, *, on: date) -> None:
    """This will refuse, with Conflict("step_locked"), a step whose forerunners are not done."""
    current = next((stage for stage in stages(facts, on=on) if stage.current), None)
    order = list(Step)
    if current is not None and order.index(current.step) < order.index(step):
        raise Conflict(
            "step_locked",
            "This step is not open yet: an earlier one is missing. Do it, or skip it with a reason.",
            missing=str(current.step),
        )


def _missing(step: Step, facts: Facts, on: date) -> str:
    """Why a step is not done, as a code; empty for one that is."""
    if step is Step.OVERDUE:
        return _overdue(facts)
    if step is Step.CURE:
        return _cure(facts, on)
    done, code = {
        Step.DEMAND: (facts.demand_delivered, "no_demand"),
        Step.NOTICE: (facts.notice_issued, "no_notice"),
        Step.ARRIVAL: (facts.notice_arrived, "no_arrival"),
        Step.END: (facts.ended, "not_ended"),
        Step.SETTLEMENT: (facts.settled, "not_settled"),
    }[step]
    return "" if done else code


def _overdue(facts: Facts) -> str:
    if facts.ended:
        return ""
    if facts.overdue_days is None:
        return "nothing_overdue"
    return "" if facts.overdue_days > facts.needed_days else "not_late_enough"


def _cure(facts: Facts, on: date) -> str:
    if facts.ended:
        return ""
    if facts.cure_on is None:
        return "no_cure_day"
    if facts.cured:
        return "cured"
    return "" if facts.cure_on < on else "cure_day_ahead"

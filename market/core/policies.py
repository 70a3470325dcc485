"""When the house speaks on an occasion, to whom, and by which way: what a market may settle.

A stage is a day counted from the day it is about, in natural or in working days. Every figure
here is a default that the operator may change (desk: Messages, Policies).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any

from market.core.refusals import Invalid

MOST_STAGES = 8
FARTHEST = 400


class Unit(StrEnum):
    DAY = "day"
    WORKING_DAY = "working_day"


class Whom(StrEnum):
    """The vendor; whoever is responsible by their role; the zone's steward; the manager."""

    VENDOR = "vendor"
    RESPONSIBLE = "responsible"
    STEWARD = "steward"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Stage:
    """A day on which to speak, counted from the day it is about: -3 is three days before."""

    key: str
    days: int
    unit: Unit = Unit.DAY
    to: tuple[Whom, ...] = (Whom.VENDOR,)


def stage(days: int, *to: Whom, unit: Unit = Unit.DAY) -> Stage:
    """The stage on that day, by its usual name: before_3, on_the_day, after_15, before_5w."""
    mark = "w" if unit == Unit.WORKING_DAY and days else ""
    name = f"before_{-days}" if days < 0 else f"after_{days}" if days else "on_the_day"
    return Stage(f"{name}{mark}", days, unit, to or (Whom.VENDOR,))


@dataclass(frozen=True)
class Policy:
    """The stages of an occasion, the ways in order, quiet hours of its own, and the digest.

    channels: none is as the settings say. quiet: from and until; None is the market's alone.
    """

    stages: tuple[Stage, ...]
    channels: tuple[str, ...] = ()
    quiet: tuple[time, time] | None = None
    digest: bool = True

    def __post_init__(self) -> None:
        names = [each.key for each in self.stages]
        if len(set(names)) != len(names):
            raise Invalid("stage_twice", "One of these days is there twice.", field="stages")
        if len(names) > MOST_STAGES:
            raise Invalid(
                "too_many_stages",
                "At most {most} days: nobody wants to hear it more often.",
                field="stages",
                most=MOST_STAGES,
            )
        for each in self.stages:
            if abs(each.days) > FARTHEST:
                raise Invalid(
                    "stage_too_far", "At most {most} days off.", field="stages", most=FARTHEST
                )
            if not each.to:
                raise Invalid("nobody_told", "Say who is told on each day.", field="stages")


@dataclass(frozen=True)
class Reminder:
    """An occasion that can be settled.

    group: under which it is shown. responsible: the role of Whom.RESPONSIBLE.
    legal: is said also to who asked for silence, and on its own, because they lose something by
    not knowing. whom: who can be told at all. source: where the default comes from.
    """

    group: str
    policy: Policy
    responsible: str = "manager"
    legal: bool = False
    whom: tuple[Whom, ...] = tuple(Whom)
    source: str = ""


_V, _R, _S, _M = Whom.VENDOR, Whom.RESPONSIBLE, Whom.STEWARD, Whom.MANAGER
_W = Unit.WORKING_DAY
_STAFF = (_R, _S, _M)

REMINDERS: Mapping[str, Reminder] = {
    "rent_due": Reminder("money", Policy((stage(-3), stage(-1))), "cashier"),
    "rent_overdue": Reminder(
        "money", Policy((stage(3), stage(15, _V, _S))), "cashier", source="民法典 722"
    ),
    "late_fee_growing": Reminder(
        "money", Policy((stage(7), stage(30, _V, _R))), "cashier", source="民法典 585"
    ),
    "deposit_topup": Reminder(
        "money", Policy((stage(-3), stage(3), stage(15, _R))), "cashier", source="民法典 586"
    ),
    "deposit_to_return": Reminder(
        "money", Policy((stage(-3, _R), stage(1, _R, _M))), "cashier", whom=_STAFF
    ),
    "permit_window": Reminder(
        "papers",
        Policy((stage(-45), stage(-20, _V, unit=_W), stage(-5, _V, unit=_W), stage(1, _V, _R))),
        "checker",
        source="食品经营许可和备案管理办法 31",
    ),
    "permit_expiring": Reminder("papers", Policy((stage(-30), stage(-14), stage(-3))), "checker"),
    "permit_lapsed": Reminder(
        "papers", Policy((stage(1, _V, _S),)), "checker", source="食品安全法 61"
    ),
    "lease_ending": Reminder(
        "leases", Policy((stage(-90, _V, _M), stage(-60), stage(-30, _V, _M))), source="民法典 734"
    ),
    "renewal_offer": Reminder(
        "leases", Policy((stage(-7), stage(-2))), legal=True, source="民法典 734"
    ),
    "sublet_clock": Reminder(
        "leases",
        Policy((stage(-90, _M), stage(-30, _M), stage(-7, _S, _M))),
        whom=_STAFF,
        source="民法典 718",
    ),
    "holdover_clock": Reminder(
        "leases", Policy((stage(1, _M), stage(15, _M))), whom=_STAFF, source="民法典 734"
    ),
    "application_deadline": Reminder("applications", Policy((stage(-2), stage(0))), legal=True),
    "filing_deadline": Reminder(
        "events",
        Policy((stage(-10, _M, unit=_W), stage(-3, _M, unit=_W), stage(0, _R, _M))),
        whom=_STAFF,
        source="大型群众性活动安全管理条例 13",
    ),
    "session_tomorrow": Reminder("events", Policy((stage(-1),))),
    "meter_reading": Reminder("meters", Policy((stage(-1, _S), stage(2, _S, _M))), whom=_STAFF),
    "enquiry_promised": Reminder(
        "enquiries",
        Policy((stage(-1, _R, unit=_W), stage(0, _R), stage(1, _R, _M))),
        "steward",
        whom=_STAFF,
    ),
    "rectification": Reminder(
        "inspections", Policy((stage(-2), stage(0), stage(1, _V, _S))), "checker"
    ),
}
LEGAL = frozenset(name for name, reminder in REMINDERS.items() if reminder.legal)


def default_of(occasion: str) -> Policy:
    """What holds where a market has settled nothing. Raises KeyError for no such occasion."""
    return REMINDERS[occasion].policy


def stages_as_json(stages: Sequence[Stage]) -> list[dict[str, Any]]:
    """As they are stored, and said on the API."""
    return [
        {"days": each.days, "unit": str(each.unit), "to": [str(whom) for whom in each.to]}
        for each in stages
    ]


def stages_of_json(told: Sequence[Mapping[str, Any]]) -> tuple[Stage, ...]:
    """The stages that were stored, the earliest first. Raises Invalid for what is none."""
    try:
        read = [
            stage(int(each["days"]), *map(Whom, each["to"]), unit=Unit(each["unit"]))
            if each["to"]
            else Stage("", int(each["days"]), Unit(each["unit"]), ())
            for each in told
        ]
    except (KeyError, TypeError, ValueError) as fault:
        raise Invalid(
            "bad_stage", "A stage has days, a unit and who is told.", field="stages"
        ) from fault
    return tuple(sorted(read, key=_about))


def _about(one: Stage) -> float:
    return one.days * 7 / 5 if one.unit == Unit.WORKING_DAY else one.days


def differences(before: Policy, after: Policy) -> tuple[list[Stage], list[Stage]]:
    """The stages that a change would take away, and those it would add."""
    gone = [each for each in before.stages if each not in after.stages]
    new = [each for each in after.stages if each not in before.stages]
    return gone, new

"""A month's bills: all that is owed, what nobody pays for, and what could not be reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from leasing.core.metering.lines import Line, Metered, Slot, own_lines
from leasing.core.metering.losses import Group, exceeded, loss_lines, loss_of
from leasing.core.metering.workings import corrected
from market.core.refusals import Invalid

# whoever reads on the first days of a month reads for the month before
LATE_DAYS = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """A meter or a group that could not be billed, and why. roots: the places it touches."""

    about: str
    why: Invalid
    roots: frozenset[int]
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """One month's bills as they should be."""

    first: date
    lines: tuple[Line, ...] = ()
    house: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What is still to be charged, or below zero credited, of one line of a month."""

    month: date
    line: Line | None
    slot: Slot
    fen: int
    was_fen: int
    working: Mapping[str, Any] = field(default_factory=dict)


def month_billed(day: date) -> date:
    """The first day of the month in whose bill a reading of this day belongs."""
    return (day - timedelta(days=LATE_DAYS)).replace(day=1)


def reckon(
    first: date,
    places: Sequence[Metered],
    groups: Sequence[Group],
    *,
    found: Sequence[Fault] = (),
) -> Month:
    """This will reckon what every lease owes for a month. A faulty meter holds nobody else up.

    places: those that serve a pitch or common parts. found: faults that are known already; what
    they touch is not reckoned. The house's own part stands apart.
    """
    lines: list[Line] = []
    faults = list(found)
    faulty = {root for fault in found for root in fault.roots}
    for place in places:
        if place.root in faulty:
            continue
        try:
            lines += own_lines(place) if place.spans else []
        except Invalid as why:
            faults.append(Fault(place.number, why, frozenset({place.root})))
    unread = [place.number for place in places if not place.spans and place.root not in faulty]
    bad = {root for fault in faults for root in fault.roots}
    for group in groups:
        roots = frozenset(one.root for one in (group.main, *group.members))
        if roots & bad:
            faults.append(_held_up(group, roots))
            continue
        if not group.main.spans:
            unread.append(group.main.number)
            continue
        try:
            loss = loss_of(group)
            lines += loss_lines(loss)
            if loss.units < 0:
                faults.append(Fault(group.name, exceeded(loss), frozenset(), group.id))
        except Invalid as why:
            faults.append(Fault(group.name, why, roots, group.id))
    owed = [line for line in lines if line.fen]
    return Month(
        first=first,
        lines=tuple(line for line in owed if line.slot.payer is not None),
        house=tuple(line for line in owed if line.slot.payer is None),
        faults=tuple(faults),
        unread=tuple(unread),
    )


def differences(month: Month, charged: Mapping[Slot, int]) -> list[Difference]:
    """What is to be charged or credited so that all comes to what it should have been.

    charged: what stands in the books, in fen, by slot. What a fault touches is left as it is.
    """
    untold = {root for fault in month.faults if fault.group is None for root in fault.roots}
    waiting = {fault.group for fault in month.faults if fault.roots} - {None}
    should = {line.slot: line for line in month.lines}
    found = []
    for slot in sorted({*should, *charged}, key=_order):
        line = should.get(slot)
        if slot.root in untold or (slot.group is not None and slot.group in waiting):
            continue
        now, was = (line.fen if line else 0), charged.get(slot, 0)
        if now == was:
            continue
        working = line.working if line else {}
        if slot in charged:
            working = corrected(working, was_fen=was, now_fen=now)
        found.append(Difference(month.first, line, slot, now - was, was, working))
    return found


def _held_up(group: Group, roots: frozenset[int]) -> Fault:
    why = Invalid(
        "group_held_up",
        "The loss of {group} waits until the faulty meter in it is put right.",
        group=group.name,
    )
    return Fault(group.name, why, roots, group.id)


def _order(slot: Slot) -> tuple[int, int, int, int]:
    return (slot.root, slot.lease or 0, slot.vendor or 0, slot.group or 0)

"""Pitches: what is known of them, and when they are closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from market import rules
from market.actions import holds
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import EVERY_DAY, Hours
from market.core.periods import Period
from market.core.refusals import Conflict, Invalid
from market.models import Hold, Pitch
from market.models.places import PITCH_KINDS

EDITABLE = frozenset(
    (
        *("kind", "state_note", "row", "position", "x", "y", "width", "height", "goods"),
        *("area_m2", "charged_area_m2", "shopfront", "structure", "structure_approval_until"),
        *("power_kw", "three_phase", "water", "drain", "gas", "open_flame", "exhaust"),
        *("electricity_meter", "water_meter", "guide_rent_fen"),
    )
)


@transaction.atomic
def edit(pitch: Pitch, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> Pitch:
    """Correct what is known of a pitch: its size, place on the plan, equipment, guide rent.

    Raises Invalid for a field that cannot be edited, or an unknown kind or structure.
    """
    rules.require(by, "pitch.edit", pitch)
    unknown = sorted(changes.keys() - EDITABLE)
    if unknown:
        raise Invalid("unknown_field", "There is no field called {field}.", field=unknown[0])
    if changes.get("kind", pitch.kind) not in PITCH_KINDS:
        raise Invalid("bad_kind", "There is no such kind of pitch.", field="kind")
    if changes.get("structure", pitch.structure) not in ("permanent", "temporary"):
        raise Invalid("bad_structure", "A structure is permanent or temporary.", field="structure")
    Pitch.objects.filter(pk=pitch.pk).update(**changes)
    pitch.refresh_from_db()
    return pitch


@in_one_go
def close(
    pitches: Iterable[Pitch],
    period: Period,
    *,
    by: Actor,
    at: datetime,
    weekdays: Sequence[int] = EVERY_DAY,
    hours: Hours = Hours(),
) -> list[Hold]:
    """Keep pitches closed on some days and hours: works, a festival, a power cut.

    Nobody can be let on them then; where somebody is already, this will refuse with
    Conflict("pitch_taken").
    """
    if period.empty:
        raise Invalid("no_days", "The last day lies before the first.", field="ends_on")
    wanted = list(pitches)
    for pitch in wanted:
        rules.require(by, "pitch.close", pitch)
    return holds.take(wanted, period, held_for="closure", weekdays=weekdays, hours=hours)


@transaction.atomic
def reopen(hold: Hold, *, by: Actor, at: datetime) -> Hold:
    """End a closure. Ground that a lease, an offer or a night holds is given back by those."""
    rules.require(by, "pitch.close", hold.pitch)
    if hold.held_for != "closure":
        raise Conflict(
            "not_a_closure",
            "This ground is held for something else, and is given back with it.",
            held_for=hold.held_for,
        )
    holds.release([hold], at=at)
    hold.refresh_from_db()
    return hold

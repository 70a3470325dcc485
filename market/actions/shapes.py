"""Neighbouring pitches become one, and one becomes several. What was there stays as history."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from market import rules
from market.actions import moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.lettering import Box
from market.core.pinyin import sort_key
from market.core.pitch_moves import PITCH
from market.core.refusals import Conflict, Invalid
from market.core.shapes import areas, parts, union
from market.core.states import PitchState
from market.models import Hold, Pitch, Succession

LIKE = ("kind", "row", "shopfront", "structure", "structure_approval_until", "goods")
EQUIPPED = ("three_phase", "water", "drain", "gas", "open_flame", "exhaust")
FEW, MANY = 2, 20


@in_one_go
def merge(pitches: Sequence[Pitch], code: str, *, by: Actor, at: datetime) -> Pitch:
    """Make one pitch of neighbouring ones, from today.

    Their rectangles must make one rectangle, and nobody may hold any of them today or later. The
    old pitches are closed as merged; the new one has their area, and what any of them had.
    """
    locked = _locked(pitches, by)
    if len(locked) < FEW:
        raise Invalid("too_few", "Choose at least two pitches.", field="pitches")
    if len({pitch.zone_id for pitch in locked}) > 1:
        raise Invalid("other_zone", "Choose pitches of one zone.", field="pitches")
    box = union([_box(pitch) for pitch in locked])
    on = local_day(at)
    _refuse_held(locked, on)
    first = locked[0]
    made = _make(first, code, box, on, _together(locked))
    _follow(locked, [made], on, by=by, at=at)
    return made


@in_one_go
def split(pitch: Pitch, codes: Sequence[str], *, by: Actor, at: datetime) -> list[Pitch]:
    """Make several pitches of one, side by side and alike, from today.

    One that was merged falls back into the pitches it was made of where no codes are given.
    Nobody may hold it today or later.
    """
    locked = _locked([pitch], by)
    on = local_day(at)
    _refuse_held(locked, on)
    [one] = locked
    before = [row.before for row in one.made_of.select_related("before")]
    if before and not codes:
        return _bring_back(one, before, on, by=by, at=at)
    if not FEW <= len(codes) <= MANY:
        raise Invalid("too_few", "Choose at least two pitches.", field="codes")
    shares = zip(
        codes,
        parts(_box(one), len(codes)),
        areas(one.area_m2, len(codes)),
        areas(one.charged_area_m2, len(codes)),
        strict=True,
    )
    made = [
        _make(
            one, code, box, on, {"area_m2": area, "charged_area_m2": charged, **_equipment([one])}
        )
        for code, box, area, charged in shares
    ]
    _follow([one], made, on, by=by, at=at)
    return made


def _bring_back(
    one: Pitch, before: Sequence[Pitch], on: date, *, by: Actor, at: datetime
) -> list[Pitch]:
    for pitch in before:
        Pitch.objects.filter(pk=pitch.pk).update(gone_since=None, state_note="")
        moves.move(pitch, PITCH, "open", by=by, at=at, reason=one.code)
    _follow([one], list(before), on, by=by, at=at)
    return list(before)


def _locked(pitches: Sequence[Pitch], by: Actor) -> list[Pitch]:
    for pitch in pitches:
        rules.require(by, "pitch.shape", pitch)
    wanted = {pitch.pk for pitch in pitches}
    rows = Pitch.objects.select_for_update(no_key=True).filter(pk__in=wanted)
    locked = list(rows.order_by("pk"))
    for pitch in locked:
        if pitch.gone_since is not None:
            raise Conflict(
                "pitch_gone", "{pitch} is part of another pitch by now.", pitch=pitch.code
            )
    return locked


def _refuse_held(pitches: Sequence[Pitch], on: date) -> None:
    later = Q(days__endswith__gt=on) | Q(days__upper_inf=True)
    held = Hold.objects.filter(later, pitch__in=pitches, released_at=None).order_by("days").first()
    if held is not None:
        raise Conflict(
            "pitch_held",
            "{pitch} is let or held until {until}. It can be changed when it is free.",
            pitch=held.pitch.code,
            until=held.days.upper or "…",
            field="pitches",
        )


def _make(like: Pitch, code: str, box: Box, on: date, columns: Mapping[str, Any]) -> Pitch:
    wanted = code.strip()
    if not wanted or Pitch.objects.filter(zone=like.zone_id, code=wanted).exists():
        raise Invalid(
            "code_taken",
            "{code} is the code of another pitch here, or was. Choose a new one.",
            code=wanted,
            field="code",
        )
    return Pitch.objects.create(
        zone_id=like.zone_id,
        code=wanted,
        code_key=sort_key(wanted, longest=40),
        position=like.position,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        here_since=on,
        **{name: getattr(like, name) for name in LIKE},
        **columns,
    )


def _together(pitches: Sequence[Pitch]) -> dict[str, Any]:
    """What one pitch has that was several: the sum of their sizes, and whatever any of them had."""
    sums = ("area_m2", "charged_area_m2", "guide_rent_fen", "power_kw")
    found: dict[str, Any] = {}
    for name in sums:
        values = [getattr(pitch, name) for pitch in pitches]
        found[name] = None if None in values else sum(values)
    return {**found, **_equipment(pitches)}


def _equipment(pitches: Sequence[Pitch]) -> dict[str, bool]:
    return {name: any(getattr(pitch, name) for pitch in pitches) for name in EQUIPPED}


def _follow(
    before: Sequence[Pitch], after: Sequence[Pitch], on: date, *, by: Actor, at: datetime
) -> None:
    """The old ones are history: closed, off the plan, and remembered as what became of them."""
    codes = "、".join(pitch.code for pitch in after)
    Succession.objects.bulk_create(
        (Succession(before=old, after=new, on=on) for old in before for new in after),
        ignore_conflicts=True,
    )
    for pitch in before:
        if pitch.state != PitchState.CLOSED:
            moves.move(pitch, PITCH, "close", by=by, at=at, reason=codes)
        Pitch.objects.filter(pk=pitch.pk).update(gone_since=on, state_note=f"→ {codes}"[:200])


def _box(pitch: Pitch) -> Box:
    return Box(pitch.x, pitch.y, pitch.width, pitch.height)

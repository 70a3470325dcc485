"""Calls for applications: written, published, closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from leasing import rules
from leasing.actions import openings
from leasing.core.states import CALL, CallState
from leasing.models import Call, CallPitch, CallQuota
from leasing.models.calls import WAYS
from market.actions import moves
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Market, Pitch
from market.models.places import PITCH_KINDS

# what people may have relied on once it was published
FIXED = ("kind", "opens_at", "decided_by", "zone", "pitches")


@transaction.atomic
def add(market: Market, told: Mapping[str, Any], *, by: Actor, at: datetime) -> Call:
    """Write a call that nobody sees yet.

    told: title, opens_at, closes_at, and any of kind, title_en, text, text_en, decided_by, zone,
    pitches, quotas (trade -> places), late_code. Raises Invalid with the field.
    """
    rules.require(by, "call.add", market)
    call = Call(reference=new_reference("C"), market=market, created_at=at)
    return _write(call, told)


@transaction.atomic
def edit(call: Call, changes: Mapping[str, Any], *, by: Actor) -> Call:
    """Change a call. Once it was published, what people relied on stays as it is.

    late_code: None keeps the old one, an empty one takes it away.
    """
    rules.require(by, "call.edit", call)
    locked = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if locked.state != CallState.DRAFT:
        changed = next((name for name in FIXED if _differs(locked, changes, name)), None)
        if changed is not None:
            raise Conflict(
                "call_published",
                "This call was published: kind, ground, opening and the way it is decided stay as "
                "they are. Withdraw it and write another one.",
                field=changed,
            )
    return _write(locked, changes)


@transaction.atomic
def publish(call: Call, *, by: Actor, at: datetime) -> Call:
    """Let everybody see it. It takes applications between its two moments."""
    rules.require(by, "call.publish", call)
    if call.closes_at <= at:
        raise Invalid("call_over", "This call would be over already. Choose a later closing.")
    return moves.move(call, CALL, "publish", by=by, at=at)


def close(call: Call, *, by: Actor, at: datetime) -> Call:
    """Take no more applications on it, also before its time."""
    rules.require(by, "call.close", call)
    return moves.move(call, CALL, "close", by=by, at=at)


def reopen(call: Call, *, by: Actor, at: datetime) -> Call:
    """Take applications again, until its closing."""
    rules.require(by, "call.reopen", call)
    return moves.move(call, CALL, "reopen", by=by, at=at)


@transaction.atomic
def withdraw(call: Call, *, reason: str, by: Actor, at: datetime) -> Call:
    """Take the call back, with the reason. Applications on it stay, and are to be answered."""
    rules.require(by, "call.withdraw", call)
    if not reason.strip():
        raise Invalid("no_reason", "Say why the call is taken back.", field="reason")
    return moves.move(call, CALL, "withdraw", by=by, at=at, reason=reason)


def _write(call: Call, told: Mapping[str, Any]) -> Call:
    columns = dict(told)
    pitches = columns.pop("pitches", None)
    quotas = columns.pop("quotas", None)
    late_code = columns.pop("late_code", None)
    for name, value in columns.items():
        setattr(call, name, value)
    if late_code is not None:
        call.late_code_print = openings.print_of(late_code)
    _check(call, pitches or ())
    call.save()
    if pitches is not None:
        call.pitch_rows.all().delete()
        CallPitch.objects.bulk_create(CallPitch(call=call, pitch=pitch) for pitch in pitches)
    if quotas is not None:
        call.quotas.all().delete()
        CallQuota.objects.bulk_create(
            CallQuota(call=call, trade=trade, places=places) for trade, places in quotas.items()
        )
    return Call.objects.select_related("market", "zone").get(pk=call.pk)


def _check(call: Call, pitches: Sequence[Pitch]) -> None:
    if not call.title.strip():
        raise Invalid("no_title", "Give the call a title.", field="title")
    if call.kind not in PITCH_KINDS:
        raise Invalid("bad_kind", "Choose a kind of pitch.", field="kind", known=list(PITCH_KINDS))
    if call.decided_by not in WAYS:
        raise Invalid("bad_way", "Choose how it is decided.", field="decided_by", known=list(WAYS))
    if call.closes_at <= call.opens_at:
        raise Invalid("closes_before", "A call closes after it opens.", field="closes_at")
    zones = [*([call.zone] if call.zone else []), *(pitch.zone for pitch in pitches)]
    if any(zone.market_id != call.market_id for zone in zones):
        raise Invalid("other_ground", "This ground is not at this market.", field="zone")


def _differs(call: Call, changes: Mapping[str, Any], name: str) -> bool:
    if name not in changes:
        return False
    if name == "pitches":
        standing = set(call.pitch_rows.values_list("pitch", flat=True))
        return standing != {pitch.pk for pitch in changes[name] or ()}
    return bool(getattr(call, name) != changes[name])

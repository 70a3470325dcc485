"""Lotteries: announced with a sealed secret, their entrants frozen, drawn once, open to all."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from leasing import rules
from leasing.actions import decisions, waitlists
from leasing.actions.tellings import Told
from leasing.core import draws
from leasing.core.states import DRAW, ApplicationState, CallState
from leasing.models import Application, Call, Draw
from leasing.queries.calls import phase_of
from leasing.queries.draws import entrants_of, ground_of
from market.actions import moves
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid, Refusal
from market.models import Pitch
from market.sealing import house_seal

SECRET = "draw.secret"  # noqa: S105 — what the seal is for
OVER = ("over", CallState.CLOSED)


@transaction.atomic
def announce(call: Call, *, by: Actor, at: datetime, public_value_name: str = "") -> Draw:
    """Promise a lottery: the print of a secret is published, the secret stays sealed.

    public_value_name: a value that will be known later and that nobody here can foresee, named
    now. This will refuse a second lottery on a call.
    """
    rules.require(by, "draw.announce", call)
    secret = secrets.token_hex(32)
    try:
        with transaction.atomic():
            return Draw.objects.create(
                reference=new_reference("D"),
                call=call,
                commitment=draws.commitment(secret),
                secret_sealed=house_seal().seal(secret, SECRET),
                public_value_name=public_value_name.strip(),
                announced_at=at,
            )
    except IntegrityError as fault:
        raise Conflict("draw_there", "This call has a lottery already.") from fault


@transaction.atomic
def freeze(draw: Draw, *, by: Actor, at: datetime) -> Draw:
    """Fix who takes part and for which pitches, and publish it with its digest.

    Who takes part: every application on the call that was taken in. This will refuse while the
    call is open, while some wait to be taken in, and where there is nothing to draw for.
    """
    rules.require(by, "draw.freeze", draw)
    call = Call.objects.select_for_update(no_key=True).get(pk=draw.call_id)
    if phase_of(call, at=at) not in OVER:
        raise Conflict("call_still_open", "The call still takes applications. Close it first.")
    waiting = Application.objects.filter(
        call=call, state__in=(ApplicationState.SUBMITTED, ApplicationState.CORRECTING)
    ).count()
    if waiting:
        raise Conflict(
            "not_all_taken_in",
            "{count} applications on this call are neither taken in nor turned away yet.",
            count=waiting,
        )
    entrants, pitches = entrants_of(call), ground_of(call, on=local_day(at))
    if not entrants or not pitches:
        raise Conflict("nothing_to_draw", "There is nobody, or no free pitch, to draw for.")
    ids = [pitch["id"] for pitch in pitches]
    return moves.move(
        draw,
        DRAW,
        "freeze",
        by=by,
        at=at,
        entrants=[draws.as_json(entrant) for entrant in entrants],
        pitches=pitches,
        digest=draws.digest(entrants, ids),
        frozen_at=at,
    )


@transaction.atomic
def draw(one: Draw, *, by: Actor, at: datetime, public_value: str = "") -> Draw:
    """Open the secret and draw. The result is public at once, and is never drawn again.

    public_value: the value that was named when the lottery was announced.
    """
    rules.require(by, "draw.draw", one)
    value = public_value.strip()
    if bool(one.public_value_name) != bool(value):
        raise Invalid(
            "public_value",
            "Enter exactly the public value that was named beforehand, or none where none was.",
            field="public_value",
        )
    secret = house_seal().open(one.secret_sealed, SECRET)
    entrants = [draws.from_json(told) for told in one.entrants]
    ids = [pitch["id"] for pitch in one.pitches]
    drawn = draws.draw(entrants, ids, draws.seed_of(secret, value))
    return moves.move(
        one,
        DRAW,
        "draw",
        by=by,
        at=at,
        secret=secret,
        public_value=value,
        result=[{"reference": each.reference, "pitch": each.pitch} for each in drawn],
        drawn_at=at,
    )


@transaction.atomic
def void(one: Draw, *, reason: str, by: Actor, at: datetime) -> Draw:
    """Declare it void before it is drawn, with the reason; another one can be announced."""
    rules.require(by, "draw.void", one)
    if not reason.strip():
        raise Invalid("no_reason", "Say why the lottery is void.", field="reason")
    return moves.move(one, DRAW, "void", by=by, at=at, reason=reason)


def take_over(one: Draw, *, by: Actor, at: datetime) -> Told:
    """Decide by the result: who drew a pitch is to be admitted with it, the others wait in order.

    Whoever has moved on since the entrants were frozen is left alone; of whom it is refused is
    reported and holds up no other.
    """
    rules.require(by, "draw.take_over", one)
    if not one.result:
        raise Conflict("not_drawn", "This lottery has not been drawn yet.")
    standing = Application.objects.filter(call=one.call_id, state=ApplicationState.REVIEWING)
    by_reference = {row.reference: row for row in standing.select_related("vendor", "market")}
    pitches = Pitch.objects.select_related("zone").in_bulk([row["id"] for row in one.pitches])
    report = Told()
    for place, row in enumerate(one.result, start=1):
        application = by_reference.get(row["reference"])
        if application is None:
            continue
        try:
            with transaction.atomic():
                why = f"{one.reference} · {place}"
                _decide(application, pitches.get(row["pitch"]), why, by=by, at=at)
            report.told.append(application)
        except Refusal as refusal:
            report.refused.append((application, refusal))
    return report


def _decide(
    application: Application, pitch: Pitch | None, why: str, *, by: Actor, at: datetime
) -> None:
    if pitch is None:
        waitlists.waitlist(application, by=by, at=at, reason=why)
    else:
        decisions.admit(application, pitch=pitch, reason=why, beyond=why, by=by, at=at)

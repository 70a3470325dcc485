"""Lotteries: who takes part, for which ground, and which of them everybody may see."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from leasing.core.draws import Entrant
from leasing.core.states import ApplicationState
from leasing.models import Application, Call, Draw
from leasing.queries.calls import calls_seen_by, pitches_of
from market.core.actors import Actor
from market.core.periods import Period
from market.core.refusals import Missing
from market.queries.free import free_for


def draws_seen_by(actor: Actor) -> QuerySet[Draw]:
    """The lotteries of the calls that one sees: those of published calls are public."""
    calls = calls_seen_by(actor).order_by()
    return Draw.objects.filter(call__in=calls).select_related("call__market").order_by("-pk")


def draw_or_missing(reference: str, actor: Actor) -> Draw:
    """The lottery with that reference. Raises Missing for one that is not there to be seen."""
    found = draws_seen_by(actor).filter(reference=reference).first()
    if found is None:
        raise Missing("no_draw", "There is no such lottery here.")
    return found


def entrants_of(call: Call) -> list[Entrant]:
    """Everybody whose application on the call was taken in and not answered, by reference."""
    rows = Application.objects.filter(call=call, state=ApplicationState.REVIEWING)
    return [
        Entrant(row.reference, tuple(wish.pitch_id for wish in row.wishes.all()), row.any_pitch)
        for row in rows.prefetch_related("wishes").order_by("reference")
    ]


def ground_of(call: Call, *, on: date) -> list[dict[str, Any]]:
    """The pitches to be drawn for: those the call names, or those of its ground free from a day on."""
    pitches = pitches_of(call)
    if not call.pitch_rows.exists():
        free = free_for(call.market, Period.through(on, None))
        pitches = pitches.filter(pk__in=free.order_by().values("pk"))
    return [{"id": pitch.pk, "code": pitch.code, "zone": pitch.zone.name} for pitch in pitches]


def results_of(draw: Draw) -> list[dict[str, Any]]:
    """The result to be read: place, reference, and the pitch by its code and zone, if any."""
    pitches = {pitch["id"]: pitch for pitch in draw.pitches}
    return [
        {"place": place, "reference": row["reference"], "pitch": pitches.get(row["pitch"])}
        for place, row in enumerate(draw.result, start=1)
    ]

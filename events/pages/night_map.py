"""The map of a night: who stands where on the plan of the market, and the same as a table."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Session, SignUp
from events.queries.sign_ups import standing
from market.core.plans import Plan, lay_out
from market.core.plots import PlanArea, PlanPitch, PlanState, sorted_pitches
from market.models import Pitch, Zone
from market.pages.ground import name_of


def night_map(session: Session) -> dict[str, Any]:
    """The plan of the session's ground with its stalls; nothing for ground that is not drawn."""
    zones = session.series.market.zones.filter(width__gt=0, height__gt=0)
    if session.zone_id is not None:
        zones = zones.filter(pk=session.zone_id)
    drawn = list(zones)
    pitches = list(Pitch.objects.filter(zone__in=drawn).order_by("zone__position", "code_key"))
    if not pitches:
        return {"plan": None, "pitches": []}
    plan = _plan(session, drawn, pitches)
    return {"plan": plan, "pitches": sorted_pitches(plan.pitches, "code"), "sort": "code"}


def _plan(session: Session, zones: list[Zone], pitches: list[Pitch]) -> Plan:
    language = get_language() or "zh-hans"
    here = {each.pitch_id: each for each in standing(session)}
    areas = [PlanArea(name_of(z, language), z.x, z.y, z.width, z.height) for z in zones]
    return lay_out([_drawn(pitch, here.get(pitch.pk), session) for pitch in pitches], areas)


def _drawn(pitch: Pitch, sign_up: SignUp | None, session: Session) -> PlanPitch:
    vendor = sign_up.vendor if sign_up else None
    return PlanPitch(
        code=pitch.code,
        x=pitch.x,
        y=pitch.y,
        width=pitch.width,
        height=pitch.height,
        state=PlanState.LET if vendor else PlanState.FREE,
        kind=pitch.kind,
        trade=(vendor.trade if vendor else "") or "",
        label=vendor.name if vendor else _("nobody yet"),
        url=reverse("events:session", args=[session.pk]) if vendor else "",
    )

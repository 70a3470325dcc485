"""The ground of a market as a plan, for whichever page shows it."""

from collections.abc import Callable, Collection
from datetime import date

from django.utils.translation import gettext as _

from market.core import wording
from market.core.plans import Plan, lay_out
from market.core.plots import PlanArea, PlanPitch
from market.models import Market, Zone
from market.queries.pitches import PitchOn, pitches_on


def plan_of(
    market: Market,
    on: date,
    *,
    leads_to: Callable[[PitchOn], str],
    language: str,
    within: Collection[int] | None = None,
) -> Plan | None:
    """The plan of a market on a day; `leads_to` gives each pitch its address.

    within: only these zones. None where nothing was brought in yet.
    """
    zones = [
        PlanArea(name_of(zone, language), zone.x, zone.y, zone.width, zone.height)
        for zone in market.zones.all()
        if zone.width and zone.height and (within is None or zone.pk in within)
    ]
    pitches = [
        _drawn(each, leads_to(each), language)
        for each in pitches_on(market, on)
        if within is None or each.pitch.zone_id in within
    ]
    return lay_out(pitches, zones) if pitches or zones else None


def name_of(place: Market | Zone, language: str) -> str:
    """A place's name in the reader's language, as far as it has one."""
    return place.name_en if language.startswith("en") and place.name_en else place.name


def _drawn(each: PitchOn, url: str, language: str) -> PlanPitch:
    pitch = each.pitch
    return PlanPitch(
        code=pitch.code,
        x=pitch.x,
        y=pitch.y,
        width=pitch.width,
        height=pitch.height,
        state=each.state,
        kind=pitch.kind,
        trade="、".join(pitch.goods[:1]),
        label=_until(each, language),
        url=url,
    )


def _until(each: PitchOn, language: str) -> str:
    if each.until is None:
        return ""
    return _("until {day}").format(day=wording.full_day(each.until, language))

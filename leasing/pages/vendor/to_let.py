"""The ground that is to let, as the second step shows it without scripts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leasing.queries.to_let import ToLet, quote_for
from market.core import wording
from market.core.plans import lay_out
from market.core.plots import PlanArea, PlanPitch, PlanState
from market.core.refusals import Invalid
from market.models import FeeItem, Market, Pitch
from market.pages.ground import name_of
from market.templatetags.glances import named

OPEN_TO_ASK = (PlanState.FREE, PlanState.SOON)


def choices_of(found: Sequence[ToLet]) -> list[tuple[str, str]]:
    """Those that one can ask for, each with its price and from when it is free."""
    return [(str(each.pitch.pk), _line(each)) for each in found if each.state in OPEN_TO_ASK]


def plan_to_let(
    market: Market, found: Sequence[ToLet], *, address: str, chosen: Pitch | None
) -> dict[str, Any]:
    """The plan of the ground, each pitch that can be asked for leading to itself as chosen."""
    language = get_language() or "zh-hans"
    if not found:
        return {"plan": None}
    zones = {each.pitch.zone_id: each.pitch.zone for each in found}
    areas = [
        PlanArea(name_of(zone, language), zone.x, zone.y, zone.width, zone.height)
        for zone in zones.values()
        if zone.width and zone.height
    ]
    plan = lay_out([_drawn(each, address) for each in found], areas)
    return {
        "plan": plan,
        "chosen": plan.find(_address(address, chosen)) if chosen else None,
        "free_count": sum(each.state == PlanState.FREE for each in found),
    }


def shown_quote(pitch: Pitch, *, starts_on: date, months: int) -> dict[str, Any] | None:
    """What the pitch would cost, with each line's name; None where it has to be asked for."""
    try:
        found = quote_for(pitch, starts_on=starts_on, months=months)
    except Invalid:
        return None
    items = FeeItem.objects.in_bulk(list(found.item_of.values()), field_name="code")
    return {
        "pitch": pitch,
        "found": found,
        "monthly_fen": found.rent_fen + found.sanitation_fen,
        "bills": [
            {
                "period": bill.period,
                "due_on": bill.due_on,
                "amount_fen": bill.amount_fen,
                "lines": [
                    {
                        "label": named(items[found.item_of[line.charge]]),
                        "amount_fen": line.amount_fen,
                    }
                    for line in bill.lines
                ],
            }
            for bill in found.bills
        ],
    }


def _line(each: ToLet) -> str:
    parts = [each.pitch.code]
    if each.rent_fen:
        parts.append(_("{amount} a month").format(amount=wording.yuan(each.rent_fen)))
    if each.state == PlanState.SOON and each.free_from:
        parts.append(_from(each.free_from))
    return " · ".join(parts)


def _from(day: date) -> str:
    language = get_language() or "zh-hans"
    return _("free from {day}").format(day=wording.full_day(day, language))


def _drawn(each: ToLet, address: str) -> PlanPitch:
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
        label=_from(each.free_from) if each.state == PlanState.SOON and each.free_from else "",
        url=_address(address, pitch) if each.state in OPEN_TO_ASK else "",
    )


def _address(address: str, pitch: Pitch) -> str:
    return f"{address}&pitch={pitch.pk}"

"""The plan on the desk: the ground on a day, and one pitch with everything known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from market import clock, rules
from market.core.actors import Actor
from market.core.holders import Holder
from market.core.periods import Period
from market.core.plans import Plan, lay_out
from market.core.plots import PlanPitch, sorted_pitches
from market.core.refusals import Missing
from market.models import Hold, Market, Pitch, Zone
from market.pages.desk.door import NOTHING_HERE, desk, find
from market.pages.filters import Filters
from market.pages.ground import name_of, plan_of
from market.pages.tables import PER_PAGE, spreadsheet
from market.queries.pitches import PitchOn, pitch_on
from market.queries.places import markets_worked_at, pitches_worked_at
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

SORTS = ("code", "trade", "state")


class PlanFilters(Filters):
    """Which market and zone, and on which day."""

    on = forms.DateField(
        label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    market = forms.ModelChoiceField(label=_("Market"), queryset=Market.objects.none())
    zone = forms.ModelChoiceField(
        label=_("Zone"), queryset=Zone.objects.none(), empty_label=_("All zones")
    )

    def __init__(self, request: HttpRequest, by: Actor) -> None:
        super().__init__(request)
        markets = markets_worked_at(by)
        for name, rows in (("market", markets), ("zone", Zone.objects.filter(market__in=markets))):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = named  # type: ignore[attr-defined]
        if len(markets) < 2:
            del self.fields["market"]


@dataclass(frozen=True)
class Line:
    """One stretch of a pitch's history: its days, what for, who stands behind it, given back or not."""

    hold: Hold
    days: Period
    holder: Holder | None


@desk
def plan(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The plan of a market on a day (?on=), whole or one zone of it (?zone=), and as a table."""
    filters = PlanFilters(request, by)
    zone = filters.get("zone")
    market = zone.market if zone else filters.get("market") or _first_market(by)
    return _page(request, filters, market, zone)


@desk
def pitch(request: HttpRequest, by: Actor, pk: int) -> HttpResponseBase:
    """The same plan with one pitch chosen: what it has, who has it until when, who had it."""
    one = find(pitches_worked_at(by).select_related("zone__market"), pk)
    filters = PlanFilters(request, by)
    on = filters.get("on") or clock.today()
    context = {
        "pitch": one,
        "here": pitch_on(one, on),
        "history": _history(one, by),
        "made_of": list(one.made_of.select_related("before")),
        "became": list(one.became.select_related("after")),
        "may_shape": one.gone_since is None and rules.allows(by, "pitch.shape", one),
    }
    return _page(request, filters, one.zone.market, filters.get("zone"), **context)


def _page(
    request: HttpRequest, filters: PlanFilters, market: Market, zone: Zone | None, **chosen: Any
) -> HttpResponseBase:
    on = filters.get("on") or clock.today()
    drawn = _drawn(request, market, zone, on)
    asked = request.GET.get("sort", "code")
    sort = asked if asked.removeprefix("-") in SORTS else "code"
    pitches = sorted_pitches(drawn.pitches, sort) if drawn else []
    if request.GET.get("export") == "csv":
        return _exported(pitches)
    context = {
        "filters": filters,
        "on": on,
        "today": clock.today(),
        "here_market": market,
        "plan": drawn,
        "page": Paginator(pitches, PER_PAGE).get_page(request.GET.get("page")),
        "sort": sort,
        "chosen": drawn.find(_address(request, chosen["pitch"])) if drawn and chosen else None,
    }
    return render(request, "market/desk/plan.html", context | chosen)


def _drawn(request: HttpRequest, market: Market, zone: Zone | None, on: date) -> Plan | None:
    """The plan, or its one zone; None where nothing was drawn yet."""
    language = get_language() or "zh-hans"

    def leads_to(each: PitchOn) -> str:
        return _address(request, each.pitch)

    whole = plan_of(market, on, leads_to=leads_to, language=language)
    if whole is None or zone is None:
        return whole
    name = name_of(zone, language)
    parts = [part for part in whole.zones if part.zone is not None and part.zone.name == name]
    pitches = [each.pitch for part in parts for each in part.pitches]
    return lay_out(pitches, [part.zone for part in parts if part.zone]) if parts else whole


def _address(request: HttpRequest, one: Pitch) -> str:
    query = request.GET.copy()
    for name in ("export", "page"):
        query.pop(name, None)
    tail = f"?{query.urlencode()}" if query else ""
    return reverse("desk_pitch", args=[one.pk]) + tail


def _history(one: Pitch, by: Actor) -> list[Line]:
    """Who had the pitch and who will, the latest first, as far as the apps above tell."""
    holds = list(one.holds.order_by("-days", "-pk")[:40])
    ids = [hold.pk for hold in holds]
    known: dict[int, Holder] = {}
    for name in settings.DESK_HOLDERS:
        known |= import_string(name)(by, ids)
    return [
        Line(hold, Period(hold.days.lower, hold.days.upper), known.get(hold.pk)) for hold in holds
    ]


def _first_market(by: Actor) -> Market:
    market = markets_worked_at(by).first()
    if market is None:
        raise Missing("missing", NOTHING_HERE)
    return market


def _exported(pitches: Sequence[PlanPitch]) -> HttpResponseBase:
    heads = [_("Pitch"), _("Trade"), _("State"), _("Note")]
    return spreadsheet(
        "plan",
        heads,
        ([one.code, one.trade, state_word(one.state, "pitch"), one.label] for one in pitches),
    )

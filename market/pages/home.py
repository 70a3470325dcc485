"""The first page: what this market is, what is free today, what is on tonight."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from market import clock
from market.core.plots import PlanState, sorted_pitches
from market.core.readings.days import day as read_day
from market.models import Market, Role
from market.pages.ground import plan_of
from market.queries.pitches import PitchOn

OPEN_TO_ASK = (PlanState.FREE, PlanState.SOON)


def home(request: HttpRequest) -> HttpResponse:
    """The public plan of the market on a chosen day (?on=), with a table of the same beside it."""
    market = Market.objects.first()
    if market is None:
        return render(request, "market/unopened.html")
    on = _day_of(request)
    plan = plan_of(market, on, leads_to=_leads_to, language=get_language() or "zh-hans")
    context = {
        "market": market,
        "on": on,
        "today": clock.today(),
        "plan": plan,
        "pitches": sorted_pitches(plan.pitches, request.GET.get("sort", "code")) if plan else [],
        "sort": request.GET.get("sort", "code"),
        "to_desk": not request.user.is_authenticated or _works_here(request.user.pk),
        "coming": [card for source in settings.HOME_CARDS for card in import_string(source)(on)],
    }
    return render(request, "market/home.html", context)


def _works_here(user: int) -> bool:
    """A vendor who is logged in has no desk to go to."""
    return Role.objects.filter(user=user).exists()


def _day_of(request: HttpRequest) -> date:
    text = request.GET.get("on", "")
    return read_day(text) if text else clock.today()


def _leads_to(each: PitchOn) -> str:
    """A pitch that can be asked for leads to the form; of the others there is only the state."""
    if each.state in OPEN_TO_ASK and each.pitch.kind != "night":
        return f"{reverse('leasing:apply')}?pitch={each.pitch.pk}"
    return ""

"""The guide to the faces: every component in every condition, on invented data."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from market.core.plots import sorted_pitches
from market.pages.specimens import desk, ground, nights
from market.pages.specimens.forms import StallForm, wrong_form

PAGES = {
    "": "market/guide.html",
    "plan": "market/guide/plan.html",
    "crowd": "market/guide/plan.html",
    "panes": "market/guide/panes.html",
    "conditions": "market/guide/conditions.html",
    "phone": "market/guide/phone.html",
    "bill": "market/guide/bill.html",
    "paper": "market/guide/paper.html",
    "400": "400.html",
    "403": "403.html",
    "404": "404.html",
    "500": "500.html",
    "offline": "offline.html",
}
WITH_TABS = ("phone", "bill")


def guide(request: HttpRequest) -> HttpResponse:
    """One of the guide's pages: ?show= names it. Raises Http404 for another."""
    page = request.GET.get("show", "")
    if page not in PAGES:
        raise Http404
    return render(request, PAGES[page], {**_frame(page), **_plan(request, page), **_parts()})


def _frame(page: str) -> dict[str, Any]:
    return {
        "market_name": "汇泉农贸市场",
        "market_phone": "0631-0000000",
        "home_url": "?",
        "rail": desk.rail(page),
        "tabs": desk.tabs() if page in WITH_TABS else [],
    }


def _plan(request: HttpRequest, page: str) -> dict[str, Any]:
    sort = request.GET.get("sort", "code")
    plan = ground.large_plan() if page == "crowd" else ground.plan()
    pitches = sorted_pitches(plan.pitches, sort)
    return {
        "plan": plan,
        "pitches": pitches,
        "page": Paginator(pitches, 8).get_page(request.GET.get("page", "2")),
        "sort": sort,
        "chosen": plan.find("#B-07"),
    }


def _parts() -> dict[str, Any]:
    return {
        "form": wrong_form(),
        "empty_form": StallForm(),
        "steps": desk.steps(),
        "moves": desk.moves(),
        "tiles": desk.tiles(),
        "lines": desk.LINES,
        "said": desk.said(),
        "month": nights.month(),
        "on": desk.MOMENT.date(),
        "at": desk.MOMENT,
        "period": desk.TERM,
    }

"""The guide to the faces: every component in every condition, on invented data."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.messages.constants import ERROR, INFO, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.core.hours import SHANGHAI
from market.core.periods import Period
from market.core.plots import sorted_pitches
from market.pages import specimens

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


class StallForm(forms.Form):
    """A form with one of every kind of field."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), help_text=gettext_lazy("As on your identity card.")
    )
    identity = forms.CharField(label=gettext_lazy("Identity number"))
    trade = forms.ChoiceField(
        label=gettext_lazy("What will you sell?"),
        choices=[(trade, trade) for trade in specimens.TRADES[:4]],
        widget=forms.RadioSelect,
    )
    from_day = forms.DateField(
        label=gettext_lazy("From which day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    power = forms.IntegerField(label=gettext_lazy("Electric power"), required=False)
    wishes = forms.CharField(
        label=gettext_lazy("Anything else"), required=False, widget=forms.Textarea
    )
    consent = forms.BooleanField(
        label=gettext_lazy("The market may keep my health certificate until a year after I leave.")
    )


def guide(request: HttpRequest) -> HttpResponse:
    """One of the guide's pages: ?page= names it. Raises Http404 for another."""
    page = request.GET.get("page", "")
    if page not in PAGES:
        raise Http404
    return render(request, PAGES[page], _context(request, page))


def _context(request: HttpRequest, page: str) -> dict[str, Any]:
    sort = request.GET.get("sort", "code")
    plan = specimens.large_plan() if page == "crowd" else specimens.plan()
    paged = Paginator(sorted_pitches(plan.pitches, sort), 8)
    return {
        "market_name": "汇泉农贸市场",
        "market_phone": "0631-0000000",
        "home_url": "?",
        "rail": _rail(page),
        "tabs": _tabs() if page in ("phone", "bill") else None,
        "page": paged.get_page(request.GET.get("at", 2)),
        "plan": plan,
        "pitches": sorted_pitches(plan.pitches, sort),
        "sort": sort,
        "chosen": plan.find("#B-07"),
        "empty_form": StallForm(),
        "form": _wrong_form(),
        "steps": _steps(),
        "moves": _moves(),
        "tiles": _tiles(),
        "lines": LINES,
        "month": _month(),
        "on": date(2026, 8, 31),
        "at": datetime(2026, 8, 31, 18, 5, tzinfo=SHANGHAI),
        "period": Period(date(2026, 3, 1), date(2027, 3, 1)),
        "said": [
            Message(SUCCESS, _("Saved. The vendor is told tomorrow at 8:00.")),
            Message(INFO, _("Two papers were read again this morning.")),
            Message(WARNING, _("This lease ends in 30 days: ask now.")),
            Message(ERROR, _("A-12 is taken on some of these days.")),
        ],
    }


LINES = (
    {"label": "租金 3 月", "why": "31 天中的 31 天", "amount_fen": 170000},
    {"label": "卫生费", "why": "", "amount_fen": 3000},
    {"label": "电费", "why": "41 度 × 0.62 元，含公摊 2 度", "amount_fen": 2542},
    {"label": "退上月多收", "why": "2 天停业", "amount_fen": -2209},
)


def _rail(page: str) -> list[dict[str, Any]]:
    words = (
        ("today", _("Today"), 7),
        ("plan", _("Plan"), 0),
        ("applications", _("Applications"), 12),
        ("leases", _("Leases"), 0),
        ("money", _("Money"), 3),
        ("papers", _("Papers"), 9),
        ("calendar", _("Calendar"), 0),
        ("messages", _("Messages"), 0),
        ("reports", _("Reports"), 0),
    )
    there = {"plan": "plan", "applications": "panes"}
    here = {"plan": "plan", "crowd": "plan", "panes": "applications"}.get(page, "today")
    return [
        {"url": f"?page={there.get(key, '')}", "label": label, "key": key, "current": key == here, "count": count}
        for key, label, count in words
    ]


def _tabs() -> list[dict[str, Any]]:
    words = (
        (_("My pitch"), False),
        (_("To pay"), True),
        (_("Papers"), False),
        (_("Nights"), False),
    )
    return [
        {"url": "?page=phone", "label": label, "current": here, "count": int(here)}
        for label, here in words
    ]


def _wrong_form() -> StallForm:
    form = StallForm({"name": "王小蔄", "identity": "371002199001011234", "trade": "水产"})
    form.is_valid()
    form.add_error("identity", _("The last digit does not fit. Please look at digit 18 again."))
    return form


def _steps() -> list[dict[str, Any]]:
    words = (_("Your goods"), _("The pitch"), _("Papers"), _("Look it over"))
    return [
        {"label": label, "done": number < 2, "current": number == 2}
        for number, label in enumerate(words)
    ]


def _moves() -> list[dict[str, Any]]:
    at = datetime(2026, 8, 31, 18, 5, tzinfo=SHANGHAI)
    return [
        {
            "what": _("Pitch offered: A-12"),
            "who": "于海堃",
            "at": at,
            "why": _("Answer by 2 September, 18:05."),
            "state": "offered",
        },
        {
            "what": _("Papers complete"),
            "who": "丛镕",
            "at": at - timedelta(hours=7),
            "why": "",
            "state": "reviewing",
        },
        {
            "what": _("One paper asked for"),
            "who": "丛镕",
            "at": at - timedelta(days=3),
            "why": "还差一张健康证（王小蔄），8 月 31 日前补上，摊位给您留着。",
            "state": "correcting",
        },
        {
            "what": _("Handed in"),
            "who": "王小蔄",
            "at": at - timedelta(days=4),
            "why": "",
            "state": "submitted",
        },
    ]


def _tiles() -> list[dict[str, Any]]:
    return [
        {
            "label": _("To answer today"),
            "value": 7,
            "note": _("the oldest since Friday"),
            "url": "?",
        },
        {
            "label": _("Rent overdue"),
            "value": "¥12,480.00",
            "note": _("from 6 vendors"),
            "url": "?",
            "tone": "trouble",
        },
        {"label": _("Papers run out within 30 days"), "value": 9, "url": "?", "tone": "soon"},
        {"label": _("Pitches free"), "value": 18, "note": _("of 204"), "url": "?", "tone": "free"},
    ]


def _month() -> dict[str, Any]:
    first = date(2026, 8, 1)
    monday = first - timedelta(days=first.weekday())
    days = [_month_day(monday + timedelta(days=number)) for number in range(42)]
    return {
        "first": first,
        "previous": "?month=2026-07",
        "next": "?month=2026-09",
        "weeks": [days[start : start + 7] for start in range(0, 42, 7)],
    }


def _month_day(on: date) -> dict[str, Any]:
    night = {"url": "?", "name": "星空街夜市", "hours": "18:00–23:30", "tone": "let"}
    late = {"url": "?", "name": "啤酒海鲜节", "hours": "17:00–次日 01:00", "tone": "soon"}
    sessions = [night] if on.isoweekday() > 4 and on.month == 8 else []
    if on.day in (22, 23):
        sessions = [{**late, "cancelled": on.day == 23}]
    return {
        "on": on,
        "inside": on.month == 8,
        "today": on == date(2026, 8, 31),
        "rest": on.isoweekday() > 5 and on.day != 15,
        "work": on.day == 15,
        "provisional": False,
        "sessions": sessions,
    }

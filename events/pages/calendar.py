"""The public calendar: a month on the wall, or a list of what is to come."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.core.months import Month
from events.core.states import SessionState
from events.models import Session
from events.pages import words
from events.pages.choices import Choice, choice_of, public_series, public_zones
from events.pages.freshness import fresh
from events.queries.sessions import announced, sessions_in
from market import clock
from market.core.periods import Period
from market.core.workdays import Calendar
from market.queries.days import working_calendar

PAGE = 30


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """The month (?month=2026-11), or what is to come (?view=list); ?zone= and ?series= narrow."""
    choice = choice_of(request)
    shown = _list if request.GET.get("view") == "list" else _month
    context = {**_frame(choice), **shown(request, choice)}
    return fresh(request, render(request, f"events/{context['view']}.html", context))


def _month(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    today = clock.today()
    asked = request.GET.get("month")
    month = Month.read(asked) if asked else Month.of(today)
    shown = Period.through(month.weeks[0][0], month.weeks[-1][-1])
    sessions = list(choice.narrow(sessions_in(announced(), shown)))
    calendar = working_calendar()
    return {
        "view": "month",
        "month": {
            "first": month.first,
            "previous": choice.address(month=str(month.previous)),
            "next": choice.address(month=str(month.next)),
            "weeks": _weeks(month, sessions, calendar, today),
        },
        "nothing": not any(session.day in month for session in sessions),
        "provisional": calendar.is_provisional(month.first),
        "this_month": "" if today in month else choice.address(),
    }


def _weeks(
    month: Month, sessions: Iterable[Session], calendar: Calendar, today: date
) -> list[list[dict[str, Any]]]:
    on_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for session in sessions:
        on_day[session.day].append(line_of(session))
    return [
        [
            {
                "on": day,
                "inside": day in month,
                "today": day == today,
                "rest": calendar.is_rest_day(day),
                "work": day in calendar.working_weekends,
                "sessions": on_day[day],
            }
            for day in week
        ]
        for week in month.weeks
    ]


def _list(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    coming = choice.narrow(announced().filter(ends_at__gt=clock.now()))
    page = Paginator(coming, PAGE).get_page(request.GET.get("page"))
    return {"view": "list", "page": page, "lines": [line_of(session) for session in page]}


def line_of(session: Session) -> dict[str, Any]:
    """A session as a line of a list or a cell of the month."""
    language = get_language() or "zh-hans"
    name = words.title_of(session, language)
    cancelled = session.state == SessionState.CANCELLED
    closed = session.series.kind == "closure"
    return {
        "url": reverse("events:session", args=[session.pk]),
        "name": _("[Cancelled] {name}").format(name=name) if cancelled else name,
        "hours": words.hours_in_words(session, language),
        "day": session.day,
        "place": words.name_of(session.zone or session.series.market, language),
        "cancelled": cancelled,
        "state": session.state,
        "tone": "soon" if closed else "let",
    }


def _frame(choice: Choice) -> dict[str, Any]:
    return {
        "choice": choice,
        "zones": [(zone.code, _name(zone)) for zone in public_zones()],
        "series": [(series.slug, _name(series)) for series in public_series()],
        "as_month": choice.address(),
        "as_list": choice.address(view="list"),
        "feeds": _feeds(choice),
    }


def _feeds(choice: Choice) -> list[dict[str, str]]:
    found = [feed_link(_("The whole market"), "events:feed")]
    if choice.zone is not None:
        found.append(feed_link(_name(choice.zone), "events:zone_feed", choice.zone.code))
    if choice.series is not None:
        found.append(feed_link(_name(choice.series), "events:series_feed", choice.series.slug))
    return found


def feed_link(name: str, view: str, *args: object) -> dict[str, str]:
    """A feed's name, its address, and the address that opens a phone's calendar at once."""
    english = (get_language() or "").startswith("en")
    path = reverse(view, args=args) + ("?lang=en" if english else "")
    url = settings.PUBLIC_URL + path
    return {"name": name, "url": url, "opens": "webcal" + url[url.index(":") :]}


def _name(thing: Any) -> str:
    return words.name_of(thing, get_language() or "zh-hans")

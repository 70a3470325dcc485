"""The public calendar: a month on the wall, a week, what is to come, or the map of one night."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
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
from events.pages.freshness import fresh, kept
from events.pages.night_map import night_map
from events.queries.sessions import announced, mark_of, sessions_in
from market import clock
from market.core.periods import ONE_DAY, Period
from market.core.readings.days import day as read_day
from market.core.workdays import Calendar
from market.queries.days import working_calendar

PAGE = 30


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """The month (?month=2026-11), a week (?view=week&day=), what is to come (?view=list), or the map
    of a night (?view=map&day=); ?zone= and ?series= narrow.
    """
    shown = _VIEWS.get(request.GET.get("view", ""), _month)

    def drawn() -> HttpResponse:
        choice = choice_of(request)
        context = {**_frame(choice), **shown(request, choice)}
        return render(request, f"events/{context['view']}.html", context)

    # the map shows who stands where, which no mark of the sessions tells
    return fresh(request, drawn()) if shown is _map else kept(request, _version, drawn)


def _version() -> str:
    """What tells one state of the programme and of the days off from another, on a day."""
    return f"{clock.today()} {mark_of(announced()).digest} {hash(working_calendar())}"


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


def _week(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    today = clock.today()
    asked = _day(request) or today
    monday = asked - asked.weekday() * ONE_DAY
    days = [monday + at * ONE_DAY for at in range(7)]
    on_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for session in choice.narrow(sessions_in(announced(), Period.through(days[0], days[-1]))):
        on_day[session.day].append(line_of(session))
    calendar = working_calendar()
    return {
        "view": "week",
        "first": days[0],
        "last": days[-1],
        "days": [
            {
                "on": day,
                "today": day == today,
                "rest": calendar.is_rest_day(day),
                "work": day in calendar.working_weekends,
                "lines": on_day[day],
            }
            for day in days
        ],
        "provisional": calendar.is_provisional(monday),
        "previous": choice.address(view="week", day=str(monday - 7 * ONE_DAY)),
        "next": choice.address(view="week", day=str(monday + 7 * ONE_DAY)),
        "this_week": "" if today in days else choice.address(view="week"),
    }


def _map(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    """The next session from a day on that is held in one zone, or the one that is asked for."""
    rows = choice.narrow(announced().filter(state=SessionState.PUBLISHED, zone__isnull=False))
    coming = rows.filter(day__gte=_day(request) or clock.today())
    session = coming.first()
    context: dict[str, Any] = {"view": "map", "session": session, "plan": None}
    if session is not None:
        context |= {"line": line_of(session), **night_map(session)}
        later = rows.filter(day__gt=session.day).first()
        before = rows.filter(day__lt=session.day).order_by("-starts_at", "-pk").first()
        context["next"] = choice.address(view="map", day=str(later.day)) if later else ""
        context["previous"] = choice.address(view="map", day=str(before.day)) if before else ""
    return context


def _day(request: HttpRequest) -> date | None:
    text = request.GET.get("day", "")
    return read_day(text) if text else None


_VIEWS = {"list": _list, "week": _week, "map": _map}


def line_of(session: Session) -> dict[str, Any]:
    """A session as a line of a list or a cell of the month."""
    language = get_language() or "zh-hans"
    name = words.title_of(session, language)
    cancelled = session.state == SessionState.CANCELLED
    if session.state == SessionState.POSTPONED:
        name = _("[Postponed] {name}").format(name=name)
    elif session.provisional and not cancelled:
        name = _("[Provisional] {name}").format(name=name)
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
        "as_week": choice.address(view="week"),
        "as_map": choice.address(view="map"),
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

"""The desk's forms: a new series, a new session, and what is changed about one."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.actions import series as series_actions
from events.actions import sessions
from events.models import Session
from events.pages.desk import foresight
from events.pages.forms import Crowd, Naming, ProgrammeForm, ScheduleForm, SeriesForm, WhenAndWhere
from events.queries.schedules import programmes_worked_by
from events.queries.sessions import series_worked_by, sessions_worked_by
from market import clock
from market.core.actors import Actor
from market.core.hours import SHANGHAI
from market.models import Zone
from market.pages.desk.door import desk_form, done, find
from market.pages.forms import attempt
from market.queries.places import markets_worked_at


@desk_form
def schedule(request: HttpRequest, by: Actor) -> HttpResponse:
    """Put a session into the programme."""
    series = series_worked_by(by)
    zones = Zone.objects.filter(market__in=markets_worked_at(by))
    initial = request.GET.dict()
    form = ScheduleForm(request.POST or None, series=series, zones=zones, initial=initial)
    one = attempt(form, lambda told: _scheduled(form, told, by))
    if one is None:
        back = reverse("events:desk")
        return _form(request, form, _("Plan a session"), back=back, series=series.exists())
    words = _("Planned. Nobody else sees it until you announce it.")
    return done(request, words, "events:desk_session", one.pk)


@desk_form
def add_series(request: HttpRequest, by: Actor) -> HttpResponse:
    """Begin a series."""
    markets = markets_worked_at(by)
    zones = Zone.objects.filter(market__in=markets)
    programmes = programmes_worked_by(by)
    form = SeriesForm(request.POST or None, markets=markets, zones=zones, programmes=programmes)
    at = clock.now()
    added = attempt(form, lambda told: series_actions.add(**told, by=by, at=at))
    if added is None:
        return _form(request, form, _("Begin a series"), back=reverse("events:desk_all_series"))
    words = _("The series is there. Say on which days it is, or plan single sessions.")
    return done(request, words, "events:desk_series", added.pk)


@desk_form
def add_programme(request: HttpRequest, by: Actor) -> HttpResponse:
    """Begin a programme."""
    form = ProgrammeForm(request.POST or None, markets=markets_worked_at(by))
    at = clock.now()
    if attempt(form, lambda told: series_actions.add_programme(**told, by=by, at=at)) is None:
        return _form(request, form, _("Begin a programme"), back=reverse("events:desk_all_series"))
    return done(request, _("The programme is there. Now its series."), "events:desk_all_series")


@desk_form
def move_session(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Another day, other hours, another place."""
    one = find(sessions_worked_by(by), pk)
    zones = Zone.objects.filter(market=one.series.market_id)
    form = WhenAndWhere(request.POST or None, zones=zones, initial=_when_and_where(one))
    context = {"title": _("Move this session"), "back": _page(one)}
    if form.is_valid() and (hours := foresight.hours_of(form)):
        day, zone = form.cleaned_data["day"], form.cleaned_data["zone"]
        after = foresight.moved(one, day=day, hours=hours, zone=zone)
        if (page := foresight.asked_first(request, form, one, after, **context)) is not None:
            return page
    if attempt(form, lambda told: _moved(one, form, told, by)) is None:
        return _form(request, form, _("Move this session"), back=_page(one), session=one)
    words = _("Moved. Subscribed calendars follow within the hour.")
    return done(request, words, "events:desk_session", pk)


@desk_form
def expect(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """How many people, and what there will be."""
    one = find(sessions_worked_by(by), pk)
    initial = {"expected_people": one.expected_people, "features": one.features}
    form = Crowd(request.POST or None, initial=initial)
    context = {"title": _("Crowd and content"), "back": _page(one)}
    if form.is_valid():
        after = foresight.crowded(one, form.cleaned_data)
        if (page := foresight.asked_first(request, form, one, after, **context)) is not None:
            return page
    if attempt(form, lambda told: _expected(one, told, by)) is None:
        return _form(request, form, _("Crowd and content"), back=_page(one), session=one)
    words = _("Saved. What has to be filed now stands below.")
    return done(request, words, "events:desk_session", pk)


@desk_form
def rename(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A name and a note of its own."""
    one = find(sessions_worked_by(by), pk)
    initial = {"name": one.name, "name_en": one.name_en, "note": one.note}
    form = Naming(request.POST or None, initial=initial)
    at = clock.now()
    if attempt(form, lambda told: sessions.rename(one, **told, by=by, at=at)) is None:
        return _form(request, form, _("Name and note"), back=_page(one), session=one)
    return done(request, _("Saved."), "events:desk_session", pk)


def _scheduled(form: ScheduleForm, told: dict[str, Any], by: Actor) -> Session:
    hours = form.hours()
    rest = {name: told[name] for name in told if name not in ("series", "opens", "closes")}
    return sessions.schedule(told["series"], hours=hours, **rest, by=by, at=clock.now())


def _moved(one: Session, form: WhenAndWhere, told: dict[str, Any], by: Actor) -> Session:
    day, hours, zone = told["day"], form.hours(), told["zone"]
    return sessions.move_to(one, day=day, hours=hours, zone=zone, by=by, at=clock.now())


def _expected(one: Session, told: dict[str, Any], by: Actor) -> Session:
    people, features = told["expected_people"], told["features"]
    return sessions.expect(one, people=people, features=features, by=by, at=clock.now())


def _when_and_where(one: Session) -> dict[str, Any]:
    opens, closes = one.starts_at.astimezone(SHANGHAI), one.ends_at.astimezone(SHANGHAI)
    return {"day": one.day, "opens": opens.time(), "closes": closes.time(), "zone": one.zone}


def _page(one: Session) -> str:
    return reverse("events:desk_session", args=[one.pk])


def _form(
    request: HttpRequest,
    form: Form,
    title: str,
    *,
    back: str,
    session: Session | None = None,
    series: bool = True,
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "session": session, "series": series}
    return render(request, "events/desk/form.html", context, status=422 if form.errors else 200)

"""Calls on the desk: the list, one with its numbers, and the form it is written in."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leasing import rules
from leasing.actions import calls, tellings
from leasing.core.states import CALL, DECIDED, ApplicationState, CallState, DrawState
from leasing.models import Application, Call
from leasing.pages.desk.answers import InsideForm
from leasing.pages.desk.call_forms import CallForm
from leasing.pages.desk.decision_forms import TellForm
from leasing.queries.applications import applications_seen_by, with_scores
from leasing.queries.calls import (
    calls_worked_at,
    phase_of,
    pitches_of,
    quotas_of,
    states_of,
    with_phase,
)
from leasing.templatetags.call_words import title_of
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Market
from market.pages.desk.door import (
    NOTHING_HERE,
    desk,
    desk_deed,
    desk_form,
    done,
    find,
    go_on,
    pressed,
)
from market.pages.desk.history import timeline
from market.pages.filters import Filters, SearchField
from market.pages.forms import attempt, said
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import word

PAGE = "leasing:desk_call"
MOST_TOLD = 500
PHASES = ("draft", "coming", "running", "over", "closed", "withdrawn")
COLUMNS = (
    Column("title", gettext_lazy("Call"), title_of, sort="title", note=lambda one: one.reference),
    Column("kind", gettext_lazy("What for"), lambda one: word(one.kind, "pitch_kind"), sort="kind"),
    Column("opens", gettext_lazy("Opens"), lambda one: one.opens_at, "moment", sort="opens_at"),
    Column("closes", gettext_lazy("Closes"), lambda one: one.closes_at, "moment", sort="closes_at"),
    Column("count", gettext_lazy("Applications"), lambda one: one.count, "figure", sort="count"),
    Column("phase", gettext_lazy("State"), lambda one: one.phase, "state", noun="call"),
)


class CallFilters(Filters):
    """The calls."""

    q = SearchField(gettext_lazy("Title, reference"))

    def narrow(self, rows: QuerySet[Call]) -> QuerySet[Call]:
        words = self.get("q")
        if not words:
            return rows
        return rows.filter(title__icontains=words) | rows.filter(reference__icontains=words)


@desk
def listed(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The calls, the latest first."""
    filters = CallFilters(request)
    rows = with_phase(filters.narrow(calls_worked_at(by)), at=clock.now())
    rows = rows.annotate(count=Count("applications", distinct=True))
    table = Table(request, COLUMNS, rows, sort="-opens", url_of=_address)
    context = {"filters": filters, "may_add": _may_add(by)}
    return shown(request, table, "leasing/desk/calls.html", context, name="calls")


@desk
def call(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One call with its numbers."""
    return _page(request, by, find(calls_worked_at(by), pk))


@desk_form
def add(request: HttpRequest, by: Actor) -> HttpResponse:
    """Write a call that nobody sees yet."""
    market = _market(by)
    rules.require(by, "call.add", market)
    form = CallForm(market, request.POST or None)
    one = attempt(form, lambda _: calls.add(market, form.told(), by=by, at=clock.now()))
    if one is not None:
        words = _("Written. Nobody sees it until you publish it.")
        return done(request, words, PAGE, one.pk)
    return _form(request, form, _("Write a call"))


@desk_form
def edit(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Change a call, as far as nobody relies on it yet."""
    one = find(calls_worked_at(by), pk)
    rules.require(by, "call.edit", one)
    form = CallForm(one.market, request.POST or None, call=one)
    if attempt(form, lambda _: calls.edit(one, form.told(), by=by)):
        return done(request, _("Kept."), PAGE, pk)
    return _form(request, form, _("Change the call"), one)


@desk_deed
def publish(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let everybody see it."""
    return _press(request, by, pk, calls.publish, _("Published."))


@desk_deed
def close(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take no more applications on it."""
    return _press(request, by, pk, calls.close, _("Closed. Nobody can apply on it any more."))


@desk_deed
def reopen(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take applications again."""
    return _press(request, by, pk, calls.reopen, _("Open again, until its closing."))


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take the call back, with the reason."""
    one = find(calls_worked_at(by), pk)
    form = InsideForm(request.POST, of="withdraw")
    if attempt(form, lambda told: calls.withdraw(one, **told, by=by, at=clock.now())):
        return done(request, _("Taken back."), PAGE, pk)
    return _page(request, by, one, withdrawing=form)


@desk_deed
def tell(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Tell everybody on it of whom it is decided."""
    one = find(calls_worked_at(by), pk)
    form = TellForm(request.POST, at=clock.now(), offers=_offers(one))
    rows = applications_seen_by(by).filter(call=one, state__in=DECIDED)[:MOST_TOLD]
    report = attempt(
        form,
        lambda told: tellings.tell_all(rows, **form.offer(told), by=by, at=clock.now()),
    )
    if report is None:
        return _page(request, by, one, telling=form)
    count = len(report.told)
    words = ngettext("{count} applicant told.", "{count} applicants told.", count)
    messages.success(request, words.format(count=count))
    for application, refusal in report.refused[:5]:
        messages.error(request, f"{application.vendor.name}: {said(refusal)}")
    return go_on(request, PAGE, pk)


def _page(request: HttpRequest, by: Actor, one: Call, **typed: Any) -> HttpResponse:
    states = states_of(one)
    decided = sum(states.get(state, 0) for state in DECIDED)
    may_tell = decided and rules.allows(by, "application.tell", one)
    ranked = with_scores(applications_seen_by(by).filter(call=one))
    context = {
        "call": one,
        "phase": phase_of(one, at=clock.now()),
        "can": rules.can(by, "call", CALL, one),
        "may_edit": rules.allows(by, "call.edit", one) and one.state != CallState.WITHDRAWN,
        "pitches": pitches_of(one),
        "tiles": _tiles(one, states, decided),
        "quotas": quotas_of(one),
        "best": ranked.filter(score__isnull=False).order_by("-score", "pk")[:10],
        "waiting": ranked.filter(state=ApplicationState.WAITLISTED).order_by("place", "pk")[:10],
        "draw": one.draws.exclude(state=DrawState.VOID).first(),
        "may_draw": rules.allows(by, "draw.announce", one),
        "telling": TellForm(at=clock.now(), offers=_offers(one)) if may_tell else None,
        "withdrawing": InsideForm(of="withdraw"),
        "moves": timeline(history_of("call", one.pk)),
    }
    status = 422 if typed else 200
    return render(request, "leasing/desk/call.html", context | typed, status=status)


def _tiles(one: Call, states: dict[str, int], decided: int) -> list[dict[str, Any]]:
    """Pitches, applications, waiting, decided, told: each leads to its list."""
    base = f"{reverse('leasing:applications')}?call={one.pk}&state="
    waiting = sum(states.get(state, 0) for state in ("submitted", "correcting", "reviewing"))
    told = sum(
        states.get(state, 0)
        for state in ("offered", "accepted", "refused", "declined", "expired", "turned_away")
    )
    handed_in = sum(states.values()) - states.get(ApplicationState.DRAFT, 0)
    return [
        {"label": _("Pitches"), "value": pitches_of(one).count()},
        {"label": _("Applications"), "value": handed_in, "url": f"{base}all"},
        {"label": _("To be decided"), "value": waiting, "url": f"{base}reviewing"},
        {"label": _("Decided, not told"), "value": decided, "url": f"{base}decided"},
        {"label": _("Told"), "value": told},
        {
            "label": _("On the waiting list"),
            "value": states.get(ApplicationState.WAITLISTED, 0),
            "url": f"{base}waitlisted",
        },
    ]


def _offers(one: Call) -> bool:
    """Whether somebody on it is to be admitted, so that an offer goes out."""
    return Application.objects.filter(call=one, state=ApplicationState.ADMITTED).exists()


def _form(
    request: HttpRequest, form: forms.Form, heading: str, one: Call | None = None
) -> HttpResponse:
    context = {"form": form, "heading": heading, "call": one}
    status = 422 if form.is_bound else 200
    return render(request, "leasing/desk/call_form.html", context, status=status)


def _press(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Any], words: str
) -> HttpResponse:
    one = find(calls_worked_at(by), pk)
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


def _address(one: Call) -> str:
    return reverse(PAGE, args=[one.pk])


def _may_add(by: Actor) -> bool:
    return any(rules.allows(by, "call.add", market) for market in markets_worked_at(by))


def _market(by: Actor) -> Market:
    market = markets_worked_at(by).order_by("code").first()
    if market is None:
        raise Missing("missing", NOTHING_HERE)
    return market

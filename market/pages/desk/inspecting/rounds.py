"""Rounds on the desk: planned, walked on a phone, closed; and how a sample was drawn."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from market import clock, rules
from market.actions import rounds
from market.core.actors import Actor
from market.core.inspecting.sampling import recipe
from market.core.inspecting.states import ROUND, RoundState
from market.core.refusals import Missing
from market.models import CheckItem
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, desk_form, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.desk.inspecting.forms import RoundForm
from market.pages.filters import Filters
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.inspections import inspections_seen_by, rounds_seen_by, stops_of
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import word
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

PAGE = "desk_round"
COLUMNS = (
    Column("day", gettext_lazy("Day"), lambda one: one.day, "day", sort="day"),
    Column(
        "zone",
        gettext_lazy("Zone"),
        lambda one: named(one.zone) if one.zone else _("All zones"),
        sort="zone__position",
        note=lambda one: one.name,
    ),
    Column(
        "way",
        gettext_lazy("Who is looked at"),
        lambda one: word(one.way, "round_way"),
        sort="way",
    ),
    Column("stops", pgettext_lazy("round", "Stops"), lambda one: one.stops_count, "figure"),
    Column("done", gettext_lazy("Visited"), lambda one: one.done_count, "figure"),
    Column(
        "state", gettext_lazy("State"), lambda one: one.state, "state", sort="state", noun="round"
    ),
)


class RoundFilters(Filters):
    state = forms.ChoiceField(label=gettext_lazy("State"))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("Every state")),
            *((state, state_word(state, "round")) for state in RoundState),
        ]


@desk
def rounds_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The rounds, the latest first."""
    filters = RoundFilters(request)
    rows = rounds_seen_by(by)
    if state := filters.get("state"):
        rows = rows.filter(state=state)
    table = Table(
        request, COLUMNS, rows, sort="-day", url_of=lambda one: reverse(PAGE, args=[one.pk])
    )
    context = {
        "filters": filters,
        "may_plan": any(rules.allows(by, "round.plan", here) for here in markets_worked_at(by)),
    }
    template = "market/desk/inspecting/rounds.html"
    return shown(request, table, template, context, name="rounds")


@desk_form
def new_round(request: HttpRequest, by: Actor) -> HttpResponse:
    """Plan a round."""
    initial = {"day": clock.today(), "way": "all", "size": 20}
    form = RoundForm(markets_worked_at(by), request.POST or None, initial=initial)
    made = attempt(form, lambda told: rounds.plan(**form.told(), by=by, at=clock.now()))
    if made is not None:
        return done(request, _("The round is planned."), PAGE, made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/inspecting/new_round.html", {"form": form}, status=status)


@desk
def round(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One round: its stops, who was visited and how it came out, and how it was drawn."""
    one = find(rounds_seen_by(by), pk)
    visits = {
        (visit.vendor_id, visit.pitch_id): visit
        for visit in inspections_seen_by(by).filter(round=one, state="recorded")
    }
    context: dict[str, Any] = {
        "round": one,
        "stops": [
            {"stop": stop, "visit": visits.get((stop.vendor_id, stop.pitch_id))}
            for stop in stops_of(one)
        ],
        "can": rules.can(by, "round", ROUND, one),
        "may_walk": one.state == RoundState.PLANNED and rules.allows(by, "inspection.record", one),
        "moves": timeline(history_of("round", one.pk)),
        "cancelling": ReasonForm(),
    }
    return render(request, "market/desk/inspecting/round.html", context)


@desk
def walk(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The round on a phone: what is written down is kept there until there is signal."""
    one = find(rounds_seen_by(by), pk)
    rules.require(by, "inspection.record", one)
    context = {
        "round": one,
        "stops": stops_of(one),
        "items": CheckItem.objects.filter(in_use=True),
        "over": one.state != RoundState.PLANNED,
        "who": by.user,
    }
    return render(request, "market/desk/inspecting/walk.html", context)


@desk
def draw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The drawing as a program, for whoever doubts it."""
    one = find(rounds_seen_by(by), pk)
    if not one.algorithm:
        raise Missing("missing", NOTHING_HERE)
    text = recipe(one.population, seed=one.seed, size=one.size)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="round-{one.pk}.py"'
    return response


@desk_deed
def close_round(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """End a round."""
    one = find(rounds_seen_by(by), pk)
    words = _("The round is closed.")
    return pressed(request, lambda: rounds.close(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def cancel_round(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Call a round off."""
    one = find(rounds_seen_by(by), pk)
    reason = request.POST.get("reason", "")
    return pressed(
        request,
        lambda: rounds.cancel(one, reason=reason, by=by, at=clock.now()),
        _("The round is called off."),
        PAGE,
        pk,
    )

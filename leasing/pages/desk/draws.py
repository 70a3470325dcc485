"""A lottery on the desk: announced, its entrants fixed, drawn, and taken over."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leasing import rules
from leasing.actions import draws
from leasing.core.states import DRAW
from leasing.models import Draw
from leasing.pages.desk.answers import InsideForm
from leasing.queries.calls import calls_worked_at, phase_of
from leasing.queries.draws import draws_seen_by, entrants_of, results_of
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, done, find, go_on, pressed
from market.pages.desk.history import timeline
from market.pages.forms import attempt, said
from market.queries.history import history_of

PAGE = "leasing:desk_draw"


class AnnounceForm(forms.Form):
    """What is promised beforehand."""

    public_value_name = forms.CharField(
        label=gettext_lazy("A public value that nobody here can foresee"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "Named now, known later: the winning numbers of a national lottery on a day after "
            "the entrants are fixed. With it, not even this office could have chosen the result."
        ),
    )


class DrawForm(forms.Form):
    """The value that was named."""

    public_value = forms.CharField(label=gettext_lazy("The public value"), max_length=120)


@desk
def draw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One lottery."""
    return _page(request, by, find(_worked_at(by), pk))


@desk_deed
def announce(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Promise a lottery on a call."""
    call = find(calls_worked_at(by), pk)
    form = AnnounceForm(request.POST)
    one = attempt(form, lambda told: draws.announce(call, **told, by=by, at=clock.now()))
    if one is None:
        for fault in form.non_field_errors():
            messages.error(request, str(fault))
        return go_on(request, "leasing:desk_call", pk)
    return done(request, _("Announced. The print of the secret is public now."), PAGE, one.pk)


@desk_deed
def freeze(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Fix who takes part."""
    one = find(_worked_at(by), pk)
    words = _("Fixed. Who takes part and for which pitches is public now.")
    return pressed(request, lambda: draws.freeze(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def run(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Open the secret and draw."""
    one = find(_worked_at(by), pk)
    value = request.POST.get("public_value", "")[:120]
    act = partial(draws.draw, one, public_value=value, by=by, at=clock.now())
    return pressed(request, act, _("Drawn. The result is public."), PAGE, pk)


@desk_deed
def void(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Declare it void."""
    one = find(_worked_at(by), pk)
    form = InsideForm(request.POST, of="void")
    if attempt(form, lambda told: draws.void(one, **told, by=by, at=clock.now())):
        return done(request, _("Void. Another lottery can be announced."), PAGE, pk)
    return _page(request, by, one, voiding=form)


@desk_deed
def take_over(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Decide by the result."""
    one = find(_worked_at(by), pk)
    report = draws.take_over(one, by=by, at=clock.now())
    count = len(report.told)
    words = ngettext("{count} decided by lot.", "{count} decided by lot.", count)
    messages.success(request, words.format(count=count))
    for application, refusal in report.refused[:5]:
        messages.error(request, f"{application.vendor.name}: {said(refusal)}")
    return go_on(request, "leasing:desk_call", one.call_id)


def _page(request: HttpRequest, by: Actor, one: Draw, **typed: Any) -> HttpResponse:
    now = entrants_of(one.call) if one.state == "announced" else []
    context = {
        "draw": one,
        "call": one.call,
        "can": rules.can(by, "draw", DRAW, one),
        "may_take_over": one.state == "drawn" and rules.allows(by, "draw.take_over", one),
        "entrants": len(one.entrants) or len(now),
        "over": phase_of(one.call, at=clock.now()) in draws.OVER,
        "drawing": DrawForm(),
        "voiding": InsideForm(of="void"),
        "results": results_of(one),
        "moves": timeline(history_of("draw", one.pk)),
    }
    status = 422 if typed else 200
    return render(request, "leasing/desk/draw.html", context | typed, status=status)


def _worked_at(by: Actor) -> Any:
    return draws_seen_by(by).filter(call__in=calls_worked_at(by).order_by())

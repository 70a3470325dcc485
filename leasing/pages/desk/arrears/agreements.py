"""An agreement to pay in parts, on the desk."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import agreements
from leasing.core.arrears_states import AGREEMENT
from leasing.queries.agreements import agreements_seen_by, kept
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.forms import ReasonForm, attempt
from market.queries.history import history_of

PAGE = "leasing:desk_agreement"
TEMPLATE = "leasing/desk/arrears/agreement.html"


@desk
def agreement(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Its parts, what is paid of them, and what comes next."""
    return _page(request, by, pk)


@desk_deed
def agree(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The vendor signed it on paper."""
    one = find(agreements_seen_by(by), pk)
    words = _("Agreed. From now on its days are the due days.")
    act = agreements.agree
    return pressed(request, lambda: act(one, how="paper", by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def decline(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The vendor does not want it."""
    one = find(agreements_seen_by(by), pk)
    act = agreements.decline
    return pressed(request, lambda: act(one, by=by, at=clock.now()), _("Declined."), PAGE, pk)


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take the proposal back."""
    return _with_reason(request, by, pk, agreements.withdraw, _("Withdrawn."))


@desk_deed
def end(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """End it: the old days count again."""
    words = _("Ended. The charges are due on their own days again.")
    return _with_reason(request, by, pk, agreements.end, words)


def _with_reason(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Any], words: str
) -> HttpResponse:
    one = find(agreements_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, words, PAGE, pk)
    return _page(request, by, pk, form)


def _page(request: HttpRequest, by: Actor, pk: int, form: ReasonForm | None = None) -> HttpResponse:
    one = find(agreements_seen_by(by), pk)
    context = {
        "agreement": one,
        "kept": kept(one, on=clock.today()),
        "on": clock.today(),
        "can": rules.can(by, "agreement", AGREEMENT, one),
        "moves": timeline(history_of("agreement", pk)),
        "reason": form or ReasonForm(),
    }
    return render(request, TEMPLATE, context, status=422 if form else 200)

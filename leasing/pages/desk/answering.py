"""The answers that need words: corrections, not taken in, refused, cancelled."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leasing.actions import applications, offers
from leasing.models import Application
from leasing.pages.desk.answers import CorrectionForm, RefusalForm
from leasing.pages.desk.applications import PAGE, page_of
from leasing.queries.applications import applications_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk_deed, done, find
from market.pages.forms import attempt


class No(NamedTuple):
    """One way of saying no: the act, and the form on the page that it is typed into."""

    act: Callable[..., Any]
    form: str
    of: str


TURN_AWAY = No(applications.turn_away, "turning_away", "turn_away")
REFUSE = No(applications.refuse, "refusal", "refuse")
CANCEL = No(offers.cancel, "cancellation", "cancel")


@desk_deed
def correct(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Send it back with the list of what is to be put right."""
    one = find(applications_seen_by(by), pk)
    form = CorrectionForm(request.POST)

    def act(told: dict[str, Any]) -> Any:
        given = {"due_on": told["due_on"], "came_in": told["came_in"]}
        faults = told["corrections"]
        return applications.correct(one, list_of_faults=faults, by=by, at=clock.now(), **given)

    if attempt(form, act):
        return done(request, _("Sent back. The vendor is told what is missing."), PAGE, pk)
    return page_of(request, by, one, correction=form)


@desk_deed
def turn_away(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Do not take it in, with the reason that the vendor will read."""
    one = find(applications_seen_by(by), pk)
    words = _("Not taken in. The vendor is told why.")
    return _no(request, by, one, TURN_AWAY, words)


@desk_deed
def refuse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Refuse it, with the reason that the vendor will read."""
    one = find(applications_seen_by(by), pk)
    return _no(request, by, one, REFUSE, _("Refused. The vendor is told why."))


@desk_deed
def cancel(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Drop it for the house, with the reason that the vendor will read."""
    one = find(applications_seen_by(by), pk)
    return _no(request, by, one, CANCEL, _("Cancelled. The vendor is told why."))


def _no(request: HttpRequest, by: Actor, one: Application, no: No, words: str) -> HttpResponse:
    form = RefusalForm(request.POST, of=no.of)
    if attempt(form, lambda told: no.act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, words, PAGE, one.pk)
    return page_of(request, by, one, **{no.form: form})

"""Deciding now and telling later; the waiting list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leasing.actions import decisions, tellings, waitlists
from leasing.core.states import ApplicationState
from leasing.models import Application, Decision
from leasing.pages.desk.answers import InsideForm, PlaceForm, RefusalForm
from leasing.pages.desk.applications import PAGE, page_of
from leasing.pages.desk.decision_forms import AdmitForm, DraftForm, TellForm
from leasing.queries.applications import applications_seen_by
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.desk.door import NOTHING_HERE, desk_deed, done, find, pressed
from market.pages.forms import attempt


@desk_deed
def admit(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Decide that it is to be admitted; nothing is said."""
    one = find(applications_seen_by(by), pk)
    form = AdmitForm(one, request.POST, on=clock.today())
    if attempt(form, lambda told: decisions.admit(one, **told, by=by, at=clock.now())):
        return done(request, _("Decided, and not told yet."), PAGE, pk)
    return page_of(request, by, one, admitting=form)


@desk_deed
def reject(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Decide that it is to be refused; nothing is said."""
    one = find(applications_seen_by(by), pk)
    form = RefusalForm(request.POST, of="reject")
    if attempt(form, lambda told: decisions.reject(one, **told, by=by, at=clock.now())):
        return done(request, _("Decided, and not told yet."), PAGE, pk)
    return page_of(request, by, one, rejection=form)


@desk_deed
def reopen(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a decision back before anybody was told."""
    one = find(applications_seen_by(by), pk)
    form = InsideForm(request.POST)
    if attempt(form, lambda told: decisions.reopen(one, **told, by=by, at=clock.now())):
        return done(request, _("Taken back. Nobody was told."), PAGE, pk)
    return page_of(request, by, one, reopening=form)


@desk_deed
def redraft(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Change what will be said and offered."""
    one = find(applications_seen_by(by), pk)
    form = DraftForm(one, _decision(one), request.POST, on=clock.today())

    def act(told: dict[str, Any]) -> Decision:
        words = {"title": told["title"], "body": told["body"]}
        meant: dict[str, Any] = {"pitch": told.get("pitch"), "rent_fen": told.get("rent")}
        return decisions.redraft(one, by=by, **words, **meant)

    if attempt(form, act):
        return done(request, _("Kept. It is said like this when you tell it."), PAGE, pk)
    return page_of(request, by, one, drafting=form)


@desk_deed
def tell(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say what was decided."""
    one = find(applications_seen_by(by), pk)
    offers = one.state == ApplicationState.ADMITTED
    form = TellForm(request.POST, at=clock.now(), offers=offers)
    given: dict[str, Any] = {"by": by, "at": clock.now()}
    if attempt(form, lambda told: tellings.tell(one, **form.offer(told), **given)):
        return done(request, _("Told."), PAGE, pk)
    return page_of(request, by, one, telling=form)


@desk_deed
def waitlist(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Put it on the waiting list."""
    one = find(applications_seen_by(by), pk)
    words = _("On the waiting list. Offer a pitch from here as soon as one is free.")
    act = waitlists.waitlist
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def reorder(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Give it another place on the waiting list."""
    one = find(applications_seen_by(by), pk)
    form = PlaceForm(request.POST, of="place")
    if attempt(form, lambda told: waitlists.reorder(one, **told, by=by, at=clock.now())):
        return done(request, _("Moved."), PAGE, pk)
    return page_of(request, by, one, placing=form)


def _decision(one: Application) -> Decision:
    found = Decision.objects.select_related("pitch").filter(application=one).first()
    if found is None:
        raise Missing("missing", NOTHING_HERE)
    return found

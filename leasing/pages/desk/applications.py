"""Applications on the desk: the queue, and the buttons that answer one of them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing.actions import applications, offers, waitlists
from leasing.models import Application
from leasing.pages.desk.answers import CorrectionForm, RefusalForm
from leasing.pages.desk.dossier import dossier
from leasing.pages.desk.filters import ApplicationFilters
from leasing.queries.applications import applications_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.forms import attempt
from market.pages.tables import Column, Table, shown
from market.templatetags.desk_words import listed, word

PAGE = "leasing:desk_application"
COLUMNS = (
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: one.reference,
    ),
    Column(
        "trade",
        gettext_lazy("Sells"),
        lambda one: one.trade,
        sort="trade",
        note=lambda one: listed(one.goods),
    ),
    Column("kind", gettext_lazy("What for"), lambda one: word(one.kind, "pitch_kind"), sort="kind"),
    Column(
        "wish", gettext_lazy("Wish"), lambda one: one.wish and one.wish.code, sort="wish__code_key"
    ),
    Column("start", gettext_lazy("From"), lambda one: one.starts_on, "day", sort="starts_on"),
    Column(
        "since",
        gettext_lazy("Handed in"),
        lambda one: one.submitted_at,
        "moment",
        sort="submitted_at",
    ),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        sort="state",
        noun="application",
    ),
)


@desk
def queue(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The applications, those that wait for somebody and have waited longest first."""
    filters = ApplicationFilters(request)
    table = _table(request, filters.narrow(applications_seen_by(by), on=clock.today()))
    context = {"filters": filters}
    return shown(request, table, "leasing/desk/applications.html", context, name="applications")


@desk
def application(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One application beside the queue it was taken from."""
    return _page(request, by, find(applications_seen_by(by), pk))


@desk_deed
def receive(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take it in for review."""
    one = find(applications_seen_by(by), pk)
    act = applications.receive
    return pressed(request, lambda: act(one, by=by, at=clock.now()), _("Taken in."), PAGE, pk)


@desk_deed
def waitlist(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Put it on the waiting list."""
    one = find(applications_seen_by(by), pk)
    words = _("On the waiting list. Offer a pitch from here as soon as one is free.")
    act = waitlists.waitlist
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def correct(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Send it back with the list of what is to be put right."""
    one = find(applications_seen_by(by), pk)
    form = CorrectionForm(request.POST)
    if attempt(form, lambda told: _correct(one, told, by)):
        return done(request, _("Sent back. The vendor is told what is missing."), PAGE, pk)
    return _page(request, by, one, correction=form)


@desk_deed
def refuse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Refuse it, with the reason that the vendor will read."""
    one = find(applications_seen_by(by), pk)
    form = RefusalForm(request.POST)
    act = applications.refuse
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, _("Refused. The vendor is told why."), PAGE, pk)
    return _page(request, by, one, refusal=form)


@desk_deed
def accept(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The vendor said yes on the phone or at the counter."""
    one = find(applications_seen_by(by), pk)
    words = _("Accepted. The lease can be signed now.")
    return pressed(request, lambda: offers.accept(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def decline(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The vendor said no on the phone or at the counter."""
    one = find(applications_seen_by(by), pk)
    words = _("Declined. The pitch is free again.")
    return pressed(request, lambda: offers.decline(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The vendor takes it back, on the phone or at the counter."""
    one = find(applications_seen_by(by), pk)
    words = _("Withdrawn.")
    return pressed(request, lambda: offers.withdraw(one, by=by, at=clock.now()), words, PAGE, pk)


def _table(request: HttpRequest, rows: QuerySet[Application]) -> Table:
    query = request.GET.urlencode()

    def address(one: Application) -> str:
        return f"{reverse(PAGE, args=[one.pk])}{'?' if query else ''}{query}"

    return Table(request, COLUMNS, rows, sort="since", url_of=address)


def _correct(one: Application, told: dict[str, Any], by: Actor) -> Application:
    faults, due_on = told["corrections"], told["due_on"]
    return applications.correct(one, list_of_faults=faults, due_on=due_on, by=by, at=clock.now())


def _page(request: HttpRequest, by: Actor, one: Application, **forms: Any) -> HttpResponse:
    """The application with its file; a form that was not accepted comes open, as it was typed."""
    rows = ApplicationFilters(request).narrow(applications_seen_by(by), on=clock.today())
    table = _table(request, rows)
    context = dossier(one, by, on=clock.today()) | {"table": table, "near": table.near(one.pk)}
    status = 422 if forms else 200
    return render(request, "leasing/desk/application.html", context | forms, status=status)

"""Applications on the desk: the queue, and the buttons that answer one of them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import applications, offers
from leasing.models import Application
from leasing.pages.desk.dossier import dossier
from leasing.pages.desk.filters import ApplicationFilters
from leasing.pages.desk.together_forms import TogetherForm
from leasing.queries.applications import applications_seen_by
from leasing.templatetags.call_words import title_of
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, find, pressed
from market.pages.tables import Column, Table, shown
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import listed, word

PAGE = "leasing:desk_application"
PICK = {"pick": "together"}


def _marks(one: Any) -> str:
    """What is quietly noted beside a name: its reference, that it came late, or perhaps twice."""
    marks = [one.reference]
    if one.late:
        marks.append(_("handed in late"))
    if one.alike:
        marks.append(_("perhaps twice"))
    return " · ".join(marks)


COLUMNS = (
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=_marks,
    ),
    Column(
        "trade",
        gettext_lazy("Sells"),
        lambda one: one.trade,
        sort="trade",
        note=lambda one: listed(one.goods),
    ),
    Column(
        "kind",
        gettext_lazy("What for"),
        lambda one: word(one.kind, "pitch_kind"),
        sort="kind",
        note=lambda one: title_of(one.call) if one.call else "",
    ),
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
        "score",
        gettext_lazy("Points"),
        lambda one: one.score and f"{one.score:.2f}",
        "figure",
        sort="score",
        note=lambda one: _("{count} reviews").format(count=one.opinions) if one.opinions else "",
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
    filters = ApplicationFilters(request, by)
    table = table_of(request, filters.narrow(applications_seen_by(by), on=clock.today()))
    context: dict[str, Any] = {"filters": filters}
    if any(rules.allows(by, "application.receive", market) for market in markets_worked_at(by)):
        context |= PICK | {"together": TogetherForm(at=clock.now())}
    return shown(request, table, "leasing/desk/applications.html", context, name="applications")


@desk
def application(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One application beside the queue it was taken from."""
    return page_of(request, by, find(applications_seen_by(by), pk))


@desk_deed
def receive(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take it in for review."""
    one = find(applications_seen_by(by), pk)
    act = applications.receive
    return pressed(request, lambda: act(one, by=by, at=clock.now()), _("Taken in."), PAGE, pk)


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


def table_of(request: HttpRequest, rows: QuerySet[Any]) -> Table:
    """The queue as a table, its lines leading to the application and back."""
    query = request.GET.urlencode()

    def address(one: Application) -> str:
        return f"{reverse(PAGE, args=[one.pk])}{'?' if query else ''}{query}"

    return Table(request, COLUMNS, rows, sort="since", url_of=address)


def page_of(request: HttpRequest, by: Actor, one: Application, **typed: Any) -> HttpResponse:
    """The application with its file; a form that was not accepted comes open, as it was typed."""
    rows = ApplicationFilters(request, by).narrow(applications_seen_by(by), on=clock.today())
    table = table_of(request, rows)
    context = dossier(one, by, at=clock.now(), **typed)
    context |= {"table": table, "near": table.near(one.pk)}
    status = 422 if typed else 200
    return render(request, "leasing/desk/application.html", context, status=status)

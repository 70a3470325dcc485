"""Complaints on the desk: the list, taking one down, looking into it, answering."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import complaints
from market.core.actors import Actor
from market.core.inspecting.states import COMPLAINT
from market.models import Complaint
from market.pages.desk.door import desk, desk_deed, desk_form, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.desk.inspecting.forms import AnswerForm, ComplaintForm
from market.pages.filters import Filters, SearchField
from market.pages.forms import attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.inspections import complaints_seen_by
from market.queries.inspections_waiting import OPEN
from market.queries.places import markets_worked_at
from market.queries.standing import vendor_at
from market.templatetags.desk_words import word

PAGE = "desk_complaint"


def standing_of(one: Complaint) -> str:
    """Its state, or late where its day is over."""
    return "late" if one.state in OPEN and one.due_on < clock.today() else one.state


COLUMNS = (
    Column(
        "reference",
        gettext_lazy("Complaint"),
        lambda one: one.text[:60],
        note=lambda one: one.reference,
    ),
    Column(
        "kind",
        gettext_lazy("About"),
        lambda one: word(one.kind, "complaint_kind"),
        sort="kind",
        note=lambda one: one.vendor and one.vendor.name,
    ),
    Column(
        "received",
        gettext_lazy("Received"),
        lambda one: one.received_at,
        "moment",
        sort="received_at",
        note=lambda one: word(one.came_by, "came_by"),
    ),
    Column("due", gettext_lazy("Answer by"), lambda one: one.due_on, "day", sort="due_on"),
    Column("state", gettext_lazy("State"), standing_of, "state", sort="state", noun="complaint"),
)


class ComplaintFilters(Filters):
    q = SearchField(gettext_lazy("Words or number"))
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("Not answered")),
            ("late", gettext_lazy("Past their day")),
            ("all", gettext_lazy("All of them")),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        show = self.get("show", "")
        if show != "all":
            rows = rows.filter(state__in=OPEN)
        if show == "late":
            rows = rows.filter(due_on__lt=clock.today())
        if words := self.get("q"):
            rows = rows.filter(text__icontains=words) | rows.filter(reference__icontains=words)
        return rows


@desk
def complaints_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The complaints to answer, the most pressing first."""
    filters = ComplaintFilters(request)
    table = Table(
        request,
        COLUMNS,
        filters.narrow(complaints_seen_by(by)),
        sort="due",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    may = any(rules.allows(by, "complaint.add", here) for here in markets_worked_at(by))
    template = "market/desk/inspecting/complaints.html"
    context = {"filters": filters, "may_add": may}
    return shown(request, table, template, context, name="complaints")


@desk_form
def new_complaint(request: HttpRequest, by: Actor) -> HttpResponse:
    """Take down what somebody says at the desk or by phone."""
    form = ComplaintForm(markets_worked_at(by), request.POST or None)
    made = attempt(form, lambda told: _receive(told, by))
    if made is not None:
        words = _("Taken in as {number}; to be answered by {day}.")
        said = words.format(number=made.reference, day=made.due_on.isoformat())
        return done(request, said, PAGE, made.pk)
    context = {
        "form": form,
        "title": _("Take a complaint in"),
        "back": reverse("desk_complaints"),
        "back_words": _("All complaints"),
        "button": _("Take it in"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/inspecting/form.html", context, status=status)


@desk
def complaint(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One complaint."""
    return _page(request, by, find(complaints_seen_by(by), pk))


@desk_deed
def take(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Somebody looks into it."""
    one = find(complaints_seen_by(by), pk)
    words = _("You are looking into it.")
    return pressed(request, lambda: complaints.take(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def settle(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Dealt with."""
    return _close(request, by, pk, complaints.settle, "settling")


@desk_deed
def dismiss(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Nothing in it."""
    return _close(request, by, pk, complaints.dismiss, "dismissing")


@desk_deed
def contact(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Show the number once; that it was read is in the journal."""
    one = find(complaints_seen_by(by), pk)
    number = complaints.contact(one, by=by, at=clock.now())
    return _page(request, by, one, number=number)


def _receive(told: dict[str, Any], by: Actor) -> Complaint:
    pitch = told["pitch"]
    vendor = vendor_at(pitch, clock.today()) if pitch else None
    return complaints.receive(**told, vendor=vendor, by=by, at=clock.now())


def _close(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Complaint], name: str
) -> HttpResponse:
    one = find(complaints_seen_by(by), pk)
    form = AnswerForm(request.POST)
    if attempt(form, lambda told: act(one, **told, by=by, at=clock.now())):
        return done(request, _("Answered."), PAGE, pk)
    return _page(request, by, one, **{name: form})


def _page(request: HttpRequest, by: Actor, one: Complaint, **given: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "complaint": one,
        "standing": standing_of(one),
        "can": rules.can(by, "complaint", COMPLAINT, one),
        "may_read": bool(one.contact_sealed) and rules.allows(by, "complaint.contact", one),
        "moves": timeline(history_of("complaint", one.pk)),
        "settling": AnswerForm(),
        "dismissing": AnswerForm(),
    }
    refused = any(isinstance(form, forms.Form) for form in given.values())
    template = "market/desk/inspecting/complaint.html"
    return render(request, template, context | given, status=422 if refused else 200)

"""Findings and visits on the desk: what is to be put right, looked at again, taken back."""

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
from market.actions import findings, inspections
from market.core.actors import Actor
from market.core.inspecting.states import FINDING, INSPECTION, FindingState
from market.core.periods import ONE_DAY
from market.models import CheckItem, Finding
from market.pages.desk.door import desk, desk_deed, done, find
from market.pages.desk.history import timeline
from market.pages.desk.inspecting.forms import AnswerForm, NoteForm, ReopenForm
from market.pages.filters import Filters, SearchField
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.inspections import findings_seen_by, inspections_seen_by, late, not_closed
from market.templatetags.glances import named

PAGE = "desk_finding"
AGAIN = 3


class FindingFilters(Filters):
    """What is not closed, unless one asks for something else."""

    q = SearchField(gettext_lazy("Vendor or note"))
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("Not closed")),
            ("late", gettext_lazy("Past their day")),
            ("rectified", gettext_lazy("To be looked at again")),
            ("all", gettext_lazy("All of them")),
        ],
    )
    item = forms.ModelChoiceField(
        label=gettext_lazy("Line of the checklist"),
        queryset=CheckItem.objects.all(),
        empty_label=gettext_lazy("Any line"),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["item"].label_from_instance = named  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        show = self.get("show", "")
        if show == "late":
            rows = late(rows, on=clock.today())
        elif show == "rectified":
            rows = rows.filter(state=FindingState.RECTIFIED)
        elif not show:
            rows = not_closed(rows)
        if item := self.get("item"):
            rows = rows.filter(item=item)
        if words := self.get("q"):
            rows = rows.filter(vendor__name__icontains=words) | rows.filter(note__icontains=words)
        return rows


def standing_of(one: Finding) -> str:
    """Its state, or late where its day is over."""
    if one.state == FindingState.OPEN and one.due_on < clock.today():
        return "late"
    return one.state


COLUMNS = (
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: one.inspection.pitch and one.inspection.pitch.code,
    ),
    Column(
        "item",
        gettext_lazy("What"),
        lambda one: named(one.item),
        sort="item__position",
        note=lambda one: one.note,
    ),
    Column("due", gettext_lazy("To be put right by"), lambda one: one.due_on, "day", sort="due_on"),
    Column("state", gettext_lazy("State"), standing_of, "state", sort="state", noun="finding"),
    Column("again", gettext_lazy("Looked at again"), lambda one: one.looked_again, "figure"),
)


@desk
def findings_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What is to be put right, the most pressing first."""
    filters = FindingFilters(request)
    rows = filters.narrow(findings_seen_by(by))
    table = Table(
        request, COLUMNS, rows, sort="due", url_of=lambda one: reverse(PAGE, args=[one.pk])
    )
    template = "market/desk/inspecting/findings.html"
    return shown(request, table, template, {"filters": filters}, name="findings")


@desk
def finding(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One finding, its photos, and what may be done about it."""
    return _page(request, by, find(findings_seen_by(by), pk))


@desk_deed
def rectify(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say for the vendor that it is put right."""
    words = _("Written down. It is to be looked at again.")
    return _deed(request, by, pk, "rectifying", kind=AnswerForm, act=findings.rectify, words=words)


@desk_deed
def clear(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Looked at again: right."""
    words = _("Closed: it is right now.")
    return _deed(request, by, pk, "clearing", kind=NoteForm, act=findings.clear, words=words)


@desk_deed
def reopen(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Looked at again: not right yet."""
    words = _("The vendor is told what is still not right, and by when it is to be.")
    return _deed(request, by, pk, "reopening", kind=ReopenForm, act=findings.reopen, words=words)


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a finding back."""
    words = _("Taken back. It counts for nothing any more.")
    return _deed(
        request, by, pk, "withdrawing", kind=ReasonForm, act=findings.withdraw, words=words
    )


@desk
def visit(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One visit: what was looked at, what was found."""
    return _visit_page(request, by, pk)


@desk_deed
def void(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a visit back."""
    one = find(inspections_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: inspections.void(one, **told, by=by, at=clock.now())):
        return done(request, _("The visit is taken back."), "desk_inspection", pk)
    return _visit_page(request, by, pk, voiding=form)


def _visit_page(request: HttpRequest, by: Actor, pk: int, **given: forms.Form) -> HttpResponse:
    one = find(inspections_seen_by(by), pk)
    found = list(one.findings.all())
    faulty = {each.item_id for each in found}
    asked = CheckItem.objects.filter(code__in=one.asked)
    context: dict[str, Any] = {
        "visit": one,
        "findings": [{"finding": each, "state": standing_of(each)} for each in found],
        "right": [item for item in asked if item.pk not in faulty],
        "can": rules.can(by, "inspection", INSPECTION, one),
        "moves": timeline(history_of("inspection", one.pk)),
        "voiding": ReasonForm(),
    }
    status = 422 if given else 200
    template = "market/desk/inspecting/visit.html"
    return render(request, template, context | given, status=status)


def _page(request: HttpRequest, by: Actor, one: Finding, **given: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "finding": one,
        "standing": standing_of(one),
        "photos": one.photos.all(),
        "can": rules.can(by, "finding", FINDING, one),
        "moves": timeline(history_of("finding", one.pk)),
        "rectifying": AnswerForm(),
        "clearing": NoteForm(),
        "reopening": ReopenForm(initial={"due_on": clock.today() + AGAIN * ONE_DAY}),
        "withdrawing": ReasonForm(),
    }
    status = 422 if given else 200
    template = "market/desk/inspecting/finding.html"
    return render(request, template, context | given, status=status)


def _deed(
    request: HttpRequest,
    by: Actor,
    pk: int,
    name: str,
    *,
    kind: type[forms.Form],
    act: Callable[..., Finding],
    words: str,
) -> HttpResponse:
    one = find(findings_seen_by(by), pk)
    form = kind(request.POST)
    if attempt(form, lambda told: act(one, **told, by=by, at=clock.now())):
        return done(request, words, PAGE, pk)
    return _page(request, by, one, **{name: form})

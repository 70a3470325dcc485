"""What vendors say they have paid: compared with the bank, booked, or refused with a word."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import paid_notes
from market.core.actors import Actor
from market.core.states import PAID_NOTE
from market.models import PaidNote
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.filters import Filters
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.paid_notes import paid_notes_seen_by, to_look_at
from market.templatetags.desk_words import word

PAGE = "desk_paidnote"
COLUMNS = (
    Column("told", gettext_lazy("Told at"), lambda one: one.told_at, "moment", sort="told_at"),
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.account.vendor.name,
        sort="account__vendor__name_key",
        note=lambda one: one.note,
    ),
    Column(
        "reference",
        gettext_lazy("Reference"),
        lambda one: one.reference,
        note=lambda one: word(one.method, "method"),
    ),
    Column("paid", gettext_lazy("Paid on"), lambda one: one.paid_on, "day", sort="paid_on"),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        sort="state",
        noun="paidnote",
    ),
    Column(
        "amount", gettext_lazy("Amount"), lambda one: one.amount_fen, "money", sort="amount_fen"
    ),
)


class PaidNoteFilters(Filters):
    """Whether somebody has looked."""

    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("To be looked at")),
            ("all", gettext_lazy("All of them")),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        return rows if self.get("show") == "all" else to_look_at(rows)


@desk
def listed(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The longest waiting first."""
    filters = PaidNoteFilters(request)
    rows = filters.narrow(paid_notes_seen_by(by))
    table = Table(request, COLUMNS, rows, sort="told", url_of=_address)
    template = "market/desk/money/paid_notes.html"
    return shown(request, table, template, {"filters": filters}, name="paid-notes")


@desk
def one(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """What was told, with the screenshot."""
    return _page(request, by, find(paid_notes_seen_by(by), pk))


@desk_deed
def book(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The money is there."""
    note = find(paid_notes_seen_by(by), pk)
    words = _("Booked. The vendor gets word.")
    act = paid_notes.book
    return pressed(request, lambda: act(note, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def refuse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """It is not there, and why."""
    note = find(paid_notes_seen_by(by), pk)
    form = ReasonForm(request.POST)
    act = paid_notes.refuse
    if attempt(form, lambda told: act(note, reason=told["reason"], by=by, at=clock.now())):
        return done(request, _("Not booked. The vendor is told why."), PAGE, pk)
    return _page(request, by, note, refusing=form)


def _page(request: HttpRequest, by: Actor, note: PaidNote, **given: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "note": note,
        "can": rules.can(by, "paidnote", PAID_NOTE, note),
        "moves": timeline(history_of("paidnote", note.pk)),
        "refusing": ReasonForm(),
    }
    status = 422 if given else 200
    return render(request, "market/desk/money/paid_note.html", context | given, status=status)


def _address(note: PaidNote) -> str:
    return reverse(PAGE, args=[note.pk])

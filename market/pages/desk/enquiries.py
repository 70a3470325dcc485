"""Enquiries on the desk: the late ones first, the conversation, the answer, what was promised."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock
from market.actions import enquiries, uploads
from market.core.actors import Actor
from market.core.promises import MOST, Promise, Span
from market.core.refusals import Missing
from market.models import Enquiry, Market
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, desk_form, done, go_on, pressed
from market.pages.desk.history import timeline
from market.pages.filters import Filters
from market.pages.forms import attempt
from market.pages.my_enquiries import SayForm, fresh, standing
from market.pages.tables import Column, Table, shown
from market.queries.enquiries import (
    contentment,
    enquiries_seen_by,
    late,
    promises_of,
    waiting_for_us,
)
from market.queries.history import history_of
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import ENQUIRY_KINDS, word

PAGE = "desk_enquiry"
COLUMNS = (
    Column(
        "reference",
        gettext_lazy("Enquiry"),
        lambda one: word(one.kind, "enquiry_kind"),
        sort="kind",
        note=lambda one: one.reference,
    ),
    Column("who", gettext_lazy("From whom"), lambda one: one.vendor or one.asker),
    Column("asked", gettext_lazy("Received"), lambda one: one.asked_at, "moment", sort="asked_at"),
    Column("due", gettext_lazy("Answer by"), lambda one: one.due_at, "moment", sort="due_at"),
    Column("taken", gettext_lazy("Seen to by"), lambda one: one.taken_by),
    Column("stars", gettext_lazy("Stars"), lambda one: one.stars, "figure", sort="stars"),
    Column("state", gettext_lazy("State"), standing, "state", sort="state", noun="enquiry"),
)


class EnquiryFilters(Filters):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Any kind")), *ENQUIRY_KINDS.items()],
    )
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("Not answered")),
            ("late", gettext_lazy("Past what was promised")),
            ("all", gettext_lazy("All of them")),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        show = self.get("show", "")
        if show == "late":
            rows = late(rows, at=clock.now())
        elif show != "all":
            rows = waiting_for_us(rows)
        return rows.filter(kind=kind) if (kind := self.get("kind")) else rows


class PromiseForm(forms.Form):
    """How soon one kind is answered."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(ENQUIRY_KINDS.items()))
    count = forms.IntegerField(label=gettext_lazy("Within"), min_value=1, max_value=MOST)
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        choices=[
            (Span.WORKING_DAY, gettext_lazy("working days")),
            (Span.WORKING_HOUR, gettext_lazy("office hours")),
        ],
    )


@desk
def listed(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The most pressing first."""
    filters, seen = EnquiryFilters(request), enquiries_seen_by(by)
    table = Table(request, COLUMNS, filters.narrow(seen), sort="due", url_of=_address)
    context = {"filters": filters, "stars": sorted(contentment(seen).items(), reverse=True)}
    return shown(request, table, "market/desk/enquiries.html", context, name="enquiries")


@desk
def one(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The conversation."""
    return _page(request, by, _found(by, pk))


@desk_deed
def take(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say that one sees to it."""
    row = _found(by, pk)
    words = _("You see to it.")
    act = enquiries.take
    return pressed(request, lambda: act(row, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def answer(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Answer; or, with the other button, ask something back."""
    row, form = _found(by, pk), SayForm(request.POST, request.FILES)
    act: Any = enquiries.say if "ask" in request.POST else enquiries.answer
    if attempt(form, lambda told: _said(act, row, told, by)) is None:
        return _page(request, by, row, form=form)
    return done(request, _("Sent."), PAGE, pk)


@desk_deed
def close(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Nothing is left to say."""
    row = _found(by, pk)
    words, act = _("Closed."), enquiries.close
    return pressed(request, lambda: act(row, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def reopen(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """It was not answered after all."""
    row = _found(by, pk)
    words, act = _("Open again."), enquiries.reopen
    return pressed(request, lambda: act(row, by=by, at=clock.now()), words, PAGE, pk)


@desk_form
def promises(request: HttpRequest, by: Actor) -> HttpResponse:
    """What is promised for each kind, and changing it."""
    market = markets_worked_at(by).first()
    if market is None:
        return go_on(request, "desk_enquiries")
    form = PromiseForm(request.POST or None)
    if attempt(form, lambda told: _settled(market, told, by)) is not None:
        return done(request, _("Kept. It counts for what comes in from now on."), "desk_promises")
    context = {"form": form, "market": market, "promised": list(promises_of(market).items())}
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/promises.html", context, status=status)


def _page(request: HttpRequest, by: Actor, row: Enquiry, **given: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "enquiry": row,
        "standing": standing(row),
        "said": row.messages.select_related("photo"),
        "can": enquiries.can(row, by),
        "moves": timeline(history_of("enquiry", row.pk)),
        "form": fresh(),
    }
    status = 422 if given else 200
    return render(request, "market/desk/enquiry.html", context | given, status=status)


def _found(by: Actor, pk: int) -> Enquiry:
    rows = enquiries_seen_by(by).filter(pk=pk)
    found = rows.first()
    if found is None:
        raise Missing("missing", NOTHING_HERE)
    return found


def _said(act: Any, row: Enquiry, told: dict[str, Any], by: Actor) -> Any:
    given = {"key": told["once"], "text": told["text"], "photo": uploads.photo_of(told["photo"])}
    return act(row, **given, by=by, at=clock.now())


def _settled(market: Market, told: dict[str, Any], by: Actor) -> Any:
    promise = Promise(told["count"], Span(told["unit"]))
    return enquiries.promise(market, told["kind"], promise, by=by, at=clock.now())


def _address(row: Enquiry) -> str:
    return reverse(PAGE, args=[row.pk])

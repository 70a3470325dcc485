"""Penalties on the desk: the list, a new one, taking one back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import penalties
from market.core.actors import Actor
from market.core.inspecting.states import PENALTY
from market.models import Penalty
from market.pages.desk.door import desk, desk_deed, desk_form, done, find
from market.pages.desk.history import timeline
from market.pages.desk.inspecting.forms import PenaltyForm
from market.pages.filters import Filters, SearchField
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.bars import barred
from market.queries.history import history_of
from market.queries.inspections import penalties_seen_by
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import word

PAGE = "desk_penalty"
COLUMNS = (
    Column(
        "day", gettext_lazy("Decision of"), lambda one: one.penalised_on, "day", sort="penalised_on"
    ),
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: word(one.trade_class, "trade_class"),
    ),
    Column(
        "deed",
        gettext_lazy("What for"),
        lambda one: one.deed,
        note=lambda one: f"{one.authority} {one.reference}".strip(),
    ),
    Column(
        "barred",
        gettext_lazy("May not trade until"),
        lambda one: one.vendor.barred_until,
        "day",
        sort="vendor__barred_until",
    ),
    Column(
        "state", gettext_lazy("State"), lambda one: one.state, "state", sort="state", noun="penalty"
    ),
)


class PenaltyFilters(Filters):
    q = SearchField(gettext_lazy("Vendor or number"))

    def narrow(self, rows: Any) -> Any:
        if words := self.get("q"):
            rows = rows.filter(vendor__name__icontains=words) | rows.filter(
                reference__icontains=words
            )
        return rows


@desk
def penalties_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The penalties, the latest first."""
    filters = PenaltyFilters(request)
    rows = filters.narrow(penalties_seen_by(by))
    table = Table(
        request,
        COLUMNS,
        rows,
        sort="-day",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    may = any(rules.allows(by, "penalty.record", here) for here in markets_worked_at(by))
    template = "market/desk/inspecting/penalties.html"
    context = {"filters": filters, "may_record": may}
    return shown(request, table, template, context, name="penalties")


@desk_form
def new_penalty(request: HttpRequest, by: Actor) -> HttpResponse:
    """Write a penalty down; the third in a year bars."""
    form = PenaltyForm(markets_worked_at(by), request.POST or None)
    made = attempt(form, lambda told: penalties.record(**told, by=by, at=clock.now()))
    if made is not None:
        return done(request, _("Written down."), PAGE, made.pk)
    context = {
        "form": form,
        "title": _("Write a penalty down"),
        "back": reverse("desk_penalties"),
        "back_words": _("All penalties"),
        "button": _("Write it down"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/inspecting/form.html", context, status=status)


@desk
def penalty(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One penalty, and whether the vendor is barred."""
    return _page(request, by, find(penalties_seen_by(by), pk))


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take it back; the bar is reckoned anew."""
    one = find(penalties_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: penalties.withdraw(one, **told, by=by, at=clock.now())):
        return done(request, _("Taken back. The bar is reckoned anew."), PAGE, pk)
    return _page(request, by, one, withdrawing=form)


def _page(request: HttpRequest, by: Actor, one: Penalty, **given: forms.Form) -> HttpResponse:
    context = {
        "penalty": one,
        "bar": barred(one.vendor, on=clock.today()),
        "can": rules.can(by, "penalty", PENALTY, one),
        "moves": timeline(history_of("penalty", one.pk)),
        "withdrawing": ReasonForm(),
    }
    status = 422 if given else 200
    template = "market/desk/inspecting/penalty.html"
    return render(request, template, context | given, status=status)

"""Demands on the desk: the list, the slips for the doors, one letter and how it arrived."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import demands
from leasing.core.arrears_states import DEMAND, DemandState
from leasing.pages.desk.arrears.forms import DeliveryForm
from leasing.queries.demands import demands_seen_by, standing_of
from leasing.queries.proofs import proof_file_seen_by
from market import clock
from market.actions import uploads
from market.attachments import as_attachment
from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.filters import Filters, SearchField
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.templatetags.market_words import state_word

PAGE = "leasing:desk_demand"


class DemandFilters(Filters):
    q = SearchField(gettext_lazy("Name or number"))
    state = forms.ChoiceField(label=gettext_lazy("State"))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("Every state")),
            *((state, state_word(state, "demand")) for state in DemandState),
        ]

    def narrow(self, rows: Any) -> Any:
        if state := self.get("state"):
            rows = rows.filter(state=state)
        if words := self.get("q"):
            by_number = rows.filter(number__icontains=words)
            rows = by_number | rows.filter(account__vendor__name__icontains=words)
        return rows


@desk
def demands_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The letters, the newest first."""
    on = clock.today()
    filters = DemandFilters(request)
    columns = (
        Column(
            "vendor",
            gettext_lazy("Vendor"),
            lambda one: one.account.vendor.name,
            sort="account__vendor__name_key",
            note=lambda one: one.number,
        ),
        Column(
            "state",
            gettext_lazy("State"),
            lambda one: standing_of(one, on=on),
            "state",
            noun="demand",
        ),
        Column("asked", gettext_lazy("Asked for"), lambda one: one.asked_fen, "money"),
        Column("open", gettext_lazy("Still owed"), lambda one: one.open_now_fen or None, "money"),
        Column(
            "cure", gettext_lazy("To be paid by"), lambda one: one.cure_on, "day", sort="cure_on"
        ),
        Column(
            "drafted",
            gettext_lazy("Drafted"),
            lambda one: one.drafted_at,
            "moment",
            sort="drafted_at",
        ),
    )
    table = Table(
        request,
        columns,
        filters.narrow(demands_seen_by(by)),
        sort="-drafted",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    context = {"filters": filters}
    return shown(request, table, "leasing/desk/arrears/demands.html", context, name="demands")


@desk
def slips(request: HttpRequest, by: Actor) -> HttpResponse:
    """All letters that are issued and not delivered, one after the other, to be printed and carried."""
    waiting = demands_seen_by(by).filter(state=DemandState.ISSUED)
    return render(request, "leasing/desk/arrears/slips.html", {"demands": waiting})


@desk
def demand(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One letter: what it asks for, how far it is."""
    return _page(request, by, pk)


@desk
def letter(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The letter as it was issued, to be printed."""
    one = find(demands_seen_by(by), pk)
    if one.document is None:
        raise Missing("missing", NOTHING_HERE)
    context = {"demand": one, "document": one.document, "said": one.document.contents}
    return render(request, "leasing/desk/arrears/letter.html", context)


@desk
def proof(request: HttpRequest, by: Actor, key: str) -> HttpResponse:
    """The photo that shows how a letter arrived, or what is damaged."""
    found = proof_file_seen_by(by, key)
    return as_attachment(found, uploads.read(found))


@desk_deed
def issue(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Give it its number and freeze it."""
    one = find(demands_seen_by(by), pk)
    words = _("Issued. Print the letter, bring it over, and note here how it arrived.")
    return pressed(request, lambda: demands.issue(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def deliver(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Note how it arrived."""
    one = find(demands_seen_by(by), pk)
    form = DeliveryForm(request.POST, request.FILES)
    act = demands.deliver
    if attempt(form, lambda told: act(one, form.told(told), by=by, at=clock.now())):
        return done(request, _("Noted, with what shows it."), PAGE, pk)
    return _page(request, by, pk, delivering=form)


@desk_deed
def lapse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let it rest."""
    return _with_reason(request, by, pk, demands.lapse, _("It rests. Nothing follows from it."))


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take it back."""
    return _with_reason(request, by, pk, demands.withdraw, _("Withdrawn."))


def _with_reason(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Any], words: str
) -> HttpResponse:
    one = find(demands_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, words, PAGE, pk)
    return _page(request, by, pk, reason=form)


def _page(request: HttpRequest, by: Actor, pk: int, **given: forms.Form) -> HttpResponse:
    one = find(demands_seen_by(by), pk)
    context: dict[str, Any] = {
        "demand": one,
        "lines": one.lines.select_related("charge__item"),
        "standing": standing_of(one, on=clock.today()),
        "can": rules.can(by, "demand", DEMAND, one),
        "moves": timeline(history_of("demand", pk)),
        "delivering": DeliveryForm.fresh(clock.today(), by.name),
        "reason": ReasonForm(),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/arrears/demand.html", context | given, status=status)

"""代办 on the desk: what the office is seeing to, and the steps of one errand."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from market import clock, rules
from market.actions import errands, material_lists
from market.core.actors import Actor
from market.core.paper_states import ERRAND, OPEN_ERRANDS, ErrandState
from market.models import Errand
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.desk.paperwork.forms import (
    CollectForm,
    CorrectionForm,
    HandInForm,
    OnForm,
    WhyForm,
)
from market.pages.filters import Filters, SearchField
from market.pages.forms import attempt
from market.pages.tables import Column, Table, shown
from market.queries.errands import errands_seen_by, open_errands, overdue
from market.queries.history import history_of
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

PAGE = "desk_errand"
COLUMNS = (
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: one.worker and one.worker.name,
    ),
    Column(
        "paper",
        pgettext_lazy("permit", "Paper"),
        lambda one: named(one.type),
        sort="type__code",
        note=lambda one: one.reference,
    ),
    Column("due", gettext_lazy("Due"), lambda one: one.due_on, "day", sort="due_on"),
    Column(
        "closes", gettext_lazy("Window closes"), lambda one: one.closes_on, "day", sort="closes_on"
    ),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        noun="errand",
        sort="state",
        note=lambda one: (
            f"{sum(m.got_on is not None for m in one.materials.all())}/{len(one.materials.all())}"
        ),
    ),
)


class ErrandFilters(Filters):
    """Open ones, unless one asks for others."""

    q = SearchField(gettext_lazy("Name, phone, reference"))
    state = forms.ChoiceField(label=gettext_lazy("State"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("open", _("Open")),
            ("overdue", _("Overdue")),
            *((state, state_word(state, "errand")) for state in ErrandState),
            ("all", _("Every state")),
        ]

    def narrow(self, rows: QuerySet[Errand], by: Actor) -> QuerySet[Errand]:
        """The errands that fit."""
        state = self.get("state") or "open"
        if state == "open":
            rows = open_errands(rows)
        elif state == "overdue":
            rows = overdue(rows, on=clock.today())
        elif state != "all":
            rows = rows.filter(state=state)
        if words := self.get("q"):
            rows = (
                rows.filter(vendor__name__icontains=words)
                | rows.filter(vendor__phone__contains=words)
                | rows.filter(reference__icontains=words)
            )
        return rows


@desk
def errand_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What the office is seeing to, what is due first."""
    filters = ErrandFilters(request)
    seen = errands_seen_by(by)
    table = Table(request, COLUMNS, filters.narrow(seen, by), sort="due", url_of=_address)
    tiles = [
        _tile(_("Overdue"), overdue(seen, on=clock.today()).count(), "overdue", "trouble"),
        *(
            _tile(state_word(state, "errand"), seen.filter(state=state).count(), state, "soon")
            for state in OPEN_ERRANDS
        ),
    ]
    context = {"filters": filters, "tiles": tiles}
    return shown(request, table, "market/desk/paperwork/errands.html", context, name="errands")


@desk
def errand(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One errand: the list of materials, the steps behind it, the step that comes next."""
    return _page(request, by, find(errands_seen_by(by), pk))


@desk_deed
def tick(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """These materials are there, the others are not."""
    one = find(errands_seen_by(by), pk)
    names, also = request.POST.getlist("materials"), request.POST.get("also", "")
    return pressed(
        request,
        lambda: errands.tick(one, names, also=also, by=by, at=clock.now()),
        _("Noted."),
        PAGE,
        pk,
    )


@desk_deed
def list_of_materials(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The list on paper."""
    one = find(errands_seen_by(by), pk)
    return redirect("document_pdf", material_lists.print_(one, by=by, at=clock.now()).pk)


_STEPS: dict[str, tuple[str, type[forms.Form], Callable[..., Errand], Any]] = {
    "submit": ("submitting", HandInForm, errands.submit, gettext_lazy("Noted as handed in.")),
    "receive": ("receiving", OnForm, errands.receive, gettext_lazy("Noted as taken in.")),
    "correct": ("correcting", CorrectionForm, errands.correct, gettext_lazy("Noted.")),
    "collect": (
        "collecting",
        CollectForm,
        errands.collect,
        gettext_lazy("The paper is in the vendor's file."),
    ),
    "refuse": ("refusing", WhyForm, errands.refuse, gettext_lazy("Noted as refused.")),
    "drop": ("dropping", WhyForm, errands.drop, gettext_lazy("Dropped.")),
}


@desk_deed
def step(request: HttpRequest, by: Actor, pk: int, move: str) -> HttpResponse:
    """Any step of its life, with what is asked for it."""
    one = find(errands_seen_by(by), pk)
    name, form_of, act, words = _STEPS[move]
    form = form_of(request.POST)
    if attempt(form, lambda told: act(one, **told, by=by, at=clock.now())) is None:
        return _page(request, by, one, **{name: form})
    return done(request, str(words), PAGE, pk)


def _page(request: HttpRequest, by: Actor, one: Errand, **given: forms.Form) -> HttpResponse:
    on = clock.today()
    context: dict[str, Any] = {
        "errand": one,
        "can": rules.can(by, "errand", ERRAND, one),
        "may_tick": one.state in OPEN_ERRANDS and rules.allows(by, "errand.tick", one),
        "moves": timeline(history_of("errand", one.pk)),
        "submitting": HandInForm(initial={"on": on}),
        "receiving": OnForm(initial={"on": on}),
        "correcting": CorrectionForm(),
        "collecting": CollectForm(),
        "refusing": WhyForm(),
        "dropping": WhyForm(),
        "overdue": one.due_on is not None and one.due_on < on and one.state in OPEN_ERRANDS,
    }
    status = 422 if given else 200
    template = "market/desk/paperwork/errand.html"
    return render(request, template, context | given, status=status)


def _tile(label: str, count: int, state: str, tone: str) -> dict[str, Any]:
    return {"label": label, "value": count, "url": f"?state={state}", "tone": tone if count else ""}


def _address(one: Errand) -> str:
    return reverse(PAGE, args=[one.pk])

"""References that came with two amounts: to be looked at, and settled with a word on what was done."""

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import mismatches
from market.core.actors import Actor
from market.core.states import MISMATCH
from market.models import Mismatch
from market.pages.desk.door import desk, desk_deed, done, find
from market.pages.desk.history import timeline
from market.pages.filters import Filters
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.counter import mismatches_seen_by
from market.queries.history import history_of
from market.queries.money import payments_seen_by

PAGE = "desk_mismatch"
COLUMNS = (
    Column("told", gettext_lazy("Told"), lambda one: one.told_at, "moment", sort="told_at"),
    Column("key", gettext_lazy("Reference"), lambda one: one.key, sort="key"),
    Column("whose", gettext_lazy("Vendor"), lambda one: one.told_for),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        sort="state",
        noun="mismatch",
    ),
    Column(
        "booked",
        gettext_lazy("In the books"),
        lambda one: one.booked_fen,
        "money",
        sort="booked_fen",
    ),
    Column("said", gettext_lazy("Came now"), lambda one: one.told_fen, "money", sort="told_fen"),
)


class MismatchFilters(Filters):
    """Whether somebody has looked at it."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("Any state")),
            ("open", gettext_lazy("To be looked at")),
            ("settled", gettext_lazy("Looked at")),
        ],
    )

    def narrow(self, rows: QuerySet[Mismatch]) -> QuerySet[Mismatch]:
        """Those that fit."""
        return rows.filter(state=self.get("state")) if self.get("state") else rows


@desk
def mismatches_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What did not agree, the newest first."""
    filters = MismatchFilters(request)
    rows = filters.narrow(mismatches_seen_by(by))
    table = Table(request, COLUMNS, rows, sort="-told", url_of=_address)
    template = "market/desk/money/mismatches.html"
    return shown(request, table, template, {"filters": filters}, name="mismatches")


@desk
def mismatch(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One of them, beside what is in the books under that reference."""
    return _page(request, by, find(mismatches_seen_by(by), pk), ReasonForm())


@desk_deed
def settle(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say what became of it."""
    one = find(mismatches_seen_by(by), pk)
    form = ReasonForm(request.POST)
    act = mismatches.settle
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, _("Written down as looked at."), PAGE, pk)
    return _page(request, by, one, form, status=422)


def _page(
    request: HttpRequest, by: Actor, one: Mismatch, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    same = Q(key=one.key) | Q(collection__key=one.key)
    context = {
        "mismatch": one,
        "booked": payments_seen_by(by).filter(same),
        "form": form,
        "history": timeline(history_of("mismatch", one.pk)),
        "may_settle": "settle" in rules.can(by, "mismatch", MISMATCH, one),
    }
    return render(request, "market/desk/money/mismatch.html", context, status=status)


def _address(one: Mismatch) -> str:
    return reverse(PAGE, args=[one.pk])

"""Leases on the desk: the list, one lease with its plan, and signing, ending, dropping it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import leases, plans
from leasing.core.drafted import HORIZON_MONTHS
from leasing.core.states import LEASE, LeaseState
from leasing.models import Lease
from leasing.pages.desk.bills import Bill, drafted, stored
from leasing.pages.desk.filters import LeaseFilters
from leasing.pages.desk.lives import life_of
from leasing.queries.leases import leases_seen_by
from leasing.queries.signatures import signing_of
from leasing.queries.standing import contract_of, stored_plan, with_standing
from market import clock
from market.core.actors import Actor
from market.core.periods import Period
from market.core.refusals import Missing
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.templatetags.desk_words import listed

PAGE = "leasing:desk_lease"
COLUMNS = (
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: one.reference,
    ),
    Column(
        "pitch",
        gettext_lazy("Pitch"),
        lambda one: listed(row.pitch.code for row in one.pitches.all()),
    ),
    Column("start", gettext_lazy("From"), lambda one: one.starts_on, "day", sort="starts_on"),
    Column(
        "end", gettext_lazy("Until"), lambda one: one.ended_on or one.ends_on, "day", sort="ends_on"
    ),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.standing,
        "state",
        sort="standing",
        noun="lease",
    ),
)


@desk
def leases_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The leases, those that end next first."""
    filters = LeaseFilters(request, by)
    rows = filters.narrow(with_standing(leases_seen_by(by), on=clock.today()))
    table = _table(request, rows)
    return shown(request, table, "leasing/desk/leases.html", {"filters": filters}, name="leases")


@desk
def lease(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One lease: what was agreed, what is billed when, and how far it is paid."""
    return _page(request, by, find(_seen(by), pk))


@desk
def contract(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The contract as it was signed, to be printed. It is never reckoned again."""
    one = find(leases_seen_by(by), pk)
    document = contract_of(one)
    if document is None:
        raise Missing("missing", NOTHING_HERE)
    context = {"lease": one, "document": document, "said": document.contents}
    return render(request, "leasing/desk/contract.html", context)


@desk_deed
def sign(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Sign it: the ground is taken, the plan and the contract are stored, the first bill is made."""
    one = find(leases_seen_by(by), pk)
    words = _("Signed. The first bill is in the books and the contract is ready to print.")
    reason = request.POST.get("reason", "").strip()[:200]
    act = leases.sign
    return pressed(request, lambda: act(one, by=by, at=clock.now(), reason=reason), words, PAGE, pk)


@desk_deed
def cancel(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Drop one that was never signed."""
    one = find(_seen(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: leases.cancel(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, _("Dropped. Its pitch is free again."), PAGE, pk)
    return _page(request, by, one, dropping=form)


def _seen(by: Actor) -> QuerySet[Lease]:
    return with_standing(leases_seen_by(by), on=clock.today())


def _table(request: HttpRequest, rows: QuerySet[Lease]) -> Table:
    return Table(
        request, COLUMNS, rows, sort="end", url_of=lambda one: reverse(PAGE, args=[one.pk])
    )


def _page(request: HttpRequest, by: Actor, one: Lease, **given: forms.Form) -> HttpResponse:
    bills = _bills(one)
    context: dict[str, Any] = {
        "lease": one,
        "term": Period.through(one.starts_on, one.ends_on),
        "bills": bills,
        "total_fen": sum(bill.amount_fen for bill in bills),
        "open_fen": sum(bill.open_fen for bill in bills),
        "account": next((bill.account for bill in bills if bill.account), None),
        "horizon": HORIZON_MONTHS,
        "contract": contract_of(one),
        "signing": signing_of(one),
        "may_scan": rules.allows(by, "lease.scan", one),
        "moves": timeline(history_of("lease", one.pk)),
        "can": rules.can(by, "lease", LEASE, one),
        "dropping": ReasonForm(),
        "life": life_of(one, by, on=clock.today()),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/lease.html", context | given, status=status)


def _bills(one: Lease) -> list[Bill]:
    """The plan as it is stored; as it would be stored, while nobody has signed."""
    if one.state in (LeaseState.DRAFT, LeaseState.OFFERED):
        items = {str(line.pk): line.item.code for line in one.lines.select_related("item")}
        return drafted(plans.proposed(one), items)
    return stored(stored_plan(one), on=clock.today())

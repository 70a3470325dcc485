"""Settling deposits on the desk: what is to go back by when, and one settlement step by step."""

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
from leasing.actions import settlements
from leasing.actions.settlements import BY_HAND
from leasing.core.arrears_states import SETTLEMENT, SettlementState
from leasing.models import Lease, Settlement
from leasing.pages.desk.arrears.forms import ClaimForm
from leasing.queries.deposits import held_fen
from leasing.queries.leases import leases_seen_by
from leasing.queries.settlements import settlements_seen_by, to_return, to_settle
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.filters import Filters, SearchField
from market.pages.forms import DayField, ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of

PAGE = "leasing:desk_settlement"
ACTS = ("draft", "return")


class SettlementFilters(Filters):
    q = SearchField(gettext_lazy("Name or reference"))
    what = forms.ChoiceField(
        label=gettext_lazy("Which ones"),
        choices=[
            ("", gettext_lazy("Still to go back")),
            ("late", gettext_lazy("Past its day")),
            ("all", gettext_lazy("All of them")),
        ],
    )

    def narrow(self, rows: Any, *, on: Any) -> Any:
        if self.get("what") != "all":
            rows = to_return(rows)
        if self.get("what") == "late":
            rows = rows.filter(return_by__lt=on)
        if words := self.get("q"):
            by_name = rows.filter(lease__vendor__name__icontains=words)
            rows = by_name | rows.filter(lease__reference__icontains=words)
        return rows


class ReturnedForm(forms.Form):
    on = DayField(label=gettext_lazy("Given back on"))


@desk
def settlements_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What is to go back, the nearest day first; and leases that wait for a settlement."""
    on = clock.today()
    filters = SettlementFilters(request)
    columns = (
        Column(
            "vendor",
            gettext_lazy("Vendor"),
            lambda one: one.lease.vendor.name,
            sort="lease__vendor__name_key",
            note=lambda one: one.lease.reference,
        ),
        Column("state", gettext_lazy("State"), lambda one: one.state, "state", noun="settlement"),
        Column("held", gettext_lazy("Held"), lambda one: one.held_fen, "money", sort="held_fen"),
        Column(
            "returned",
            gettext_lazy("Goes back"),
            lambda one: one.returned_fen or None,
            "money",
            sort="returned_fen",
        ),
        Column(
            "by",
            gettext_lazy("To go back by"),
            lambda one: one.return_by,
            "day",
            sort="return_by",
            note=lambda one: _("overdue") if one.returned_on is None and one.return_by < on else "",
        ),
    )
    table = Table(
        request,
        columns,
        filters.narrow(settlements_seen_by(by), on=on),
        sort="by",
        url_of=lambda one: reverse(PAGE, args=[one.lease_id]),
    )
    context = {"filters": filters, "waiting": to_settle(by)}
    return shown(
        request, table, "leasing/desk/arrears/settlements.html", context, name="settlements"
    )


@desk
def settlement(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One lease's settlement: what the deposit answers for, and what goes back."""
    return _page(request, by, find(leases_seen_by(by), pk))


@desk
def paper(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The settlement as it was booked, to be printed."""
    one = _standing(find(leases_seen_by(by), pk))
    if one.document is None:
        raise Missing("missing", NOTHING_HERE)
    context = {"lease": one.lease, "document": one.document, "said": one.document.contents}
    return render(request, "leasing/desk/arrears/settled.html", context)


@desk_deed
def begin(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Begin with what the books say."""
    lease = find(leases_seen_by(by), pk)
    words = _("Begun. Add what was damaged or left behind, and send it to the vendor.")
    act = settlements.draft
    return pressed(request, lambda: act(lease, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def claim(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Add a claim, with a photo."""
    one = _standing(find(leases_seen_by(by), pk))
    form = ClaimForm(request.POST, request.FILES)
    if attempt(form, lambda told: _claim(one, told, by)):
        return done(request, _("Added."), PAGE, pk)
    return _page(request, by, one.lease, claiming=form)


@desk_deed
def drop(request: HttpRequest, by: Actor, pk: int, claim: int) -> HttpResponse:
    """Take a claim out."""
    one = _standing(find(leases_seen_by(by), pk))
    row = find(one.claims.all(), claim)
    act = settlements.drop
    return pressed(request, lambda: act(one, row, by=by, at=clock.now()), _("Taken out."), PAGE, pk)


@desk_deed
def propose(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Send it to the vendor."""
    words = _("Sent. The vendor agrees on the phone, or signs it on paper.")
    return _press(request, by, pk, settlements.propose, words)


@desk_deed
def agree(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The vendor signed it on paper."""
    act = settlements.agree
    return _press(
        request, by, pk, lambda one, **given: act(one, how="paper", **given), _("Agreed.")
    )


@desk_deed
def book(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Book it."""
    words = _("Booked. What is left is the vendor's credit: pay it out in time.")
    return _press(request, by, pk, settlements.book, words)


@desk_deed
def dispute(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The vendor says what is wrong."""
    return _with_reason(request, by, pk, settlements.dispute, _("Noted."))


@desk_deed
def revise(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Open it again."""
    return _with_reason(request, by, pk, settlements.revise, _("Open again."))


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Leave it."""
    return _with_reason(request, by, pk, settlements.withdraw, _("Withdrawn."))


@desk_deed
def returned(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The money has gone back."""
    one = _standing(find(leases_seen_by(by), pk))
    form = ReturnedForm(request.POST)
    act = settlements.note_returned
    if attempt(form, lambda told: act(one, on=told["on"], by=by, at=clock.now())):
        return done(request, _("Noted: it has gone back."), PAGE, pk)
    return _page(request, by, one.lease, returning=form)


def _claim(one: Settlement, told: dict[str, Any], by: Actor) -> Any:
    file = told["file"]
    return settlements.claim(
        one,
        told["kind"],
        amount_fen=told["amount"],
        note=told["note"],
        file=(file.read(), file.name) if file else None,
        by=by,
        at=clock.now(),
    )


def _standing(lease: Lease) -> Settlement:
    one = _of(lease)
    if one is None:
        raise Missing("missing", NOTHING_HERE)
    return one


def _of(lease: Lease) -> Settlement | None:
    rows = Settlement.objects.filter(lease=lease).exclude(state=SettlementState.WITHDRAWN)
    return rows.select_related("lease__vendor", "lease__market", "document").first()


def _press(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Any], words: str
) -> HttpResponse:
    one = _standing(find(leases_seen_by(by), pk))
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


def _with_reason(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Any], words: str
) -> HttpResponse:
    one = _standing(find(leases_seen_by(by), pk))
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, words, PAGE, pk)
    return _page(request, by, one.lease, reason=form)


def _page(request: HttpRequest, by: Actor, lease: Lease, **given: forms.Form) -> HttpResponse:
    one, on = _of(lease), clock.today()
    context: dict[str, Any] = {
        "lease": lease,
        "settlement": one,
        "on": on,
        "late": one is not None and one.returned_on is None and one.return_by < on,
        "claims": one.claims.select_related("charge__item", "late_for__item", "file")
        if one
        else [],
        "by_hand": BY_HAND,
        "held_fen": held_fen(lease),
        "can": rules.can(by, "settlement", SETTLEMENT, one) if one else [],
        "may": {act: rules.allows(by, f"settlement.{act}", lease) for act in ACTS},
        "moves": timeline(history_of("settlement", one.pk)) if one else [],
        "claiming": ClaimForm(),
        "returning": ReturnedForm(initial={"on": on}),
        "reason": ReasonForm(),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/arrears/settlement.html", context | given, status=status)

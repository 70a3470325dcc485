"""Deposits on the desk: what is held in all, and one lease's statement."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import deposits
from leasing.core.states import OVER
from leasing.models import DepositClaim, Lease
from leasing.pages.desk.arrears.forms import TakeForm
from leasing.queries.deposits import deposits_seen_by, liability_fen, statement
from leasing.queries.leases import leases_seen_by
from leasing.queries.standing import with_standing
from market import clock
from market.core import wording
from market.core.actors import Actor
from market.core.periods import months_after
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.filters import Filters, SearchField
from market.pages.forms import attempt
from market.pages.tables import Column, Table, shown
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import listed

PAGE = "leasing:desk_deposit"


class DepositFilters(Filters):
    q = SearchField(gettext_lazy("Name, phone, reference"))
    what = forms.ChoiceField(
        label=gettext_lazy("Which ones"),
        choices=[
            ("", gettext_lazy("Asked for or held")),
            ("open", gettext_lazy("Not paid in full")),
            ("ended", gettext_lazy("Lease ended, still held")),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        match self.get("what"):
            case "open":
                rows = rows.filter(deposit_open__gt=0)
            case "ended":
                rows = rows.filter(state__in=OVER, deposit_held__gt=0)
        if words := self.get("q"):
            rows = rows.filter(
                Q(vendor__name__icontains=words)
                | Q(vendor__phone__contains=words)
                | Q(reference__icontains=words)
            )
        return rows


COLUMNS = (
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: f"{one.reference} · {listed(row.pitch.code for row in one.pitches.all())}",
    ),
    Column("state", gettext_lazy("Lease"), lambda one: one.standing, "state", noun="lease"),
    Column(
        "end", gettext_lazy("Until"), lambda one: one.ended_on or one.ends_on, "day", sort="ends_on"
    ),
    Column(
        "held",
        gettext_lazy("Held"),
        lambda one: one.deposit_held or None,
        "money",
        sort="deposit_held",
    ),
    Column(
        "open",
        gettext_lazy("Not paid yet"),
        lambda one: one.deposit_open or None,
        "money",
        sort="deposit_open",
    ),
)


@desk
def deposits_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Deposits lease by lease, and the whole liability."""
    filters = DepositFilters(request)
    everything = with_standing(deposits_seen_by(by), on=clock.today())
    table = Table(
        request,
        COLUMNS,
        filters.narrow(everything),
        sort="-held",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    held_fen = sum(everything.order_by().values_list("deposit_held", flat=True))
    in_all_fen = liability_fen(markets_worked_at(by))
    tiles = [
        {
            "label": _("Held for vendors in all"),
            "value": wording.yuan(in_all_fen),
            "note": _("what the books owe, to the fen"),
        },
        {
            "label": _("On leases"),
            "value": wording.yuan(held_fen),
            "note": ""
            if held_fen == in_all_fen
            else _("{rest} lies on charges made by hand").format(
                rest=wording.yuan(in_all_fen - held_fen)
            ),
        },
    ]
    context = {"filters": filters, "tiles": tiles}
    return shown(request, table, "leasing/desk/arrears/deposits.html", context, name="deposits")


@desk
def deposit(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One lease's deposit: asked, paid, claimed, topped up, returned."""
    return _page(request, by, find(leases_seen_by(by), pk))


@desk_deed
def claim(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let the deposit pay something while the lease runs."""
    one = find(leases_seen_by(by), pk)
    form = TakeForm(request.POST)
    if attempt(form, lambda told: _claim(one, told, by)):
        words = _("Charged, and paid out of the deposit. Ask for the top-up below.")
        return done(request, words, PAGE, pk)
    return _page(request, by, one, taking=form)


@desk_deed
def top_up(request: HttpRequest, by: Actor, pk: int, claim: int) -> HttpResponse:
    """Ask for what was taken, within a month."""
    one = find(leases_seen_by(by), pk)
    taken = find(DepositClaim.objects.filter(lease=one).select_related("lease"), claim)
    due_on = months_after(clock.today(), 1)
    words = _("Asked for. It is due within a month.")
    act = deposits.top_up
    return pressed(
        request, lambda: act(taken, due_on=due_on, by=by, at=clock.now()), words, PAGE, pk
    )


def _claim(one: Lease, told: dict[str, Any], by: Actor) -> DepositClaim:
    return deposits.claim(
        one,
        item=told["item"],
        amount_fen=told["amount"],
        note=told["note"],
        by=by,
        at=clock.now(),
    )


def _page(request: HttpRequest, by: Actor, one: Lease, **given: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "lease": one,
        "found": statement(one),
        "claims": one.deposit_claims.filter(top_up__isnull=True).select_related("charge__item"),
        "taking": TakeForm(),
        "may_claim": one.state == "signed" and rules.allows(by, "deposit.claim", one),
        "may_top_up": rules.allows(by, "deposit.top_up", one),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/arrears/deposit.html", context | given, status=status)

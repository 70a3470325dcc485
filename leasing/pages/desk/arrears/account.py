"""One account's arrears: late fees day by day, and what can be done: demand, parts, waiver."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import agreements, demands, late_fees
from leasing.core.agreements import divide
from leasing.pages.desk.arrears.forms import AgreementForm, DemandForm, WaiveForm
from leasing.queries.agreements import agreements_seen_by, kept
from leasing.queries.demands import demandable, demands_seen_by, proposed_cure_day, standing_of
from leasing.queries.late_fees import reckon
from leasing.queries.lease_charges import lease_ids
from leasing.queries.leases import leases_seen_by
from market import clock
from market.core.actors import Actor
from market.core.periods import months_after
from market.models import Account, Charge
from market.pages.desk.door import desk, desk_deed, done, find
from market.pages.forms import attempt
from market.queries.arrears import ages, limitation_of
from market.queries.money import accounts_seen_by, charges_seen_by

PAGE = "leasing:desk_arrears"


@desk
def account(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """What is late on one account, how its late fees came about, and what was done."""
    return _page(request, by, find(accounts_seen_by(by), pk))


@desk_deed
def demand(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Draft a demand for what is ticked."""
    one = find(accounts_seen_by(by), pk)
    form = DemandForm(request.POST, demandable(one, on=clock.today()))
    made = attempt(
        form,
        lambda told: demands.draft(
            one, list(told["charges"]), cure_on=told["cure_on"], by=by, at=clock.now()
        ),
    )
    if made is None:
        return _page(request, by, one, demanding=form)
    return done(request, _("Drafted. Look at it, and issue it."), "leasing:desk_demand", made.pk)


@desk_deed
def agree(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Propose to pay what is ticked in equal parts, month by month."""
    one = find(accounts_seen_by(by), pk)
    form = AgreementForm(request.POST, _open(one, by))
    made = attempt(form, lambda told: _propose(one, told, by))
    if made is None:
        return _page(request, by, one, dividing=form)
    words = _("Proposed. The vendor is told, and agrees on the phone or on paper.")
    return done(request, words, "leasing:desk_agreement", made.pk)


@desk_deed
def waive(request: HttpRequest, by: Actor, pk: int, charge: int) -> HttpResponse:
    """Let go of a charge's late fee, with the reason."""
    one = find(accounts_seen_by(by), pk)
    late = find(charges_seen_by(by).filter(account=one), charge)
    form = WaiveForm(request.POST, auto_id=f"waive{charge}_%s")
    act = late_fees.waive
    if attempt(
        form,
        lambda told: act(
            late, amount_fen=told["amount"], reason=told["reason"], by=by, at=clock.now()
        ),
    ):
        return done(request, _("Waived, with your name and the reason."), PAGE, pk)
    return _page(request, by, one, waiving=form)


def _propose(one: Account, told: dict[str, Any], by: Actor) -> Any:
    charges = list(told["charges"])
    parts = divide(sum(c.open_fen for c in charges), told["count"], first=told["first"])
    return agreements.propose(one, charges, parts, note=told["note"], by=by, at=clock.now())


def _open(one: Account, by: Actor) -> Any:
    return charges_seen_by(by).filter(account=one, open_fen__gt=0)


def _page(request: HttpRequest, by: Actor, one: Account, **given: forms.Form) -> HttpResponse:
    on = clock.today()
    late = list(charges_seen_by(by).filter(account=one, open_fen__gt=0, due_on__lt=on))
    fees = reckon(late, on=on)
    lines = [_line(charge, fees.get(charge.pk)) for charge in late]
    asked = demandable(one, on=on)
    leases = leases_seen_by(by).filter(pk__in=set(lease_ids(late).values()))
    oldest = late[0].due_on if late else None
    context: dict[str, Any] = {
        "account": one,
        "on": on,
        "ages": ages(one.charges.all(), on=on),
        "limitation": limitation_of(oldest) if oldest else None,
        "lines": lines,
        "late_fen": sum(charge.open_fen for charge in late),
        "fee_fen": sum(found.owed_fen for found in fees.values()),
        "leases": leases,
        "demands": [
            {"demand": row, "standing": standing_of(row, on=on)}
            for row in demands_seen_by(by).filter(account=one)[:12]
        ],
        "agreements": [kept(row, on=on) for row in agreements_seen_by(by).filter(account=one)[:12]],
        "demanding": DemandForm(
            None, asked, initial={"cure_on": proposed_cure_day(one.market, on=on)}
        ),
        "dividing": AgreementForm(
            None, _open(one, by), initial={"first": months_after(on, 1), "count": 3}
        ),
        "waiving": WaiveForm(),
        "can_demand": rules.allows(by, "demand.draft", one) and asked.exists(),
        "can_divide": rules.allows(by, "agreement.propose", one) and bool(late),
        "can_waive": rules.allows(by, "latefee.waive", one),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/arrears/account.html", context | given, status=status)


def _line(charge: Charge, found: Any) -> dict[str, Any]:
    return {"charge": charge, "found": found}

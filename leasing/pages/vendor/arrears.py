"""On the vendor's phone: what is late and why it costs, paying in parts, the deposit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from leasing import rules
from leasing.actions import agreements, settlements
from leasing.core.arrears_states import AGREEMENT, SETTLEMENT, DemandState, SettlementState
from leasing.models import Settlement
from leasing.queries.agreements import agreements_seen_by, kept
from leasing.queries.demands import demands_seen_by
from leasing.queries.deposits import deposits_seen_by, statement
from leasing.queries.late_fees import reckon
from leasing.queries.settlements import settlements_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.caller import caller
from market.pages.desk.door import find
from market.pages.forms import ReasonForm, attempt
from market.pages.me import vendors_only
from market.queries.arrears import ages
from market.queries.money import charges_seen_by

OUT = (DemandState.ISSUED, DemandState.DELIVERED)
SHOWN = ("proposed", "agreed", "broken")


@vendors_only
def my_arrears(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I owe by age, each late fee explained, and my agreement."""
    on = clock.today()
    mine = charges_seen_by(actor).filter(account__vendor__in=actor.vendors)
    late = list(mine.filter(open_fen__gt=0, due_on__lt=on))
    fees = reckon(late, on=on)
    standing = [
        kept(one, on=on)
        for one in agreements_seen_by(actor).filter(account__vendor__in=actor.vendors)[:6]
    ]
    context: dict[str, Any] = {
        "on": on,
        "late": [{"charge": charge, "found": fees.get(charge.pk)} for charge in late],
        "ages": ages(mine, on=on),
        "late_fen": sum(charge.open_fen for charge in late),
        "fee_fen": sum(found.owed_fen for found in fees.values()),
        "letters": demands_seen_by(actor).filter(
            account__vendor__in=actor.vendors, state__in=OUT, open_now_fen__gt=0
        ),
        "agreements": [
            {"kept": one, "can": rules.can(actor, "agreement", AGREEMENT, one.agreement)}
            for one in standing
            if one.standing in SHOWN
        ],
    }
    return render(request, "leasing/vendor/arrears.html", context)


@vendors_only
def my_deposits(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My deposits, lease by lease, and the settlement that waits for my answer."""
    return _deposits(request, actor)


@require_POST
def answer_agreement(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Agree to pay in parts, or not."""
    actor = caller(request)
    mine = agreements_seen_by(actor).filter(account__vendor__in=actor.vendors)
    one = find(mine, pk)
    if move == "agree":
        agreements.agree(one, how="phone", by=actor, at=clock.now())
    else:
        agreements.decline(one, by=actor, at=clock.now())
    return redirect("leasing:my_arrears")


@require_POST
def agree_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the settlement."""
    actor = caller(request)
    one = find(_mine(actor), pk)
    settlements.agree(one, how="phone", by=actor, at=clock.now())
    return redirect("leasing:my_deposits")


@require_POST
def dispute_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is not right with it."""
    actor = caller(request)
    one = find(_mine(actor), pk)
    form = ReasonForm(request.POST)
    act = settlements.dispute
    if attempt(form, lambda told: act(one, reason=told["reason"], by=actor, at=clock.now())):
        return redirect("leasing:my_deposits")
    return _deposits(request, actor, form)


def _mine(actor: Actor) -> Any:
    return settlements_seen_by(actor).filter(lease__vendor__in=actor.vendors)


def _deposits(request: HttpRequest, actor: Actor, form: ReasonForm | None = None) -> HttpResponse:
    shown = _mine(actor).exclude(state__in=(SettlementState.DRAFTED, SettlementState.WITHDRAWN))
    settled = {one.lease_id: one for one in shown}
    leases = list(deposits_seen_by(actor).filter(vendor__in=actor.vendors))
    known = {lease.pk for lease in leases}
    leases += [one.lease for one in settled.values() if one.lease_id not in known]
    context = {
        "on": clock.today(),
        "deposits": [
            {
                "lease": lease,
                "found": statement(lease),
                "settlement": settled.get(lease.pk),
                "can": _can(actor, settled.get(lease.pk)),
            }
            for lease in leases
        ],
        "reason": form or ReasonForm(),
    }
    return render(request, "leasing/vendor/deposits.html", context, status=422 if form else 200)


def _can(actor: Actor, one: Settlement | None) -> list[str]:
    return rules.can(actor, "settlement", SETTLEMENT, one) if one else []

"""The till: who pays, for whom, how much; what it will pay; and then it is booked, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from market import clock, rules
from market.actions import collections, receipts
from market.core import wording
from market.core.actors import Actor
from market.core.collecting import Part
from market.models import Account, Charge, Collection
from market.pages.desk.door import desk_form, done
from market.pages.desk.money.till_forms import TillForm, key_of, mark_of
from market.pages.forms import attempt
from market.queries.arrears import with_sums
from market.queries.collecting import plan_of
from market.queries.money import accounts_seen_by, charges_seen_by, open_charges
from market.queries.till import chosen_accounts, found_accounts


@dataclass(frozen=True)
class PlanLine:
    """What one vendor gets of the sum: the charges it pays, each with its fen, and the credit."""

    account: Account
    part: Part
    paid: tuple[tuple[Charge, int], ...]


@desk_form
def till(request: HttpRequest, by: Actor) -> HttpResponse:
    """Find who pays, choose the vendors, type the sum, look, book."""
    given = request.POST if request.method == "POST" else request.GET
    accounts = _accounts(by, given.getlist("a"))
    if request.method == "POST" and accounts:
        return _book(request, by, accounts)
    found = found_accounts(by, request.GET.get("q", ""), on=clock.today())
    if len(found) == 1 and "go" in request.GET:
        return redirect(_address([*accounts, *found]))
    form = TillForm.fresh(accounts, clock.today())
    return _page(request, by, accounts, form, found=found)


@desk_form
def till_plan(request: HttpRequest, by: Actor) -> HttpResponse:
    """What the sum that is being typed would pay: the part of the page that follows the typing."""
    accounts = _accounts(by, request.POST.getlist("a"))
    form = TillForm(request.POST, accounts=accounts)
    form.is_valid()
    context = _planned(accounts, form) if accounts else {}
    return render(request, "market/desk/money/till_plan.html", {"form": form, **context})


def _book(request: HttpRequest, by: Actor, accounts: Sequence[Any]) -> HttpResponse:
    form = TillForm(request.POST, accounts=accounts)
    at = clock.now()
    if form.is_valid() and not _looked(form.cleaned_data, accounts):
        return _page(request, by, accounts, form, look=True)
    taken = attempt(form, lambda told: _collect(accounts, told, by, at))
    if taken is None:
        return _page(request, by, accounts, form, status=422)
    return done(request, _told(taken, at), "desk_collection", taken.pk)


def _looked(told: dict[str, Any], accounts: Sequence[Any]) -> bool:
    """Whether the plan as it is now was seen; what is in the books already needs no look."""
    if Collection.objects.filter(key=key_of(told, accounts[0].market.code)).exists():
        return True
    return bool(told["seen"] == mark_of(_plan(accounts, told)))


def _collect(accounts: Sequence[Any], told: dict[str, Any], by: Actor, at: datetime) -> Collection:
    taken = collections.collect(
        accounts,
        key=key_of(told, accounts[0].market.code),
        amount_fen=told["amount"],
        method=told["method"],
        received_on=told["received_on"],
        payer=told["payer"],
        note=told["note"],
        first=list(told["bills"]),
        credit_to=told.get("credit_to"),
        tendered_fen=told["tendered"],
        by=by,
        at=at,
    )
    if taken.recorded_at == at and told["receipt"]:
        give = receipts.issue_joint if told["receipt"] == "joint" else receipts.issue_apart
        give(taken, by=by, at=at)
    return taken


def _page(
    request: HttpRequest,
    by: Actor,
    accounts: Sequence[Any],
    form: TillForm,
    *,
    found: Sequence[Any] = (),
    look: bool = False,
    status: int = 200,
) -> HttpResponse:
    ids = [account.pk for account in accounts]
    bills = open_charges(charges_seen_by(by)).filter(account__in=ids)
    context = {
        "accounts": [
            (one, _address([other for other in accounts if other != one])) for one in accounts
        ],
        "found": [(one, _address([*accounts, one])) for one in found if one.pk not in ids],
        "q": request.GET.get("q", ""),
        "bills": sorted(bills, key=lambda bill: (bill.due_on, ids.index(bill.account_id), bill.pk)),
        "ticked": set(form["bills"].value() or ()),
        "form": form,
        "on": clock.today(),
        "look": look,
        "may_record": any(rules.allows(by, "payment.record", one) for one in accounts),
        "owed_fen": sum(account.open_sum for account in accounts),
        **(_planned(accounts, form) if accounts else {}),
    }
    return render(request, "market/desk/money/till.html", context, status=status)


def _planned(accounts: Sequence[Any], form: TillForm) -> dict[str, Any]:
    """The plan of what stands in the form now, and the change to return."""
    told = _readable(form)
    if not told["amount"]:
        return {}
    plan = _plan(accounts, told)
    keys = [int(portion.key) for part in plan for portion in part.portions]
    charges = Charge.objects.select_related("item").in_bulk(keys)
    by_id = {str(account.pk): account for account in accounts}
    return {
        "plan": [
            PlanLine(
                by_id[part.account],
                part,
                tuple((charges[int(one.key)], one.amount_fen) for one in part.portions),
            )
            for part in plan
        ],
        "mark": mark_of(plan),
        "change_fen": (told["tendered"] or told["amount"]) - told["amount"],
        "tendered_fen": told["tendered"],
        "amount_fen": told["amount"],
    }


def _plan(accounts: Sequence[Any], told: dict[str, Any]) -> tuple[Part, ...]:
    return plan_of(accounts, told["amount"], first=told["bills"], credit_to=told.get("credit_to"))


def _readable(form: TillForm) -> dict[str, Any]:
    """What can be read of the form, sent or not, right or not."""
    told = getattr(form, "cleaned_data", None) if form.is_bound else None
    if told is None:
        owed = form.fields["amount"].clean(form["amount"].value()) if form["amount"].value() else 0
        return {"amount": owed, "tendered": None, "bills": ()}
    return {"amount": 0, "tendered": None, "bills": (), **told}


def _accounts(by: Actor, ids: list[str]) -> list[Any]:
    return chosen_accounts(with_sums(accounts_seen_by(by), on=clock.today()), ids)


def _address(accounts: Sequence[Any]) -> str:
    chosen = urlencode([("a", account.pk) for account in accounts])
    return f"{reverse('desk_till')}?{chosen}"


def _told(taken: Collection, at: datetime) -> str:
    amount = wording.yuan(taken.amount_fen)
    if taken.recorded_at < at:
        return _("{amount} is in the books already. Nothing was booked twice.").format(
            amount=amount
        )
    if taken.tendered_fen and taken.tendered_fen > taken.amount_fen:
        change = wording.yuan(taken.tendered_fen - taken.amount_fen)
        return _("{amount} is booked. Return {change}.").format(amount=amount, change=change)
    return _("{amount} is booked.").format(amount=amount)

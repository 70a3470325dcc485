"""Refunds on the desk: asking, a second person's word, handing out, and the voucher."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import refunds, vouchers
from market.core.actors import Actor
from market.core.money import yuan
from market.core.states import REFUND
from market.documents.vouchers import of as voucher_of
from market.models import Document, Refund
from market.pages.desk.door import desk, desk_deed, desk_form, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.desk.money.accounts import seen_account
from market.pages.desk.money.refund_forms import PayOutForm, RefundFilters, RefundForm
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.refunds import free_fen, promised_fen, refunds_seen_by
from market.templatetags.desk_words import word

PAGE = "desk_refund"
COLUMNS = (
    Column(
        "asked",
        gettext_lazy("Asked for"),
        lambda one: one.requested_at,
        "moment",
        sort="requested_at",
    ),
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.account.vendor.name,
        sort="account__vendor__name_key",
        note=lambda one: one.to_whom,
    ),
    Column("why", gettext_lazy("Why"), lambda one: one.reason),
    Column("method", gettext_lazy("Method"), lambda one: word(one.method, "method"), sort="method"),
    Column(
        "state", gettext_lazy("State"), lambda one: one.state, "state", sort="state", noun="refund"
    ),
    Column("paid", gettext_lazy("Handed out on"), lambda one: one.paid_on, "day", sort="paid_on"),
    Column(
        "amount", gettext_lazy("Amount"), lambda one: one.amount_fen, "money", sort="amount_fen"
    ),
)


@desk
def refunds_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What goes back, the newest first."""
    filters = RefundFilters(request)
    rows = filters.narrow(refunds_seen_by(by))
    table = Table(request, COLUMNS, rows, sort="-asked", url_of=_address)
    template = "market/desk/money/refunds.html"
    return shown(request, table, template, {"filters": filters}, name="refunds")


@desk_form
def ask(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Ask for some of an account's credit to be handed back."""
    account = seen_account(by, pk)
    left_fen = free_fen(account) - promised_fen(account)
    form = RefundForm(request.POST or None, initial=_asked(account, left_fen))
    asked = attempt(form, lambda told: _request(account, told, by)) if request.POST else None
    if asked:
        return done(request, _("Asked for. It waits for a second person."), PAGE, asked.pk)
    context = {"account": account, "form": form, "left_fen": left_fen}
    context["may_ask"] = rules.allows(by, "refund.request", account)
    status = 422 if request.POST else 200
    return render(request, "market/desk/money/refund_ask.html", context, status=status)


@desk
def refund(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One refund: what for, who asked, who approved, and what can be done with it now."""
    return _page(request, by, find(refunds_seen_by(by), pk))


@desk_deed
def approve(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Agree, as a second person."""
    one = find(refunds_seen_by(by), pk)
    act = refunds.approve
    words = _("Approved. It can be handed out now.")
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def refuse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say no, and why."""
    return _with_reason(request, by, pk, refunds.refuse, _("Refused. The credit stays."))


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Drop it, and say why."""
    return _with_reason(request, by, pk, refunds.withdraw, _("Dropped. The credit stays."))


@desk_deed
def pay(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Hand it out, and make the voucher."""
    one = find(refunds_seen_by(by), pk)
    form = PayOutForm(request.POST)
    if attempt(form, lambda told: _pay(one, told, by)):
        return done(request, _("Handed out. The voucher is ready to print."), PAGE, pk)
    return _page(request, by, one, paying=form)


@desk
def voucher(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The voucher as it was signed; without one, the refund's page."""
    one = find(refunds_seen_by(by), pk)
    document = Document.objects.filter(**voucher_of(one)).first()
    if document is None:
        return _page(request, by, one)
    context = {"refund": one, "document": document, "said": document.contents}
    return render(request, "market/desk/money/voucher.html", context)


def _page(request: HttpRequest, by: Actor, one: Refund, **given: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "refund": one,
        "can": [
            move
            for move in rules.can(by, "refund", REFUND, one)
            if move != "approve" or by.user != one.requested_by_id
        ],
        "left_fen": free_fen(one.account),
        "voucher": Document.objects.filter(**voucher_of(one)).first(),
        "moves": timeline(history_of("refund", one.pk)),
        "paying": PayOutForm(initial={"on": clock.today()}),
        "refusing": ReasonForm(),
        "withdrawing": ReasonForm(),
    }
    status = 422 if given else 200
    return render(request, "market/desk/money/refund.html", context | given, status=status)


def _with_reason(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Refund], words: str
) -> HttpResponse:
    one = find(refunds_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, words, PAGE, pk)
    name = "refusing" if act is refunds.refuse else "withdrawing"
    return _page(request, by, one, **{name: form})


def _asked(account: Any, left_fen: int) -> dict[str, Any]:
    return {
        "amount": yuan(left_fen) if left_fen > 0 else "",
        "to_whom": account.vendor.contact or account.vendor.name,
    }


def _request(account: Any, told: dict[str, Any], by: Actor) -> Refund:
    return refunds.request(
        account,
        key=f"desk/{told['once']}",
        amount_fen=told["amount"],
        method=told["method"],
        to_whom=told["to_whom"],
        reason=told["reason"],
        by=by,
        at=clock.now(),
    )


def _pay(one: Refund, told: dict[str, Any], by: Actor) -> Refund:
    at = clock.now()
    paid = refunds.pay(one, on=told["on"], reference=told["reference"], by=by, at=at)
    vouchers.issue(paid, by=by, at=at)
    return paid


def _address(one: Refund) -> str:
    return reverse(PAGE, args=[one.pk])

"""Accounts on the desk: who owes what, and one account with all that stands on it."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from market import clock, rules
from market.core.actors import Actor
from market.models import Account, Allocation, LineBooking
from market.pages.desk.door import desk, find
from market.pages.desk.money.filters import AccountFilters
from market.pages.desk.money.forms import PaymentForm
from market.pages.desk.money.lines import charge_line, payment_line
from market.pages.forms import ReasonForm
from market.pages.paper_forms import BillForm, SpanForm
from market.pages.tables import Column, Table, shown
from market.queries.account_statements import due_days
from market.queries.arrears import ages, limitation_of, with_credits, with_sums
from market.queries.money import accounts_seen_by, charges_seen_by, open_charges, payments_seen_by

PAGE = "desk_account"
RECENT = 12
COLUMNS = (
    Column(
        "vendor",
        _("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: one.vendor.trade,
    ),
    Column("phone", _("Phone"), lambda one: one.vendor.phone, "phone"),
    Column(
        "overdue", _("Overdue"), lambda one: one.overdue_sum or None, "money", sort="overdue_sum"
    ),
    Column("since", _("Since"), lambda one: one.oldest_due, "day", sort="oldest_due"),
    Column("open", _("To pay in all"), lambda one: one.open_sum or None, "money", sort="open_sum"),
    Column("credit", _("Credit"), lambda one: one.free_sum or None, "money", sort="free_sum"),
    Column("paid", _("Last paid"), lambda one: one.last_paid, "day", sort="last_paid"),
)


@desk
def accounts(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The accounts, those with the most overdue first."""
    filters = AccountFilters(request)
    rows = filters.narrow(with_sums(accounts_seen_by(by), on=clock.today()))
    table = Table(request, COLUMNS, rows, sort="-overdue", url_of=_address)
    context = {"filters": filters}
    return shown(request, table, "market/desk/money/accounts.html", context, name="accounts")


@desk
def account(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One account: what is open and how old it is, what was paid and what that paid."""
    return account_page(request, by, find(_seen(by), pk))


def account_page(request: HttpRequest, by: Actor, one: Any, **given: forms.Form) -> HttpResponse:
    """The account's page; a form that was not accepted comes back as it was typed."""
    on = clock.today()
    context: dict[str, Any] = {
        "account": one,
        "on": on,
        "ages": ages(one.charges.all(), on=on),
        "limitation": limitation_of(one.oldest_due) if one.oldest_due else None,
        **_book(one, by, on),
        "payment_form": PaymentForm.fresh(on, owed_fen=one.open_sum),
        "reversal_form": ReasonForm(),
        "bill_form": BillForm(initial={"due_on": one.oldest_due or on}),
        "span_form": SpanForm.fresh(on),
        "may_print": rules.allows(by, "account.print", one),
        "days": due_days(open_charges(charges_seen_by(by).filter(account=one))),
        "may_record": rules.allows(by, "payment.record", one),
        "may_reverse": rules.allows(by, "payment.reverse", one),
        "may_credit_bills": rules.allows(by, "charge.reverse", one),
        "payers": one.payers.all(),
        "may_forget": rules.allows(by, "payer.forget", one),
    }
    status = 422 if given else 200
    return render(request, "market/desk/money/account.html", context | given, status=status)


def seen_account(by: Actor, pk: int) -> Any:
    """The account with its sums as of today. Raises Missing for one that is not there to see."""
    return find(_seen(by), pk)


def _seen(by: Actor) -> QuerySet[Any]:
    return with_sums(accounts_seen_by(by), on=clock.today())


def _book(one: Account, by: Actor, on: date) -> dict[str, Any]:
    """What is open, and the latest of what is settled and of what was paid."""
    charges = with_credits(charges_seen_by(by).filter(account=one)).prefetch_related("reversals")
    paid = Allocation.objects.select_related("charge__item").order_by("pk")
    payments = payments_seen_by(by).filter(account=one, reverses__isnull=True)
    behind = LineBooking.objects.filter(undone_at__isnull=True).select_related("line__statement")
    payments = payments.select_related("recorded_by", "reversal__recorded_by")
    payments = payments.prefetch_related(
        Prefetch("allocations", queryset=paid),
        Prefetch("line_bookings", queryset=behind, to_attr="behind"),
    )
    settled = charges.filter(open_fen=0).order_by("-due_on", "-pk")
    return {
        "open": [charge_line(charge, on) for charge in open_charges(charges)],
        "settled": [charge_line(charge, on) for charge in settled[:RECENT]],
        "payments": [payment_line(payment) for payment in payments[:RECENT]],
    }


def _address(one: Account) -> str:
    return reverse(PAGE, args=[one.pk])

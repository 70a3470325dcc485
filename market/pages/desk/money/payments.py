"""Payments on the desk: the list, taking one, undoing one, and the receipt."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from market import clock
from market.actions import payments, receipts
from market.core import wording
from market.core.actors import Actor
from market.documents.receipts import found as receipt_found
from market.documents.receipts import of as receipt_of
from market.models import Account, Document, Payment
from market.pages.desk.door import desk, desk_deed, done, find, go_on, pressed
from market.pages.desk.money.accounts import PAGE, account_page, seen_account
from market.pages.desk.money.filters import PaymentFilters
from market.pages.desk.money.forms import PaymentForm
from market.pages.desk.money.lines import reference_of
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.money import payments_seen_by
from market.templatetags.desk_words import word

RECEIPT = "desk_receipt"
COLUMNS = (
    Column(
        "received",
        gettext_lazy("Received on"),
        lambda one: one.received_on,
        "day",
        sort="received_on",
    ),
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.account.vendor.name,
        sort="account__vendor__name_key",
        note=lambda one: one.payer,
    ),
    Column(
        "method",
        gettext_lazy("Method"),
        lambda one: word(one.method, "method"),
        sort="method",
        note=reference_of,
    ),
    Column(
        "recorded",
        gettext_lazy("Booked"),
        lambda one: one.recorded_at,
        "moment",
        sort="recorded_at",
    ),
    Column("note", gettext_lazy("Note"), lambda one: one.note),
    Column(
        "amount", gettext_lazy("Amount"), lambda one: one.amount_fen, "money", sort="amount_fen"
    ),
)


@desk
def payments_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What came in, the newest first, and how much of it by which method."""
    filters = PaymentFilters(request, by)
    rows = filters.narrow(payments_seen_by(by))
    table = Table(request, COLUMNS, rows, sort="-received", url_of=_address)
    context = {"filters": filters, "tiles": _by_method(rows)}
    return shown(request, table, "market/desk/money/payments.html", context, name="payments")


@desk
def payment(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A payment has no page of its own: it stands on its account."""
    return HttpResponseRedirect(_address(find(payments_seen_by(by), pk)))


@desk_deed
def record(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a payment. The same form, or the same reference, sent again books nothing."""
    account = seen_account(by, pk)
    form = PaymentForm(request.POST)
    at = clock.now()
    taken = attempt(form, lambda told: _record(account, told, by, at))
    if taken is None:
        return account_page(request, by, account, payment_form=form)
    return done(request, _told(taken, at), PAGE, pk)


@desk_deed
def reverse_payment(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Undo a payment that bounced or was typed wrong."""
    payment = find(payments_seen_by(by), pk)
    form = ReasonForm(request.POST)
    act = payments.reverse
    if attempt(form, lambda told: act(payment, reason=told["reason"], by=by, at=clock.now())):
        words = _("Reversed. What it had paid is open again.")
        return done(request, words, PAGE, payment.account_id)
    account = seen_account(by, payment.account_id)
    return account_page(request, by, account, reversal_form=form)


@desk_deed
def issue(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Give the payment a receipt, or find the one it has."""
    payment = find(payments_seen_by(by), pk)
    words = _("The receipt is ready to print.")
    act = receipts.issue
    return pressed(request, lambda: act(payment, by=by, at=clock.now()), words, RECEIPT, pk)


@desk
def receipt(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The receipt as it was handed out; a payment without one leads back to its account."""
    payment = find(payments_seen_by(by), pk)
    document = Document.objects.filter(**receipt_of(payment)).first()
    if document is None and payment.collection_id and receipt_found(payment):
        return redirect("desk_collection_receipt", payment.collection_id)
    if document is None:
        return go_on(request, PAGE, payment.account_id)
    context = {"payment": payment, "document": document, "said": document.contents}
    return render(request, "market/desk/money/receipt.html", context)


def _record(account: Account, told: dict[str, Any], by: Actor, at: datetime) -> Payment:
    return payments.record(
        account,
        key=PaymentForm.key(told, account.market.code),
        amount_fen=told["amount"],
        method=told["method"],
        received_on=told["received_on"],
        payer=told["payer"],
        note=told["note"],
        by=by,
        at=at,
    )


def _told(payment: Payment, at: datetime) -> str:
    amount = wording.yuan(payment.amount_fen)
    if payment.recorded_at < at:
        return _("{amount} is in the books already. Nothing was booked twice.").format(
            amount=amount
        )
    return _("{amount} is booked.").format(amount=amount)


def _by_method(rows: QuerySet[Payment]) -> list[dict[str, Any]]:
    """The sum of the list, and what each method has in it."""
    found = list(
        rows.order_by()
        .values("method")
        .annotate(fen=Sum("amount_fen"), count=Count("pk"))
        .order_by("-fen")
    )
    whole = {"label": _("In all"), "value": wording.yuan(sum(row["fen"] for row in found))}
    return [
        whole,
        *(
            {
                "label": word(row["method"], "method"),
                "value": wording.yuan(row["fen"]),
                "note": _many(row["count"]),
            }
            for row in found
        ),
    ]


def _many(count: int) -> str:
    return ngettext("{count} payment", "{count} payments", count).format(count=count)


def _address(one: Payment) -> str:
    return f"{reverse(PAGE, args=[one.account_id])}#payment-{one.pk}"

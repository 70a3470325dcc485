"""The vendor's own pages: what is owed, what is valid until when, what was said."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string

from market import clock
from market.actions import confirming
from market.core.actors import Actor
from market.pages.caller import caller
from market.pages.paper_forms import SpanForm
from market.queries.account_statements import due_days
from market.queries.documents import with_receipts
from market.queries.money import (
    accounts_seen_by,
    balances,
    charges_seen_by,
    open_charges,
    payments_seen_by,
)
from market.queries.notices import notices_seen_by
from market.queries.pay_codes import pay_codes
from market.queries.refunds import refunds_seen_by
from market.queries.vendors import own_vendors

Page = Callable[[HttpRequest, Actor], HttpResponse]
PAGE_SIZE = 30
# what one may be asked for later to have got: these keep their 收到 until it is pressed
LEGAL = ("demand_issued", "termination_notice")


def vendors_only(page: Page) -> Callable[[HttpRequest], HttpResponse]:
    """A page for people who act for a vendor; who does not is led to the way in, and back."""

    @wraps(page)
    def run(request: HttpRequest) -> HttpResponse:
        actor = caller(request)
        if not actor.vendors:
            return redirect(f"/enter/?next={request.path}")
        return page(request, actor)

    return run


@vendors_only
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything at a glance, gathered from every app that knows something of this vendor."""
    on = clock.today()
    vendors = own_vendors(actor).order_by("pk")
    parts = [part for source in settings.VENDOR_GLANCE for part in import_string(source)(actor, on)]
    return render(request, "market/me/home.html", {"vendors": vendors, "parts": parts, "on": on})


@vendors_only
def bills(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is owed and what was paid, the oldest open first."""
    return bills_page(request, actor)


def bills_page(request: HttpRequest, actor: Actor, **given: forms.Form) -> HttpResponse:
    """The page of bills; a form that was not accepted comes back as it was typed."""
    mine = Q(account__vendor__in=actor.vendors)
    charges = charges_seen_by(actor).filter(mine, reverses=None).prefetch_related("reversals")
    accounts = accounts_seen_by(actor).filter(vendor__in=actor.vendors)
    context: dict[str, Any] = {
        "on": clock.today(),
        "open": open_charges(charges),
        "settled": charges.filter(open_fen=0).order_by("-due_on", "-pk")[:PAGE_SIZE],
        "payments": with_receipts(payments_seen_by(actor).filter(mine))[:PAGE_SIZE],
        "balances": balances(accounts, on=clock.today()),
        "days": due_days(open_charges(charges)),
        "span_form": SpanForm.fresh(clock.today()),
        "pay_codes": pay_codes(accounts.values_list("market", flat=True)),
        "refunds": refunds_seen_by(actor).filter(mine)[:PAGE_SIZE],
    }
    status = 422 if given else 200
    return render(request, "market/me/bills.html", context | given, status=status)


@vendors_only
def messages(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was said to this vendor, the newest first."""
    notices = notices_seen_by(actor).filter(vendor__in=actor.vendors).exclude(sent_at=None)
    page = Paginator(notices.order_by("-sent_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    shown = list(page.object_list)
    response = render(
        request, "market/me/messages.html", {"page": page, "shown": shown, "legal": LEGAL}
    )
    confirming.see([notice.pk for notice in shown], by=actor, at=clock.now())
    return response


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """收到: the vendor has read it."""
    actor = caller(request)
    if request.method == "POST":
        mine = notices_seen_by(actor).filter(vendor__in=actor.vendors).exclude(sent_at=None)
        confirming.confirm(get_object_or_404(mine, pk=pk), at=clock.now())
    return redirect("me_messages")

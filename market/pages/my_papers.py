"""A vendor's own bills and statements, drawn when asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from market import clock
from market.actions import paper_trail
from market.core.actors import Actor
from market.models import Account
from market.pages.caller import caller
from market.pages.forms import attempt
from market.pages.me import bills_page
from market.pages.paper_forms import BillForm, SpanForm
from market.queries.money import accounts_seen_by


@require_POST
def bill(request: HttpRequest, account: int) -> HttpResponse:
    """The bill of a day of one's own account."""
    by = caller(request)
    found = _own(by, account)
    form = BillForm(request.POST)
    paper = attempt(form, lambda told: paper_trail.bill(found, **told, by=by, at=clock.now()))
    return redirect("document_pdf", paper.pk) if paper else bills_page(request, by, bill_form=form)


@require_POST
def statement(request: HttpRequest, account: int) -> HttpResponse:
    """The statement of some days of one's own account."""
    by = caller(request)
    found = _own(by, account)
    form = SpanForm(request.POST)
    act = paper_trail.statement
    paper = attempt(form, lambda told: act(found, **told, by=by, at=clock.now()))
    return redirect("document_pdf", paper.pk) if paper else bills_page(request, by, span_form=form)


def _own(by: Actor, account: int) -> Account:
    mine = accounts_seen_by(by).filter(vendor__in=by.vendors)
    return get_object_or_404(mine, pk=account)

"""Bills and statements printed from an account's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from market import clock
from market.actions import paper_trail
from market.core.actors import Actor
from market.pages.desk.door import desk_deed
from market.pages.desk.money.accounts import account_page, seen_account
from market.pages.forms import attempt
from market.pages.paper_forms import BillForm, SpanForm


@desk_deed
def bill(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The bill of a day, as a PDF."""
    account = seen_account(by, pk)
    form = BillForm(request.POST)
    paper = attempt(form, lambda told: paper_trail.bill(account, **told, by=by, at=clock.now()))
    if paper is None:
        return account_page(request, by, account, bill_form=form)
    return redirect("document_pdf", paper.pk)


@desk_deed
def statement(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The statement of some days, as a PDF."""
    account = seen_account(by, pk)
    form = SpanForm(request.POST)
    act = paper_trail.statement
    paper = attempt(form, lambda told: act(account, **told, by=by, at=clock.now()))
    if paper is None:
        return account_page(request, by, account, span_form=form)
    return redirect("document_pdf", paper.pk)

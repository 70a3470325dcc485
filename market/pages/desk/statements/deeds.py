"""The buttons of a line: book as proposed, book otherwise, put aside, keep out, take back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from market import clock
from market.actions import payers, statement_lines
from market.actions.statement_lines import Share
from market.core import wording
from market.core.actors import Actor
from market.core.readings import money
from market.core.refusals import Conflict, Invalid
from market.models import PayerLink, Payment, StatementLine
from market.pages.desk.door import desk_deed, done, find, pressed
from market.pages.desk.statements.line import line_page, next_to_do
from market.pages.forms import ReasonForm, attempt, said
from market.queries.money import accounts_seen_by
from market.queries.statements import lines_seen_by

LINE = "desk_statementline"


@desk_deed
def accept(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Book the line as one of its proposals says."""
    one = find(lines_seen_by(by), pk)
    place = request.POST.get("place", "")
    number = int(place) if place.isdecimal() else -1
    return _booked(
        request, by, one, lambda: statement_lines.accept(one, number, by=by, at=clock.now())
    )


@desk_deed
def book(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Book the line for the vendor that was searched for, or split over several."""
    one = find(lines_seen_by(by), pk)
    return _booked(
        request,
        by,
        one,
        lambda: statement_lines.book(one, _shares(request, by, one), by=by, at=clock.now()),
    )


@desk_deed
def park(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Put the line aside."""
    one = find(lines_seen_by(by), pk)
    following = _after(request, by, one)
    reason = request.POST.get("reason", "").strip()[:200]
    words = _("Put aside. You find it again under “Put aside”.")
    act = statement_lines.park
    return pressed(
        request, lambda: act(one, reason=reason, by=by, at=clock.now()), words, following
    )


@desk_deed
def ignore(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say why the line is nothing for the books."""
    one = find(lines_seen_by(by), pk)
    following, form = _after(request, by, one), ReasonForm(request.POST)
    act = statement_lines.ignore
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, _("Kept out of the books."), following)
    return line_page(request, by, one, reason_form=form)


@desk_deed
def reopen(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take the line up again."""
    one = find(lines_seen_by(by), pk)
    words, act = _("It is to do again."), statement_lines.reopen
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, LINE, pk)


@desk_deed
def unbook(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take the booking back."""
    one = find(lines_seen_by(by), pk)
    form, act = ReasonForm(request.POST), statement_lines.unbook
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        words = _("Taken back. What it had paid is open again, and the line is to do.")
        return done(request, words, LINE, pk)
    return line_page(request, by, one, reason_form=form)


@desk_deed
def forget(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Forget that somebody pays for a vendor."""
    seen = accounts_seen_by(by).order_by()
    link = find(PayerLink.objects.filter(account__in=seen).select_related("account__market"), pk)
    words, account = _("Forgotten. Bookings stay as they are."), link.account_id
    return pressed(request, lambda: payers.forget(link, by=by), words, "desk_account", account)


def _booked(
    request: HttpRequest, by: Actor, one: StatementLine, act: Callable[[], list[Payment]]
) -> HttpResponse:
    """Book and go on: to the next line, or back to the list one came from."""
    following = _after(request, by, one)
    try:
        booked = act()
    except (Invalid, Conflict) as refusal:
        fresh = find(lines_seen_by(by), one.pk)
        return line_page(request, by, fresh, fault=said(refusal))
    return done(request, _told(booked), following)


def _shares(request: HttpRequest, by: Actor, one: StatementLine) -> list[Share]:
    """What was typed: account by account, each with its amount; a single one gets the whole."""
    ids = [int(pk) for pk in request.POST.getlist("account") if pk.isdecimal()]
    accounts = accounts_seen_by(by).filter(market=one.market_id).in_bulk(ids)
    amounts = request.POST.getlist("amount")
    if not amounts:
        return [Share(accounts[pk], one.amount_fen) for pk in ids if pk in accounts]
    return [
        Share(accounts[pk], money(amount))
        for pk, amount in zip(ids, amounts, strict=False)
        if pk in accounts and amount.strip()
    ]


def _after(request: HttpRequest, by: Actor, one: StatementLine) -> str:
    """Where one goes on: back to the list, at the line below; or to the next line's own page."""
    following = next_to_do(by, one)
    if request.POST.get("from") == "lines":
        return reverse("desk_lines")
    if following is not None and request.POST.get("from") != "statement":
        return reverse(LINE, args=[following.pk])
    return reverse("desk_statement", args=[one.statement_id])


def _told(booked: list[Payment]) -> str:
    whole = wording.yuan(sum(payment.amount_fen for payment in booked))
    if len(booked) == 1:
        vendor = booked[0].account.vendor.name
        return _("{amount} is booked for {vendor}.").format(amount=whole, vendor=vendor)
    words = ngettext(
        "{amount} is booked for {count} vendor.",
        "{amount} is booked for {count} vendors.",
        len(booked),
    )
    return words.format(amount=whole, count=len(booked))

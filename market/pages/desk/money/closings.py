"""The end of a cashier's day on the desk: what is open, counting, the sheet, a second look."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import till_closings
from market.core.actors import Actor
from market.core.hours import start_of
from market.core.refusals import Missing
from market.core.states import TILL_CLOSING
from market.core.tills import expected_cash, takings
from market.documents.closings import of as sheet_of
from market.models import CashierClosing, Document, Market, User
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, desk_form, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.desk.money.closing_forms import ClosingForm
from market.pages.filters import Filters
from market.pages.forms import attempt
from market.pages.tables import Column, Table, shown
from market.queries.closings import (
    closings_seen_by,
    entries_of,
    open_tills,
    unclosed_payments,
    unclosed_refunds,
)
from market.queries.history import history_of

PAGE = "desk_cashierclosing"
COLUMNS = (
    Column("on", gettext_lazy("Day"), lambda one: one.on, "day", sort="on"),
    Column("cashier", gettext_lazy("Cashier"), lambda one: str(one.cashier), sort="cashier__name"),
    Column(
        "closed", gettext_lazy("Closed at"), lambda one: one.closed_at, "moment", sort="closed_at"
    ),
    Column(
        "state", gettext_lazy("State"), lambda one: one.state, "state", sort="state", noun="closing"
    ),
    Column(
        "expected",
        gettext_lazy("Should be there"),
        lambda one: one.expected_fen,
        "money",
        sort="expected_fen",
    ),
    Column(
        "counted", gettext_lazy("Counted"), lambda one: one.counted_fen, "money", sort="counted_fen"
    ),
    Column(
        "difference",
        gettext_lazy("Difference"),
        lambda one: one.counted_fen - one.expected_fen or None,
        "money",
        note=lambda one: one.reason,
    ),
)


@desk
def closings_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Whose till is open, and what was closed, the newest first."""
    table = Table(request, COLUMNS, closings_seen_by(by), sort="-closed", url_of=_address)
    context = {"filters": Filters(request), "tills": _tills(by), "on": clock.today()}
    return shown(request, table, "market/desk/money/closings.html", context, name="closings")


@desk_form
def close(request: HttpRequest, by: Actor, market: int, cashier: int) -> HttpResponse:
    """Count the drawer and close: the sums first, then what lies there."""
    place, person, late = _whose(by, market, cashier)
    until = start_of(clock.today()) if late and "all" not in request.GET else None
    form = ClosingForm(request.POST or None)
    closed = (
        attempt(form, lambda told: _close(place, person, told, by, until)) if request.POST else None
    )
    if closed:
        return done(request, _("Closed. The sheet is ready to print."), PAGE, closed.pk)
    payments = list(unclosed_payments(place, person, until=until).select_related("account__vendor"))
    refunds = list(unclosed_refunds(place, person, until=until).select_related("account__vendor"))
    lines = takings(entries_of(payments, refunds))
    context = {
        "place": place,
        "person": person,
        "lines": lines,
        "expected_fen": expected_cash(lines),
        "total_fen": sum(line.net_fen for line in lines),
        "payments": payments,
        "refunds": refunds,
        "form": form,
        "until": until,
        "may_close": _may_close(by, place, person.pk),
    }
    status = 422 if request.POST else 200
    return render(request, "market/desk/money/closing_count.html", context, status=status)


@desk
def closing(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One closing, as it was counted."""
    one = find(closings_seen_by(by), pk)
    can = rules.can(by, "closing", TILL_CLOSING, one)
    context = {
        "closing": one,
        "document": Document.objects.filter(**sheet_of(one)).get(),
        "can": can if by.user != one.cashier_id else [],
        "difference_fen": one.counted_fen - one.expected_fen,
        "moves": timeline(history_of("cashierclosing", one.pk)),
    }
    return render(request, "market/desk/money/closing.html", context)


@desk_deed
def confirm(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say, as a second person, that it was counted rightly."""
    one = find(closings_seen_by(by), pk)
    act = till_closings.confirm
    words = _("Confirmed.")
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk
def sheet(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The sheet as it was frozen."""
    one = find(closings_seen_by(by), pk)
    document = Document.objects.filter(**sheet_of(one)).get()
    context = {"closing": one, "document": document, "said": document.contents}
    return render(request, "market/desk/money/closing_sheet.html", context)


def _tills(by: Actor) -> list[dict[str, Any]]:
    """The tills that are open, each with whether this person may close it."""
    tills = open_tills(by)
    markets = Market.objects.in_bulk({till.market for till in tills})
    return [
        {"till": till, "may_close": _may_close(by, markets[till.market], till.cashier)}
        for till in tills
    ]


def _may_close(by: Actor, market: Market, cashier: int) -> bool:
    act = "closing.close" if by.user == cashier else "closing.close_for_another"
    return rules.allows(by, act, market)


def _whose(by: Actor, market: int, cashier: int) -> tuple[Market, User, bool]:
    """The till of that cashier at that market, if it is open and seen from here; is it late?"""
    for till in open_tills(by):
        if (till.market, till.cashier) == (market, cashier):
            late = till.since < clock.today()
            return Market.objects.get(pk=market), User.objects.get(pk=cashier), late
    raise Missing("missing", NOTHING_HERE)


def _close(
    market: Market, person: User, told: dict[str, Any], by: Actor, until: datetime | None
) -> CashierClosing:
    return till_closings.close(
        person,
        market,
        counted_fen=told["counted"],
        counts=told["counts"],
        float_fen=told["float_"] or 0,
        reason=told["reason"],
        until=until,
        by=by,
        at=clock.now(),
    )


def _address(one: CashierClosing) -> str:
    return reverse(PAGE, args=[one.pk])

"""The statements of the house, and the lines of one or of all of them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from market import clock, rules
from market.actions import statement_lines
from market.core import wording
from market.core.actors import Actor
from market.core.periods import Period
from market.core.refusals import Refusal
from market.models import Statement, StatementLine
from market.pages.desk.door import desk, desk_form, done, find
from market.pages.desk.statements.faces import faces_of
from market.pages.desk.statements.filters import LineFilters
from market.pages.filters import Filters, SearchField
from market.pages.forms import said
from market.pages.tables import Column, Table, shown
from market.queries.statements import (
    SURE,
    lines_seen_by,
    progress_of,
    statements_seen_by,
    with_progress,
)
from market.templatetags.desk_words import word

PER_PAGE = 40
MOST_AT_ONCE = 200


def _days(one: Statement) -> Period | None:
    return Period.through(one.first_on, one.last_on) if one.first_on and one.last_on else None


COLUMNS = (
    Column(
        "account",
        gettext_lazy("Account"),
        lambda one: one.account,
        sort="account",
        note=lambda one: word(one.method, "method"),
    ),
    Column("days", gettext_lazy("Days"), _days, "span", sort="first_on"),
    Column("lines", gettext_lazy("Came in"), lambda one: one.lines_in, "figure", sort="lines_in"),
    Column("booked", pgettext_lazy("line", "Booked"), lambda one: one.lines_booked, "figure"),
    Column(
        "sure",
        pgettext_lazy("line", "Sure"),
        lambda one: one.lines_sure,
        "figure",
        sort="lines_sure",
    ),
    Column(
        "left",
        pgettext_lazy("line", "Left"),
        lambda one: one.lines_left,
        "figure",
        sort="lines_left",
    ),
    Column("faults", gettext_lazy("Not read"), lambda one: len(one.faults) or None, "figure"),
    Column(
        "brought",
        gettext_lazy("Brought in"),
        lambda one: one.brought_at,
        "moment",
        sort="brought_at",
        note=lambda one: one.brought_by.name if one.brought_by else "",
    ),
)
LINE_COLUMNS = (
    Column("booked_at", gettext_lazy("When"), lambda one: one.booked_at, "moment", "booked_at"),
    Column("name", gettext_lazy("From"), lambda one: one.name, sort="name"),
    Column("memo", gettext_lazy("Memo"), lambda one: one.memo),
    Column("reference", gettext_lazy("Reference"), lambda one: one.reference),
    Column(
        "amount",
        gettext_lazy("Amount"),
        lambda one: one.amount_fen if one.direction == "in" else -one.amount_fen,
        "money",
        sort="amount_fen",
    ),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        sort="state",
        noun="statementline",
    ),
)


class StatementFilters(Filters):
    """Which account."""

    q = SearchField(gettext_lazy("Account"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        words = self.get("q")
        return rows.filter(account__icontains=words) if words else rows


@desk
def statements(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The statements, the newest first, each with what is left of it to do."""
    filters = StatementFilters(request)
    rows = filters.narrow(with_progress(statements_seen_by(by)))
    table = Table(request, COLUMNS, rows, sort="-brought", url_of=_address)
    context = {
        "filters": filters,
        "progress": progress_of(lines_seen_by(by)),
        "may_bring": _may_bring(by),
    }
    return shown(request, table, "market/desk/money/statements.html", context, name="statements")


@desk
def statement(request: HttpRequest, by: Actor, pk: int) -> HttpResponseBase:
    """The lines of one statement."""
    one = find(statements_seen_by(by), pk)
    return _lines(request, by, lines_seen_by(by).filter(statement=one), one)


@desk
def lines(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The lines of all statements."""
    return _lines(request, by, lines_seen_by(by), None)


@desk_form
def sure(request: HttpRequest, by: Actor) -> HttpResponse:
    """Everything that is sure on one page, to be looked at and then booked with one press."""
    rows = lines_seen_by(by).filter(SURE).order_by("booked_at", "pk")
    if request.method == "POST":
        seen = {int(pk) for pk in request.POST.getlist("line") if pk.isdecimal()}
        chosen = list(rows.filter(pk__in=seen)[:MOST_AT_ONCE])
        booked = statement_lines.book_sure(chosen, by=by, at=clock.now())
        return done(request, _told(len(booked), len(seen)), "desk_statements")
    shown_lines = faces_of(rows[:MOST_AT_ONCE])
    context = {
        "faces": shown_lines,
        "count": rows.count(),
        "whole": wording.yuan(sum(each.line.amount_fen for each in shown_lines)),
    }
    return render(request, "market/desk/money/statement_sure.html", context)


def _lines(
    request: HttpRequest, by: Actor, seen: QuerySet[StatementLine], one: Statement | None
) -> HttpResponseBase:
    filters = LineFilters(request)
    table = Table(request, LINE_COLUMNS, filters.narrow(seen), sort="-booked_at", per_page=PER_PAGE)
    context = {
        "filters": filters,
        "statement": one,
        "progress": progress_of(seen),
        "faces": faces_of(table.page.object_list),
        "faults": _faults(one),
        "may_book": one is None or rules.allows(by, "statementline.book", one),
        "here": request.path,
    }
    return shown(request, table, "market/desk/money/statement_lines.html", context, name="lines")


def _faults(one: Statement | None) -> list[dict[str, Any]]:
    if one is None:
        return []
    return [
        {**fault, "why": said(Refusal(fault["code"], fault["sentence"], **fault["facts"]))}
        for fault in one.faults
    ]


def _told(booked: int, asked: int) -> str:
    words = ngettext("{count} line is booked.", "{count} lines are booked.", booked)
    told = words.format(count=booked)
    if booked < asked:
        left = _("{count} are left to be looked at one by one: something changed meanwhile.")
        told = f"{told} {left.format(count=asked - booked)}"
    return told


def _address(one: Statement) -> str:
    return f"{reverse('desk_statement', args=[one.pk])}?standing=to_do"


def _may_bring(by: Actor) -> bool:
    return any(rules.BOOK.table["statement.bring"].roles & {role.name for role in by.roles})

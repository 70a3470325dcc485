"""One line of a statement: whose it may be and why, and everything that can be done with it."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market import clock, rules
from market.core.actors import Actor
from market.core.money import yuan
from market.core.states import STATEMENT_LINE
from market.models import StatementLine
from market.pages.desk.door import desk, find
from market.pages.desk.history import timeline
from market.pages.desk.statements.faces import faces_of
from market.pages.forms import ReasonForm
from market.queries.arrears import with_sums
from market.queries.history import history_of
from market.queries.money import accounts_seen_by
from market.queries.statements import TO_DO, lines_seen_by

PAGE = "market/desk/money/statement_line.html"
FOUND, MOST_PARTS = 8, 12


@desk
def line(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The line, its proposals with their reasons, and a search for any other vendor."""
    return line_page(request, by, find(lines_seen_by(by), pk))


def line_page(request: HttpRequest, by: Actor, one: StatementLine, **given: Any) -> HttpResponse:
    """The line's page; a form that was not accepted comes back with what is wrong."""
    [face] = faces_of([one])
    words = request.GET.get("q", "").strip()[:100]
    chosen = _chosen(request, by, one)
    context = {
        "face": face,
        "line": one,
        "can": rules.can(by, "statementline", STATEMENT_LINE, one) if one.direction == "in" else [],
        "words": words,
        "found": _found(by, one, words) if words else [],
        "chosen": _parts(chosen, one),
        "split_ids": [account.pk for account in chosen],
        "reason_form": ReasonForm(),
        "next": next_to_do(by, one),
        "moves": timeline(history_of("statementline", one.pk)),
        **given,
    }
    return render(request, PAGE, context, status=422 if given else 200)


def next_to_do(by: Actor, one: StatementLine) -> StatementLine | None:
    """The line to go on with: the next of this statement, in the order of the list."""
    rows = lines_seen_by(by).filter(TO_DO, statement=one.statement_id).exclude(pk=one.pk)
    later = Q(booked_at__lt=one.booked_at) | Q(booked_at=one.booked_at, pk__lt=one.pk)
    rows = rows.order_by("-booked_at", "-pk")
    return rows.filter(later).first() or rows.first()


def _found(by: Actor, one: StatementLine, words: str) -> QuerySet[Any]:
    """Accounts whose vendor is called so, those who owe about this first."""
    rows = accounts_seen_by(by).filter(market=one.market_id)
    rows = rows.filter(
        Q(vendor__name__icontains=words)
        | Q(vendor__contact__icontains=words)
        | Q(vendor__phone__contains=words)
    )
    near = Abs(F("open_sum") - one.amount_fen)
    return with_sums(rows, on=clock.today()).order_by(near, "vendor__name_key", "pk")[:FOUND]


def _chosen(request: HttpRequest, by: Actor, one: StatementLine) -> list[Any]:
    ids = [int(pk) for pk in request.GET.getlist("split")[:MOST_PARTS] if pk.isdecimal()]
    rows = accounts_seen_by(by).filter(market=one.market_id, pk__in=ids)
    found = {row.pk: row for row in with_sums(rows, on=clock.today())}
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def _parts(chosen: list[Any], one: StatementLine) -> list[dict[str, Any]]:
    """What each could get: what it owes, as long as there is something left; the last the rest."""
    left, parts = one.amount_fen, []
    for place, account in enumerate(chosen):
        last = place == len(chosen) - 1
        fen = left if last else min(account.open_sum, left)
        left -= fen
        parts.append({"account": account, "amount": yuan(fen)})
    return parts

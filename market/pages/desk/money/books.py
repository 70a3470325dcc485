"""The books on the desk: month by month, closed and opened again, and taken away by the accountant."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from market import clock, rules
from market.actions import closings
from market.core.actors import Actor
from market.core.exports import BYTE_ORDER_MARK
from market.core.periods import Period, months_after
from market.core.refusals import Missing
from market.core.trial_balances import trial_balance
from market.models import BookClosing, LedgerAccount, Market
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.forms import ReasonForm, attempt
from market.queries.book_months import BookMonth, book_months
from market.queries.books import markets_with_books, turnover_before, turnover_in
from market.queries.history import history_of
from market.queries.journals import csv_of, workbook_of
from market.queries.reconciling import differences

PAGE = "desk_book_month"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50


@desk
def books(request: HttpRequest, by: Actor) -> HttpResponse:
    """The months of a market (?market=), and, where ?recompute=1 asks, whether all adds up."""
    markets = list(markets_with_books(by))
    market = _chosen(request, markets)
    context: dict[str, Any] = {"markets": markets, "book": market, "shown": SHOWN}
    if market is not None:
        context["months"] = book_months(market, on=clock.today())
        context["checked_at"] = clock.now() if request.GET.get("recompute") else None
        context["differences"] = differences(market) if context["checked_at"] else []
    return render(request, "market/desk/money/books.html", context)


@desk
def book_month(request: HttpRequest, by: Actor, pk: int, month: str) -> HttpResponse:
    """One month: its trial balance, what closing it freezes, and its journal to be taken away."""
    return _month_page(request, by, find(markets_with_books(by), pk), month)


@desk_deed
def close(request: HttpRequest, by: Actor, pk: int, month: str) -> HttpResponse:
    """Close the books of the month."""
    market, period = find(markets_with_books(by), pk), _month(month)
    words = _("The books of {month} are closed.").format(month=month)
    act = closings.close
    return pressed(
        request, lambda: act(market, month=period, by=by, at=clock.now()), words, PAGE, pk, month
    )


@desk_deed
def reopen(request: HttpRequest, by: Actor, pk: int, month: str) -> HttpResponse:
    """Open the month that was closed last again, with a reason."""
    market, period = find(markets_with_books(by), pk), _month(month)
    closing = find(_closings(market, period), _latest(market, period))
    form = ReasonForm(request.POST)
    act = closings.reopen
    if attempt(form, lambda told: act(closing, reason=told["reason"], by=by, at=clock.now())):
        words = _("The books of {month} are open again.").format(month=month)
        return done(request, words, PAGE, pk, month)
    return _month_page(request, by, market, month, reopen_form=form)


@desk
def journal(request: HttpRequest, by: Actor, pk: int, month: str) -> HttpResponseBase:
    """The journal of the month: ?as=csv (UTF-8), gb18030 (CSV for older programs) or xlsx."""
    market, period = find(markets_with_books(by), pk), _month(month)
    name = f"journal-{market.code}-{month}"
    match request.GET.get("as", "csv"):
        case "xlsx":
            return _attached(
                HttpResponse(workbook_of(market, period), content_type=XLSX),
                f"{name}.xlsx",
            )
        case "gb18030":
            lines = _written(csv_of(market, period), "gb18030")
            return _attached(
                StreamingHttpResponse(lines, content_type="text/csv; charset=gb18030"),
                f"{name}-gb18030.csv",
            )
        case _:
            lines = _written(csv_of(market, period), "utf-8")
            return _attached(
                StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"),
                f"{name}.csv",
            )


def _month_page(
    request: HttpRequest, by: Actor, market: Market, month: str, **given: Any
) -> HttpResponse:
    period, on = _month(month), clock.today()
    lines = {line.month.start: line for line in book_months(market, on=on)}
    if period.start not in lines:
        raise Missing("missing", NOTHING_HERE)
    line = lines[period.start]
    balance = trial_balance(turnover_before(market, period), turnover_in(market, period))
    accounts = LedgerAccount.objects.in_bulk(field_name="code")
    context: dict[str, Any] = {
        "book": market,
        "line": line,
        "name": month,
        "balance": balance,
        "rows": [{"line": each, "account": accounts.get(each.code)} for each in balance.lines],
        "previous": _beside(period, -1, lines),
        "next": _beside(period, 1, lines),
        "history": _history(market, period),
        "reopen_form": ReasonForm(),
        "may_close": line.next_to_close
        and period.last is not None
        and period.last < on
        and rules.allows(by, "books.close", market),
        **_may_reopen(line, lines, by),
    }
    status = 422 if given else 200
    return render(request, "market/desk/money/book_month.html", context | given, status=status)


def _may_reopen(line: BookMonth, lines: dict[Any, BookMonth], by: Actor) -> dict[str, bool]:
    """Whether the month may be opened again, and whether this is the person to do it."""
    after = lines.get(months_after(line.month.start, 1))
    last = line.closed and not (after and after.closed)
    allowed = last and rules.allows(by, "books.reopen", line.closing)
    own = line.closing is not None and line.closing.closed_by_id == by.user
    return {"may_reopen": allowed and not own, "needs_a_second": allowed and own}


def _history(market: Market, month: Period) -> list[dict[str, Any]]:
    """Each closing of the month, and what was done to it since; the newest first."""
    return [
        {"closing": closing, "moves": timeline(history_of("bookclosing", closing.pk))}
        for closing in _closings(market, month)
    ]


def _closings(market: Market, month: Period) -> Any:
    rows = BookClosing.objects.filter(market=market, starts_on=month.start)
    return rows.select_related("market").defer("journal").order_by("-pk")


def _latest(market: Market, month: Period) -> int:
    found = _closings(market, month).values_list("pk", flat=True).first()
    return int(found or 0)


def _beside(month: Period, step: int, lines: dict[Any, BookMonth]) -> str:
    """The month before or after, where there is one, as the address has it."""
    day = months_after(month.start, step)
    return f"{day:%Y-%m}" if day in lines else ""


def _month(text: str) -> Period:
    return closings.month_named(text)


def _chosen(request: HttpRequest, markets: list[Market]) -> Market | None:
    asked = request.GET.get("market", "")
    return next((each for each in markets if str(each.pk) == asked), next(iter(markets), None))


def _written(lines: Iterator[str], encoding: str) -> Iterator[bytes]:
    for line in lines:
        told = line if encoding == "utf-8" else line.removeprefix(BYTE_ORDER_MARK)
        yield told.encode(encoding)


def _attached(response: Any, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    kept: HttpResponseBase = response
    return kept

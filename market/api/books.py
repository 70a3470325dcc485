"""The books: closed months, the journal of a month, its trial balance."""

from collections.abc import Iterator
from typing import Literal

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock, rules
from market.actions import closings as deeds
from market.api.access import caller
from market.api.paging import Page, Window, page, page_of_list
from market.api.schemas import Day, Id, Moment, Out, Reason, Strict, YuanOut
from market.core.actors import Actor
from market.core.journals import Line, Turnover, lines_of
from market.core.states import CLOSING
from market.core.trial_balances import BalanceLine, trial_balance
from market.models import BookClosing, LedgerAccount, Market
from market.queries.books import (
    closings_seen_by,
    entries_of,
    markets_with_books,
    turnover_before,
    turnover_in,
)
from market.queries.journals import csv_of
from market.queries.reconciling import Difference, differences, names_of_checks

router = Router()


class ClosingOut(Out):
    """A month whose books were closed. sha256: of its journal as CSV (UTF-8)."""

    id: int
    market: int
    starts_on: Day
    until: Day
    state: str
    can: list[str]
    sha256: str
    closed_at: Moment
    closed_by: str

    @classmethod
    def of(cls, closing: BookClosing, by: Actor) -> "ClosingOut":
        return cls(
            id=closing.pk,
            market=closing.market_id,
            starts_on=closing.starts_on,
            until=closing.until,
            state=closing.state,
            can=rules.can(by, "books", CLOSING, closing),
            sha256=closing.sha256,
            closed_at=closing.closed_at,
            closed_by=closing.closed_by_name,
        )


class OfMonth(Strict):
    """A month of a market's books."""

    market: Id
    month: str = Field(max_length=20, examples=["2026-03"])


class JournalOf(OfMonth):
    """A month, and how its journal is wanted: json in pages, csv (UTF-8) as a whole."""

    format: Literal["json", "csv"] = "json"


class LineOut(Out):
    """One line of the journal. reference: what was booked, such as charge:12."""

    voucher: str
    day: Day
    summary: str
    account: str
    debit: YuanOut
    credit: YuanOut
    vendor: str
    reference: str

    @classmethod
    def of(cls, line: Line) -> "LineOut":
        return cls(
            voucher=line.voucher,
            day=line.day,
            summary=line.summary,
            account=line.posting.code,
            debit=line.posting.debit_fen,
            credit=line.posting.credit_fen,
            vendor=line.vendor,
            reference=line.reference,
        )


class SidesOut(Out):
    """Debit and credit."""

    debit: YuanOut
    credit: YuanOut

    @classmethod
    def of(cls, turnover: Turnover) -> "SidesOut":
        return cls(debit=turnover.debit_fen, credit=turnover.credit_fen)


class BalanceOut(Out):
    """One account: its balance before the month, what moved, its balance after."""

    account: str
    name: str
    opening: SidesOut
    turnover: SidesOut
    closing: SidesOut

    @classmethod
    def of(cls, line: BalanceLine, names: dict[str, str]) -> "BalanceOut":
        return cls(
            account=line.code,
            name=names.get(line.code, ""),
            opening=SidesOut.of(line.opening),
            turnover=SidesOut.of(line.turnover),
            closing=SidesOut.of(line.closing),
        )


class TrialBalanceOut(Out):
    """The trial balance of a month, and its three pairs of totals, each of them even."""

    lines: list[BalanceOut]
    opening: SidesOut
    turnover: SidesOut
    closing: SidesOut


class DifferenceOut(Out):
    """Where what is kept is not what the entries say, in fen."""

    check: str
    thing: str
    said: int
    found: int

    @classmethod
    def of(cls, difference: Difference) -> "DifferenceOut":
        return cls(
            check=difference.check,
            thing=difference.thing,
            said=difference.said,
            found=difference.found,
        )


class ReconciledOut(Out):
    """Every balance recomputed from the entries: what was looked at, and where it differs."""

    checks: list[str]
    differences: list[DifferenceOut]


@router.get("/closings", response=Page[ClosingOut])
def closings(
    request: HttpRequest, window: Query[Window], market: Id | None = None
) -> Page[ClosingOut]:
    by = caller(request)
    found = closings_seen_by(by)
    found = found.filter(market=market) if market else found
    return page(request, found, window, lambda closing: ClosingOut.of(closing, by))


@router.post("/closings", response={201: ClosingOut})
def close_month(request: HttpRequest, given: OfMonth) -> ClosingOut:
    by = caller(request)
    month = deeds.month_named(given.month)
    return ClosingOut.of(
        deeds.close(_market(by, given.market), month=month, by=by, at=clock.now()), by
    )


@router.get("/closings/{int:closing_id}", response=ClosingOut)
def closing(request: HttpRequest, closing_id: int) -> ClosingOut:
    by = caller(request)
    return ClosingOut.of(get_object_or_404(closings_seen_by(by), pk=closing_id), by)


@router.post("/closings/{int:closing_id}/reopen", response=ClosingOut)
def reopen_month(request: HttpRequest, closing_id: int, given: Reason) -> ClosingOut:
    by = caller(request)
    found = get_object_or_404(closings_seen_by(by), pk=closing_id)
    return ClosingOut.of(deeds.reopen(found, reason=given.reason, by=by, at=clock.now()), by)


@router.get("/journal", response=Page[LineOut])
def journal(
    request: HttpRequest, asked: Query[JournalOf], window: Query[Window]
) -> Page[LineOut] | HttpResponse | StreamingHttpResponse:
    market, month = _market(caller(request), asked.market), deeds.month_named(asked.month)
    if asked.format == "csv":
        lines: Iterator[bytes] = (line.encode() for line in csv_of(market, month))
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    told = list(lines_of(entries_of(market, month)))
    return page_of_list(request, told, window, LineOut.of)


@router.get("/trial-balance", response=TrialBalanceOut)
def balance(request: HttpRequest, asked: Query[OfMonth]) -> TrialBalanceOut:
    market, month = _market(caller(request), asked.market), deeds.month_named(asked.month)
    found = trial_balance(turnover_before(market, month), turnover_in(market, month))
    names = dict(LedgerAccount.objects.values_list("code", "name"))
    return TrialBalanceOut(
        lines=[BalanceOut.of(line, names) for line in found.lines],
        opening=SidesOut.of(found.opening),
        turnover=SidesOut.of(found.turnover),
        closing=SidesOut.of(found.closing),
    )


@router.get("/reconciliation", response=ReconciledOut)
def reconciliation(request: HttpRequest, market: Id) -> ReconciledOut:
    found = differences(_market(caller(request), market))
    return ReconciledOut(
        checks=list(names_of_checks()), differences=[DifferenceOut.of(each) for each in found]
    )


def _market(by: Actor, pk: int) -> Market:
    return get_object_or_404(markets_with_books(by), pk=pk)

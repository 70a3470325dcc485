"""Closing the books of a month (月结), and opening the last one again."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from market import rules
from market.actions import moves
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.journal_files import frozen
from market.core.journals import Kind
from market.core.periods import ONE_DAY, Period, month_of
from market.core.refusals import Conflict, Forbidden, Invalid
from market.core.states import CLOSING
from market.models import BookClosing, LedgerAccount, Market
from market.queries.books import Sum, closed_until, sums_of, turnover_of
from market.queries.journals import csv_of

# the class of the locks that entries share and a closing has for itself (migration 0006b)
BOOKS = 50221


@transaction.atomic
def close(market: Market, *, month: Period, by: Actor, at: datetime) -> BookClosing:
    """Close the books of a month: what was booked in it is frozen, and nothing more is let in.

    This will wait for whoever is writing in the market's books. Raises Conflict:
    "month_not_over", "close_another_first" (facts: month), "nothing_to_close",
    "unknown_account_code".
    """
    rules.require(by, "books.close", market)
    _lock(market)
    last = month.last
    if last is None or local_day(at) <= last:
        raise Conflict("month_not_over", "This month is not over. Close it when it is.")
    _require_next(market, month)

    sums = sums_of(market, month.start, month.end)
    totals = turnover_of(sums)
    _require_known(totals)
    journal, sha256 = frozen(csv_of(market, month))
    return BookClosing.objects.create(
        market=market,
        starts_on=month.start,
        until=last,
        entries=counted(sums),
        totals={
            code: {"debit": turnover.debit_fen, "credit": turnover.credit_fen}
            for code, turnover in totals.items()
        },
        journal=journal,
        sha256=sha256,
        closed_at=at,
        closed_by_id=by.user,
        closed_by_name=by.name,
    )


@transaction.atomic
def reopen(closing: BookClosing, *, reason: str, by: Actor, at: datetime) -> BookClosing:
    """Open the books of the last closed month again. What they said stays on file.

    A second person does it, and says why. Raises Invalid("reason_missing"),
    Forbidden("second_person") or Conflict("not_the_last_month").
    """
    rules.require(by, "books.reopen", closing)
    if not reason.strip():
        raise Invalid("reason_missing", "Say why, so that it can be read later.", field="reason")
    if by.user == closing.closed_by_id:
        raise Forbidden(
            "second_person",
            "Whoever closed a month does not open it again. Ask a colleague to do it.",
        )
    _lock(closing.market)
    if closing.until != closed_until(closing.market):
        raise Conflict(
            "not_the_last_month", "Only the month that was closed last can be opened again."
        )
    return moves.move(closing, CLOSING, "reopen", by=by, at=at, reason=reason)


def next_to_close(market: Market) -> Period | None:
    """The month whose turn it is: after the last closed one, or the first with any entry."""
    until = closed_until(market)
    if until is not None:
        return month_of(until + ONE_DAY)
    first = min((each.month for each in sums_of(market)), default=None)
    return month_of(first) if first else None


def counted(sums: list[Sum]) -> dict[str, dict[str, int]]:
    """How many entries of each kind there are, and their sum in fen."""
    counts: Counter[Kind] = Counter()
    fen: Counter[Kind] = Counter()
    for each in sums:
        counts[each.kind] += each.count
        fen[each.kind] += each.amount_fen
    return {kind: {"count": counts[kind], "fen": fen[kind]} for kind in Kind}


def _lock(market: Market) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [BOOKS, market.pk])


def _require_next(market: Market, month: Period) -> None:
    turn = next_to_close(market)
    if turn is None:
        raise Conflict(
            "nothing_to_close", "Nothing was ever booked here. There is nothing to close."
        )
    if month.start < turn.start:
        raise Conflict("closed_already", "The books of this month are closed already.")
    if month.start > turn.start:
        raise Conflict(
            "close_another_first",
            "Months are closed one after the other. Close {month} first.",
            month=f"{turn.start:%Y-%m}",
        )


def _require_known(codes: Iterable[str]) -> None:
    known = set(LedgerAccount.objects.values_list("code", flat=True))
    if unknown := sorted(set(codes) - known):
        raise Conflict(
            "unknown_account_code",
            "There is no account {code} in the chart. Add it, or correct the fee item that names it.",
            code=unknown[0],
        )


def month_named(text: str) -> Period:
    """The month that is written like 2026-03. Raises Invalid("bad_month")."""
    try:
        return month_of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise Invalid(
            "bad_month",
            "{text} is not a month we can read. Write it like 2026-03.",
            text=text[:20],
            field="month",
        ) from None

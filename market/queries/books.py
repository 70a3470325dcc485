"""The books as the accountant reads them: what was written in a month, and which months are closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from market.core.actors import Actor
from market.core.hours import start_of
from market.core.journals import PAID_BY, Entry, Kind, Turnover, together, totals_of
from market.core.periods import Period
from market.core.states import ClosingState
from market.models import BookClosing, Market
from market.queries.sight import WITH_MONEY, sight_of

AT_ONCE = 2000

IN_ORDER = """
SELECT entry.kind, entry.id, day, amount_fen, code, vendor.name, about
FROM market_book_entries(%(market)s, %(first)s, %(after)s) entry
JOIN market_vendor vendor ON vendor.id = vendor_id
ORDER BY day, place, entry.id
"""
ADDED_UP = """
SELECT date_trunc('month', day)::date AS month, kind, code, count(*), sum(amount_fen)::bigint
FROM market_book_entries(%(market)s, %(first)s, %(after)s)
GROUP BY month, kind, code, amount_fen > 0 ORDER BY month
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """What was written of one kind on one code in a month; reversals stand apart. In fen."""

    month: date
    kind: Kind
    code: str
    count: int
    amount_fen: int


def markets_with_books(actor: Actor) -> QuerySet[Market]:
    """The markets whose books one may read."""
    markets = sight_of(actor, "books", WITH_MONEY).markets
    seen = Market.objects.order_by("pk")
    return seen if markets is None else seen.filter(pk__in=markets)


def closings_seen_by(actor: Actor) -> QuerySet[BookClosing]:
    """The closed months of these markets, the newest first, those opened again among them."""
    seen = BookClosing.objects.filter(market__in=markets_with_books(actor))
    return seen.select_related("market").defer("journal")


def closing_of(market: Market, month: Period) -> BookClosing | None:
    """The closing that holds for a month, when its books are closed."""
    return BookClosing.objects.filter(
        market=market, starts_on=month.start, state=ClosingState.CLOSED
    ).first()


def closed_until(market: Market) -> date | None:
    """The last day whose books are closed."""
    closed = BookClosing.objects.filter(market=market, state=ClosingState.CLOSED)
    until: date | None = closed.aggregate(until=Max("until"))["until"]
    return until


def sums_of(market: Market, first: date | None = None, after: date | None = None) -> list[Sum]:
    """What was written on the days [first, after), month by month. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ADDED_UP, _bounds(market, first, after))
        return [
            Sum(month, Kind(kind), code, count, fen)
            for month, kind, code, count, fen in cursor.fetchall()
        ]


def entries_of(market: Market, month: Period) -> Iterator[Entry]:
    """Every entry of a month in the order of the journal, read a few thousand at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(IN_ORDER, _bounds(market, month.start, month.end))
        while rows := cursor.fetchmany(AT_ONCE):
            for kind, pk, day, fen, code, vendor, about in rows:
                told = PAID_BY.get(about, about) if kind == Kind.PAYMENT else about
                yield Entry(Kind(kind), pk, day, fen, code, vendor, told)


def turnover_of(sums: list[Sum]) -> dict[str, Turnover]:
    """What the sums debit and credit to each account."""
    return totals_of((each.kind, each.code, each.amount_fen) for each in sums)


def frozen_turnover(closing: BookClosing) -> dict[str, Turnover]:
    """What a closed month debited and credited to each account when it was closed."""
    return {code: Turnover(said["debit"], said["credit"]) for code, said in closing.totals.items()}


def turnover_before(market: Market, month: Period) -> dict[str, Turnover]:
    """What stood on each account as the month began: closed months as they were closed, and
    what was written since. Two queries."""
    closed = BookClosing.objects.filter(
        market=market, state=ClosingState.CLOSED, until__lt=month.start
    ).only("totals", "until")
    frozen = list(closed.order_by("until"))
    since = date.fromordinal(frozen[-1].until.toordinal() + 1) if frozen else None
    live = turnover_of(sums_of(market, since, month.start))
    return together(*(frozen_turnover(each) for each in frozen), live)


def turnover_in(market: Market, month: Period) -> dict[str, Turnover]:
    """What the month debited and credited to each account, as closed where it is closed."""
    closing = closing_of(market, month)
    if closing is not None:
        return frozen_turnover(closing)
    return turnover_of(sums_of(market, month.start, month.end))


def _bounds(market: Market, first: date | None, after: date | None) -> dict[str, Any]:
    return {
        "market": market.pk,
        "first": start_of(first or date(1970, 1, 1)),
        "after": start_of(after or date(9000, 1, 1)),
    }

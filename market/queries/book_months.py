"""The months of a market's books, each with what was booked in it and whether it is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from market.core.journals import Kind
from market.core.periods import Period, month_of, months_after
from market.core.states import ClosingState
from market.models import BookClosing, Market
from market.queries.books import Sum, sums_of


@dataclass(frozen=True)
class BookMonth:
    """A month in sums, in fen. closing: the latest there was, also when it was opened again."""

    month: Period
    charged_fen: int
    received_fen: int
    allocated_fen: int
    count: int
    closing: BookClosing | None
    next_to_close: bool

    @property
    def closed(self) -> bool:
        return self.closing is not None and self.closing.state == ClosingState.CLOSED

    @property
    def state(self) -> str:
        return self.closing.state if self.closing else "open"


def book_months(market: Market, *, on: date) -> list[BookMonth]:
    """From the first month with an entry to the present one, the newest first. Two queries."""
    sums = sums_of(market)
    closings = BookClosing.objects.filter(market=market).defer("journal").order_by("pk")
    latest = {closing.starts_on: closing for closing in closings}
    months = list(_from(min((each.month for each in sums), default=None), on))
    turn = next((m.start for m in months if not _is_closed(latest.get(m.start))), None)
    lines = [_line(month, sums, latest.get(month.start), turn) for month in months]
    return lines[::-1]


def _from(first: date | None, on: date) -> Iterator[Period]:
    month = first
    while month is not None and month <= on:
        yield month_of(month)
        month = months_after(month, 1)


def _is_closed(closing: BookClosing | None) -> bool:
    return closing is not None and closing.state == ClosingState.CLOSED


def _line(
    month: Period, sums: list[Sum], closing: BookClosing | None, turn: date | None
) -> BookMonth:
    here = [each for each in sums if each.month == month.start]

    def fen(kind: Kind) -> int:
        return sum(each.amount_fen for each in here if each.kind == kind)

    return BookMonth(
        month=month,
        charged_fen=fen(Kind.CHARGE),
        received_fen=fen(Kind.PAYMENT),
        allocated_fen=fen(Kind.ALLOCATION),
        count=sum(each.count for each in here),
        closing=closing,
        next_to_close=month.start == turn,
    )

"""The journal of a month as it is taken away: live while the month is open, as frozen afterwards."""

from collections.abc import Iterator

from market.core.exports import csv_lines
from market.core.journal_files import FIGURES, HEADS, read, rows_of, thawed
from market.core.journals import lines_of
from market.core.periods import Period
from market.core.sheets.writing import workbook
from market.models import LedgerAccount, Market
from market.queries.books import closing_of, entries_of


def csv_of(market: Market, month: Period) -> Iterator[str]:
    """The journal as CSV, line by line: the very same for ever once the month is closed."""
    closing = closing_of(market, month)
    if closing is not None:
        yield thawed(bytes(closing.journal))
        return
    yield from csv_lines(HEADS, _live(market, month))


def table_of(market: Market, month: Period) -> Iterator[list[str]]:
    """The same as rows, the heads first."""
    closing = closing_of(market, month)
    if closing is not None:
        yield from read(thawed(bytes(closing.journal)))
        return
    yield list(HEADS)
    yield from _live(market, month)


def workbook_of(market: Market, month: Period) -> bytes:
    """The same as a workbook (.xlsx)."""
    return workbook(f"{month.start:%Y-%m}", table_of(market, month), figures=FIGURES)


def _live(market: Market, month: Period) -> Iterator[list[str]]:
    names = dict(LedgerAccount.objects.values_list("code", "name"))
    return rows_of(lines_of(entries_of(market, month)), names)

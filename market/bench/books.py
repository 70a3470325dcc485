"""How long it takes to recompute all books, and what the check at a commit costs a charge run."""

from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import TypeVar

from django.db import connection, transaction

from market.actions import allocations
from market.core.hours import local_day
from market.core.periods import month_of
from market.models import Account, FeeItem, Market, Vendor
from market.queries.book_months import book_months
from market.queries.books import turnover_before, turnover_in
from market.queries.journals import csv_of
from market.queries.reconciling import differences

T = TypeVar("T")

AT = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
MONTHS = 12
AT_ONCE = 500
ROUNDS = 3
# what looks at the books when a transaction commits, and whether a month is closed
GUARDS = (
    ("market_charge", "charge_touches_the_books"),
    ("market_charge", "charge_falls_in_an_open_month"),
)

CHARGE = """
INSERT INTO market_charge
    (account_id, key, item_id, amount_fen, due_on, working, note, why, charged_at)
SELECT id, %(run)s || id || '/' || n, %(item)s, 170000, date '2025-04-01' + 30 * n, '{}', '', '',
       timestamptz '2025-03-20 10:00+08' + n * interval '30 days'
FROM market_account, generate_series(1, %(months)s) n WHERE market_id = %(market)s
"""
PAY = """
INSERT INTO market_payment
    (account_id, key, amount_fen, method, received_on, payer, note, recorded_at)
SELECT id, 'bench/' || id || '/' || n, 170000, 'wechat', date '2025-04-05' + 30 * n, '', '',
       timestamptz '2025-03-25 10:00+08' + n * interval '30 days'
FROM market_account, generate_series(1, %(months)s) n WHERE market_id = %(market)s
"""


def run(accounts: int = 5000) -> dict[str, float]:
    """Seconds over a year's books of so many accounts, twelve charges each; nothing is kept.

    The check at a commit is told as a share of the insert it follows, measured without it.
    """
    with transaction.atomic():
        market = _accounts(accounts)
        _year(market)
        month = month_of(local_day(AT))
        found, seconds = _timed(lambda: differences(market))
        lines, journal = _timed(lambda: sum(1 for _ in csv_of(market, month)))
        figures = {
            "charges": float(accounts * MONTHS),
            "differences": float(len(found)),
            "seconds, every balance recomputed": seconds,
            "seconds, the list of months": _timed(lambda: book_months(market, on=month.start))[1],
            "seconds, a trial balance": _timed(
                lambda: (turnover_before(market, month), turnover_in(market, month))
            )[1],
            "journal lines a second": lines / journal,
            "the check at a commit, share of the insert": _share_of_the_check(market),
        }
        transaction.set_rollback(True)
    return figures


def _accounts(count: int) -> Market:
    market = Market.objects.create(code="bench-books", name="bench")
    vendors = Vendor.objects.bulk_create(
        Vendor(name=f"v{n}", name_key=f"v{n:06}", since=AT) for n in range(count)
    )
    Account.objects.bulk_create(
        Account(vendor=vendor, market=market, opened_at=AT) for vendor in vendors
    )
    connection.check_constraints()
    return market


def _year(market: Market) -> None:
    """Every account is charged twelve times, pays eleven times, and its payments pay its charges."""
    _write(CHARGE, market, run="bench/", months=MONTHS)
    _write(PAY, market, months=MONTHS - 1)
    accounts = list(market.accounts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(accounts), AT_ONCE):
        allocations.settle_all(accounts[start : start + AT_ONCE], at=AT)
        connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE market_charge, market_payment, market_allocation")


def _share_of_the_check(market: Market) -> float:
    """How much longer two charges for each account take with the guards than without."""
    guarded, bare = [], []
    for _ in range(ROUNDS):
        guarded.append(_charged(market, "ENABLE"))
        bare.append(_charged(market, "DISABLE"))
    return median(guarded) / median(bare) - 1


def _charged(market: Market, guards: str) -> float:
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table, trigger in GUARDS:
                cursor.execute(f"ALTER TABLE {table} {guards} TRIGGER {trigger}")
        _, seconds = _timed(lambda: _write(CHARGE, market, run="share/", months=2))
        transaction.set_rollback(True)
    return seconds


def _write(statement: str, market: Market, **given: str | int) -> None:
    """Run the statement, and what a commit after it would check."""
    item = FeeItem.objects.get(code="rent")
    with connection.cursor() as cursor:
        cursor.execute(statement, {"market": market.pk, "item": item.pk, **given})
    connection.check_constraints()


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    began = perf_counter()
    found = act()
    return found, perf_counter() - began

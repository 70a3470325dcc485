"""What planning costs by what is due, and not by what exists, beside a plain insert of the rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from market.actions import reminders
from market.core.actors import HOUSE
from market.models import FeeItem, Market, Notice, PermitType

AT = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
SIZES = (10_000, 100_000, 1_000_000)
DUE = 1_000
WHOLE = (20_000, 60_000)

_QUIET = ("market_charge", "market_permit", "market_notice", "market_account")
# of every so many the first is due in the window; the others are paid, or far off
_CHARGES = """
    INSERT INTO market_charge
        (account_id, key, item_id, amount_fen, open_fen, due_on, working, note, why, charged_at)
    SELECT a.id, 'bench/' || n, %(item)s, 170000,
           CASE WHEN n <= %(due)s OR n %% 2 = 0 THEN 170000 ELSE 0 END,
           CASE WHEN n <= %(due)s THEN date '2026-03-21' + n %% 9
                ELSE date '2026-08-01' + n %% 900 END,
           '{}', '', '', %(at)s
    FROM generate_series(1, %(count)s) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM market_account
          WHERE market_id = %(market)s) a ON a.place = 1 + n %% %(accounts)s
"""
_PERMITS = """
    INSERT INTO market_permit
        (vendor_id, type_id, number, state, expires_on, faults, source_note, submitted_at,
         renewal_in_time, renewal_receipt)
    SELECT a.vendor_id, %(type)s, 'bench/' || n, 'accepted',
           CASE WHEN n <= %(due)s THEN date '2026-04-17' + n %% 9
                ELSE date '2027-08-01' + n %% 900 END,
           '', '', %(at)s, false, ''
    FROM generate_series(1, %(count)s) n
    JOIN (SELECT vendor_id, row_number() OVER (ORDER BY id) AS place FROM market_account
          WHERE market_id = %(market)s) a ON a.place = 1 + n %% %(accounts)s
"""
_ACCOUNTS = """
    WITH vendor AS (
        INSERT INTO market_vendor
            (name, name_key, kind, contact, phone, email, language, trade, goods, uscc, id_kind,
             id_sealed, id_print, id_masked, silent_reason, barred_reason, channels, since)
        SELECT 'v' || n, 'v' || n, 'person', '', '', '', 'zh-hans', '', '{}', '', '', '', '', '',
               '', '', '{}', %(at)s
        FROM generate_series(1, %(count)s) n RETURNING id)
    INSERT INTO market_account (vendor_id, market_id, opened_at)
    SELECT id, %(market)s, %(at)s FROM vendor
"""
_KEPT = "CREATE TEMP TABLE bench_notice ON COMMIT DROP AS SELECT * FROM market_notice"
_BARE = "INSERT INTO market_notice OVERRIDING SYSTEM VALUE SELECT * FROM bench_notice"


def run(
    sizes: tuple[int, ...] = SIZES, due: int = DUE, whole: tuple[int, int] = WHOLE
) -> dict[str, float]:
    """Seconds to plan so many due bills among so many charges, and a market of our size at once.

    whole: the permits and charges of such a market.

    Nothing is kept. Yardsticks in the same run: an insert of the same notices from objects that
    are made already, and one bare INSERT … SELECT of the rows as they lie in the database. The
    second planning finds everything written.
    """
    figures: dict[str, float] = {}
    for count in sizes:
        figures |= _measured(f"{due:,} due of {count:,}", charges=count, permits=0, due=due)
    permits, charges = whole
    name = f"{permits:,} permits and {charges:,} charges"
    figures |= _measured(name, charges=charges, permits=permits, due=due)
    if len(sizes) > 1:
        first, last = (
            figures[f"{due:,} due of {size:,}: seconds"] for size in (sizes[0], sizes[-1])
        )
        figures["largest beside smallest"] = last / first
    return figures


def _measured(name: str, *, charges: int, permits: int, due: int) -> dict[str, float]:
    with transaction.atomic():
        _lay(charges, permits, due)
        _plan_once_for_nothing()
        seconds, planned = _timed(_plan)
        again, nothing = _timed(_plan)
        rows = list(Notice.objects.order_by("pk"))
        _execute(_KEPT, None)
        Notice.objects.all().delete()
        bare, _ = _timed(lambda: _execute(_BARE, None))
        Notice.objects.all().delete()
        for row in rows:
            row.pk, row.digest_id = None, None
        plain, _ = _timed(lambda: Notice.objects.bulk_create(rows))
        transaction.set_rollback(True)
    _execute("DROP TABLE IF EXISTS bench_notice", None)
    if nothing:
        raise RuntimeError(f"planned {nothing} twice")
    return {
        f"{name}: seconds": seconds,
        f"{name}: notices": float(planned),
        f"{name}: bulk_create of them, seconds": plain,
        f"{name}: ratio to bulk_create": seconds / plain,
        f"{name}: bare INSERT … SELECT of them, seconds": bare,
        f"{name}: ratio to the bare insert": seconds / bare,
        f"{name}: planning again, seconds": again,
    }


def _plan() -> int:
    occasions = ("rent_due", "rent_overdue", "permit_expiring", "permit_lapsed")
    return reminders.plan_due(by=HOUSE, at=AT, occasions=occasions).counts["planned"]


def _plan_once_for_nothing() -> None:
    """The first planning of a process reads code and plans of queries; it is not the figure."""
    with transaction.atomic():
        _plan()
        transaction.set_rollback(True)


def _lay(charges: int, permits: int, due: int) -> None:
    market = Market.objects.create(code="bench-reminders", name="bench")
    accounts = min(charges, 5000)
    given: dict[str, Any] = {"market": market.pk, "at": AT, "due": due, "accounts": accounts}
    _execute("SET LOCAL statement_timeout = 0", None)
    for table in _QUIET:
        _execute(f"ALTER TABLE {table} DISABLE TRIGGER USER", None)
    _execute(_ACCOUNTS, {**given, "count": accounts})
    _execute(_CHARGES, {**given, "count": charges, "item": FeeItem.objects.get(code="rent").pk})
    if permits:
        kind = PermitType.objects.filter(remind_days=[]).order_by("pk")[0]
        _execute(_PERMITS, {**given, "count": permits, "type": kind.pk})
    _execute("SET CONSTRAINTS ALL IMMEDIATE", None)
    for table in _QUIET:
        _execute(f"ALTER TABLE {table} ENABLE TRIGGER USER", None)
    _execute("ANALYZE market_charge, market_permit, market_account, market_vendor", None)


def _execute(statement: str, given: dict[str, Any] | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    found = act()
    return perf_counter() - began, found

"""How long the charge run takes, how often it asks the database, and how that grows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TypeVar

from django.db import connection, transaction

from leasing.actions import billing
from leasing.bench import ground
from market.core.actors import HOUSE
from market.core.reports import Report

# the first bill of every lease has gone out by then, the second has not
AT = datetime(2026, 3, 25, 1, 0, tzinfo=UTC)
OUR_OWN = 2  # the statements with which the bench asks for the checks
SIZES = (1_000, 5_000, 50_000)

Result = TypeVar("Result")

# the same rows into the same table, without anything around them
_BARE = """
    INSERT INTO market_charge (account_id, key, item_id, amount_fen, due_on, period, working, why,
                               note, charged_at)
    SELECT account_id, key, item_id, amount_fen, due_on, period, working, why, note, charged_at
    FROM bench_charge
"""
_KEPT = """
    CREATE TEMP TABLE bench_charge ON COMMIT DROP AS
    SELECT account_id, 'bare/' || key AS key, item_id, amount_fen, due_on, period, working, why, note,
           charged_at
    FROM market_charge WHERE charged_at = %s AND key LIKE 'lease/%%'
"""
# the rent of every hundredth lease is ten yuan more from now on
_CHANGE = """
    WITH changed AS (
        UPDATE leasing_instalmentline line SET amount_fen = line.amount_fen + 1000
        FROM bench_lease lease, bench_bill bill, bench_line term
        WHERE lease.n % 100 = 0 AND bill.lease_id = lease.id AND lower(bill.period) = '2026-04-01'
          AND line.instalment_id = bill.id AND term.id = line.line_id AND term.amount_fen = 170000
        RETURNING bill.id, bill.bill_on)
    INSERT INTO leasing_unbilled (instalment_id, bill_on) SELECT DISTINCT id, bill_on FROM changed
"""


def run(sizes: tuple[int, ...] = SIZES) -> dict[str, float]:
    """Seconds and statements of the charge run over so many leases; nothing is kept.

    Each lease has a rent with a step, two fees, and every tenth two tenants. The yardstick is
    one bare INSERT … SELECT of the same rows into the same table. Then the same run again, and
    again with one lease in a hundred changed; and a run of nothing beside all these leases.
    """
    figures: dict[str, float] = {}
    for leases in sizes:
        for what, value in _measured(leases).items():
            figures[f"{leases:,} leases: {what}"] = value
    return figures


def _measured(leases: int) -> dict[str, float]:
    with transaction.atomic():
        ground.lay(leases, at=AT)
        _execute("SET CONSTRAINTS ALL IMMEDIATE")
        _execute("SET CONSTRAINTS ALL DEFERRED")
        first, charged, statements = _timed_run()
        rows = _execute(_KEPT, [AT])
        bare, _ = _timed(lambda: _checked(lambda: _execute(_BARE)))
        again, nothing, _ = _timed_run()
        _execute(_CHANGE)
        changed, differences, changed_statements = _timed_run()
        transaction.set_rollback(True)
    if (charged, nothing) != (rows, 0):
        raise RuntimeError(f"charged {charged} of {rows}, and {nothing} again")
    return {
        "seconds": first,
        "charges": charged,
        "statements": statements,
        "bare insert of the same rows, seconds": bare,
        "ratio to the bare insert": first / bare,
        "unchanged rerun, share of the first": again / first,
        "rerun with 1 % changed, share of the first": changed / first,
        "differences charged": differences,
        "statements of that rerun": changed_statements,
    }


def _timed_run() -> tuple[float, int, int]:
    with _counted() as statements:
        seconds, report = _timed(_run)
    return seconds, report.counts["charged"], len(statements) - OUR_OWN


def _run() -> Report:
    return _checked(lambda: billing.charge_due(by=HOUSE, at=AT))


def _checked(act: Callable[[], Result]) -> Result:
    """With what the database checks when a transaction ends: here none ever does."""
    result = act()
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute("SET CONSTRAINTS ALL DEFERRED")
    return result


def _timed(act: Callable[[], Result]) -> tuple[float, Result]:
    began = perf_counter()
    result = act()
    return perf_counter() - began, result


def _execute(statement: str, facts: list[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return int(cursor.rowcount)


@contextmanager
def _counted() -> Iterator[list[str]]:
    """Every statement sent to the database meanwhile, savepoints included."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent

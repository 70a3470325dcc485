"""How long the charge run takes, and how that grows with what is due and with what exists."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from leasing.actions import billing
from leasing.models import Instalment, InstalmentLine, Lease, LeaseLine
from market.core.actors import HOUSE
from market.core.periods import months_after
from market.models import Account, FeeItem, Market, Vendor

AT = datetime(2026, 3, 25, 1, 0, tzinfo=UTC)
FIRST = date(2026, 4, 1)


def run() -> dict[str, float]:
    """Seconds of one charge run over 1,000 due bills, and over 100; nothing is kept.

    What the database checks at a commit is part of it.

    The yardstick is one plain INSERT … SELECT of as many rows into a table without constraints.
    """
    few = _measure(due=100, idle_months=12)
    many = _measure(due=1000, idle_months=12)
    crowded = _measure(due=100, idle_months=120)
    yardstick = _yardstick(1000)
    return {
        "seconds, 1000 bills due": many,
        "yardstick: plain insert of 1000 rows": yardstick,
        "ratio to the yardstick": many / yardstick,
        "ratio 1000 bills to 100 bills": many / few,
        "ratio 120 months stored to 12 months stored": crowded / few,
    }


def _measure(*, due: int, idle_months: int) -> float:
    with transaction.atomic():
        _leases(due, idle_months)
        connection.check_constraints()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        began = perf_counter()
        report = billing.charge_due(by=HOUSE, at=AT)
        connection.check_constraints()
        seconds = perf_counter() - began
        if report.counts["charged"] != due:
            raise RuntimeError(f"charged {report.counts['charged']} of {due}")
        transaction.set_rollback(True)
    return seconds


def _leases(count: int, months: int) -> None:
    """Signed leases with a stored plan of monthly bills, the first of them due."""
    market = Market.objects.create(code="bench", name="bench")
    rent = FeeItem.objects.get(code="rent")
    vendors = Vendor.objects.bulk_create(
        Vendor(name=f"v{n}", name_key=f"v{n:06}", since=AT) for n in range(count)
    )
    Account.objects.bulk_create(
        Account(vendor=vendor, market=market, opened_at=AT) for vendor in vendors
    )
    leases = Lease.objects.bulk_create(
        Lease(
            reference=f"B-{n}",
            market=market,
            vendor=vendor,
            state="signed",
            starts_on=FIRST,
            ends_on=months_after(FIRST, months) - timedelta(days=1),
            created_at=AT,
        )
        for n, vendor in enumerate(vendors)
    )
    lines = LeaseLine.objects.bulk_create(
        LeaseLine(lease=lease, item=rent, amount_fen=170000, per="month") for lease in leases
    )
    spans = [(months_after(FIRST, n), months_after(FIRST, n + 1)) for n in range(months)]
    bills = Instalment.objects.bulk_create(
        (
            Instalment(lease=lease, period=DateRange(*span), due_on=span[0])
            for lease in leases
            for span in spans
        ),
        batch_size=5000,
    )
    InstalmentLine.objects.bulk_create(
        (
            InstalmentLine(
                instalment=bill, line=lines[place // months], period=bill.period, amount_fen=170000
            )
            for place, bill in enumerate(bills)
        ),
        batch_size=5000,
    )


def _yardstick(rows: int) -> float:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE plain (a bigint, b text, c date, d jsonb) ON COMMIT DROP")
        began = perf_counter()
        cursor.execute(
            "INSERT INTO plain SELECT n, 'lease/' || n, date '2026-04-01', '{}'::jsonb"
            " FROM generate_series(1, %s) n",
            [rows],
        )
        return perf_counter() - began

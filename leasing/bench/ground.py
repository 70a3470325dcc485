"""Many leases at once, written straight into the tables: what a bench runs on, never kept."""

from datetime import date, datetime
from typing import Any

from django.db import connection

# every lease has a rent with a step in the middle of its second month, and two fees; every tenth
# is shared by two tenants. Two bills each: one is due, the other is not.
_STATEMENTS = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = 0",
    """INSERT INTO market_market (code, name, name_en, address, phone, quiet_from, quiet_until,
           billing_lead, billing_lead_days, billing_notice_days, merge_late_bills)
       VALUES ('bench', 'bench', '', '', '', '20:00', '08:00', 'days', 15, 0, false)""",
    """CREATE TEMP TABLE bench_vendor ON COMMIT DROP AS
       WITH made AS (
           INSERT INTO market_vendor (name, name_key, kind, contact, phone, email, language, trade,
               goods, uscc, id_kind, id_sealed, id_print, id_masked, silent_reason, barred_reason,
               channels, since)
           SELECT 'v' || n, 'v' || n, 'person', '', '', '', 'zh-hans', '', '{}', '', '', '', '', '',
                  '', '', '{}', %(at)s
           FROM generate_series(1, %(leases)s + %(leases)s / 10) n RETURNING id)
       SELECT id, row_number() OVER (ORDER BY id) AS n FROM made""",
    "CREATE INDEX ON bench_vendor (n)",
    """INSERT INTO market_account (vendor_id, market_id, opened_at)
       SELECT vendor.id, market.id, %(at)s FROM bench_vendor vendor, market_market market
       WHERE market.code = 'bench'""",
    """CREATE TEMP TABLE bench_lease ON COMMIT DROP AS
       WITH made AS (
           INSERT INTO leasing_lease (reference, market_id, vendor_id, state, starts_on, ends_on, weekdays,
               from_minute, until_minute, goods, interval_months, anchor, proration, due_rule,
               due_offset_days, due_next_working_day, deposit_fen,
               deposit_carried_fen, billing_fault, end_reason, created_at)
           SELECT 'B-' || vendor.n, market.id, vendor.id, 'signed', %(first)s, %(last)s,
                  '{1,2,3,4,5,6,7}', 300, 1740, '{}', 1, 'calendar', 'actual_days_in_month',
                  'period_start', 0, false, 0, 0, '', '', %(at)s
           FROM bench_vendor vendor, market_market market
           WHERE market.code = 'bench' AND vendor.n <= %(leases)s
           RETURNING id, vendor_id)
       SELECT made.id, made.vendor_id, vendor.n FROM made JOIN bench_vendor vendor ON vendor.id = vendor_id""",
    """CREATE TEMP TABLE bench_line ON COMMIT DROP AS
       WITH made AS (
           INSERT INTO leasing_leaseline
               (lease_id, item_id, amount_fen, per, starts_on, ends_on, note, working)
           SELECT lease.id, item.id, term.fen, 'month', term.first, term.last, '', '{}'
           FROM bench_lease lease, (VALUES
               ('rent', 170000, NULL, %(step)s::date - 1), ('rent', 178500, %(step)s::date, NULL),
               ('management', 12000, NULL, NULL), ('sanitation', 6000, NULL, NULL)
           ) term (code, fen, first, last) JOIN market_feeitem item ON item.code = term.code
           RETURNING id, lease_id, amount_fen, starts_on, ends_on)
       SELECT * FROM made""",
    """CREATE TEMP TABLE bench_bill ON COMMIT DROP AS
       WITH made AS (
           INSERT INTO leasing_instalment (lease_id, period, due_on, bill_on)
           SELECT lease.id, daterange(month.first, month.after), month.first, month.first - 15
           FROM bench_lease lease, (VALUES
               (%(first)s::date, %(second)s::date), (%(second)s::date, %(third)s::date)
           ) month (first, after)
           RETURNING id, lease_id, period, bill_on)
       SELECT * FROM made""",
    """INSERT INTO leasing_unbilled (instalment_id, bill_on) SELECT id, bill_on FROM bench_bill""",
    "CREATE INDEX ON bench_line (lease_id)",
    "ANALYZE bench_vendor, bench_lease, bench_line, bench_bill",
    """INSERT INTO leasing_instalmentline (instalment_id, line_id, vendor_id, period, amount_fen, working)
       SELECT bill.id, line.id, tenant.vendor_id,
              bill.period * daterange(line.starts_on, line.ends_on, '[]'),
              line.amount_fen / tenant.of, '{"amount": "1700.00", "per": "month"}'
       FROM bench_bill bill JOIN bench_line line USING (lease_id)
       JOIN bench_lease lease ON lease.id = bill.lease_id
       CROSS JOIN LATERAL (
           SELECT lease.vendor_id, CASE lease.n %% 10 WHEN 0 THEN 2 ELSE 1 END AS of
           UNION ALL
           SELECT vendor.id, 2 FROM bench_vendor vendor
           WHERE lease.n %% 10 = 0 AND vendor.n = %(leases)s + lease.n / 10
       ) tenant
       WHERE NOT isempty(bill.period * daterange(line.starts_on, line.ends_on, '[]'))
       ORDER BY bill.id, line.id""",
    "ANALYZE",
)

FIRST, SECOND, THIRD = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


def lay(leases: int, *, at: datetime) -> None:
    """Write so many signed leases with their bills. Must run in a transaction that is rolled back."""
    facts: dict[str, Any] = {
        "leases": leases,
        "at": at,
        "first": FIRST,
        "second": SECOND,
        "third": THIRD,
        "step": date(2026, 4, 16),
        "last": date(2027, 3, 31),
    }
    with connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement, facts)

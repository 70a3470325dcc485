"""The statements of the charge run: what bills should say, less what was charged for them.

For each bill, tenant and fee item there is what the plan wants and what is in the books: the
charges made for it with their corrections. A waiver forgives and is not made up for. What is
wanted beyond that is charged, what is too much is credited, and nothing else happens.

What was charged before is looked up charge by charge (OFFSET 0 holds the database to it): so a
run costs what it bills, even before the database has counted how large its tables have become.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

DUE = """
    SELECT instalment.id, instalment.lease_id
    FROM leasing_unbilled unbilled
    JOIN leasing_instalment instalment ON instalment.id = unbilled.instalment_id
    JOIN leasing_lease lease ON lease.id = instalment.lease_id
    WHERE unbilled.bill_on <= %(on)s
      AND lease.state IN ('signed', 'renewed', 'ended', 'terminated')
      AND (%(lease)s::bigint IS NULL OR lease.id = %(lease)s)
      AND NOT instalment.id = ANY(%(left_out)s)
    ORDER BY instalment.id LIMIT %(most)s
    FOR UPDATE OF unbilled SKIP LOCKED
"""

LOCK_BOOKS = """
    SELECT count(*) FROM (
        SELECT id FROM market_account WHERE id = ANY(ARRAY(
            SELECT account.id
            FROM (SELECT DISTINCT line.vendor_id, lease.market_id FROM leasing_instalmentline line
                  JOIN leasing_instalment instalment ON instalment.id = line.instalment_id
                  JOIN leasing_lease lease ON lease.id = instalment.lease_id
                  WHERE instalment.id = ANY(%(bills)s)) tenant
            JOIN market_account account USING (vendor_id, market_id)
            UNION
            SELECT charge.account_id
            FROM (SELECT charge_id FROM leasing_billed
                  WHERE instalment_id = ANY(%(bills)s) OFFSET 0) billed
            CROSS JOIN LATERAL (SELECT account_id FROM market_charge
                                WHERE id = billed.charge_id OFFSET 0) charge))
        ORDER BY id FOR NO KEY UPDATE
    ) locked
"""

_DIFFERENCE = """
want AS (
    SELECT line.instalment_id, line.vendor_id, lease_line.item_id, sum(line.amount_fen) AS fen,
           daterange(min(lower(line.period)), max(upper(line.period))) AS period,
           CASE count(*) WHEN 1 THEN (array_agg(line.working))[1]
                ELSE jsonb_build_object('lines', jsonb_agg(line.working ORDER BY line.id)) END AS working
    FROM leasing_instalmentline line JOIN leasing_leaseline lease_line ON lease_line.id = line.line_id
    WHERE line.instalment_id = ANY(%(bills)s)
    GROUP BY 1, 2, 3
), charged AS MATERIALIZED (
    SELECT billed.instalment_id, account.vendor_id, charge.*
    FROM (SELECT instalment_id, charge_id FROM leasing_billed
          WHERE instalment_id = ANY(%(bills)s) OFFSET 0) billed
    CROSS JOIN LATERAL (SELECT id, account_id, item_id, key, due_on, period, open_fen, amount_fen
                        FROM market_charge WHERE id = billed.charge_id OFFSET 0) charge
    CROSS JOIN LATERAL (SELECT vendor_id FROM market_account
                        WHERE id = charge.account_id OFFSET 0) account
), have AS (
    SELECT instalment_id, vendor_id, item_id, count(*) AS times,
           sum(amount_fen + coalesce(back.corrected, 0)) AS fen
    FROM charged LEFT JOIN LATERAL (
        SELECT sum(amount_fen) AS corrected FROM market_charge WHERE reverses_id = charged.id
        AND why <> 'waiver' OFFSET 0
    ) back ON true
    GROUP BY 1, 2, 3
), slot AS (
    SELECT instalment_id, vendor_id, item_id, want.period, want.working,
           coalesce(have.times, 0) AS times, coalesce(have.fen, 0) AS have_fen,
           coalesce(want.fen, 0) - coalesce(have.fen, 0) AS fen
    FROM want FULL JOIN have USING (instalment_id, vendor_id, item_id)
)
"""

CHARGE = f"""
WITH {_DIFFERENCE}, due AS MATERIALIZED (
    SELECT slot.*, account.id AS account_id,
           nextval(pg_get_serial_sequence('market_charge', 'id')) AS id,
           CASE WHEN instalment.id IN (SELECT instalment_id FROM charged)
                THEN greatest(instalment.due_on, %(on)s) ELSE instalment.due_on END AS due_on,
           'lease/' || instalment.lease_id || '/' || instalment.id || '/' || slot.vendor_id || '/'
               || slot.item_id || '/' || times AS key
    FROM slot JOIN leasing_instalment instalment ON instalment.id = slot.instalment_id
    JOIN leasing_lease lease ON lease.id = instalment.lease_id
    LEFT JOIN market_account account
      ON account.vendor_id = slot.vendor_id AND account.market_id = lease.market_id
    WHERE slot.fen > 0
), made AS (
    INSERT INTO market_charge
        (id, account_id, key, item_id, amount_fen, due_on, period, working, why, note, charged_at)
    SELECT id, account_id, key, item_id, fen, due_on, period,
           CASE times WHEN 0 THEN working
                ELSE working || jsonb_build_object('charged_before', round(have_fen / 100.0, 2)::text) END,
           '', '', %(at)s
    FROM due
), told AS (
    INSERT INTO leasing_billed (instalment_id, charge_id) SELECT instalment_id, id FROM due
), settled AS (
    DELETE FROM leasing_unbilled WHERE instalment_id = ANY(%(bills)s)
)
SELECT count(*), coalesce(sum(fen), 0), count(DISTINCT account_id),
       (SELECT count(*) FROM slot WHERE fen < 0),
       (SELECT coalesce(array_agg(DISTINCT payment.account_id), '{{}}')
        FROM market_payment payment JOIN due USING (account_id) WHERE payment.free_fen > 0)
FROM due
"""

# what is too much is taken off the newest charges of the bill first, as far as they reach
_TAKEN = f"""
WITH {_DIFFERENCE}, standing AS (
    SELECT instalment_id, vendor_id, item_id, -slot.fen AS less, charged.id, charged.key,
           charged.account_id, charged.due_on, charged.period, charged.open_fen,
           charged.amount_fen + coalesce(back.fen, 0) AS left_fen, coalesce(back.times, 0) AS times
    FROM slot JOIN charged USING (instalment_id, vendor_id, item_id)
    LEFT JOIN LATERAL (
        SELECT sum(amount_fen) AS fen, count(*) AS times FROM market_charge
        WHERE reverses_id = charged.id OFFSET 0
    ) back ON true
    WHERE slot.fen < 0
), taken AS (
    SELECT *, least(left_fen, greatest(0, less - coalesce(sum(left_fen) OVER (
        PARTITION BY instalment_id, vendor_id, item_id ORDER BY id DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS fen
    FROM standing
)
"""

FREE = f"""
{_TAKEN}, paid AS (
    SELECT taken.id AS charge_id, taken.fen - taken.open_fen AS needed, allocation.payment_id,
           sum(allocation.amount_fen) AS fen
    FROM taken JOIN market_allocation allocation ON allocation.charge_id = taken.id
    WHERE taken.fen > taken.open_fen
    GROUP BY 1, 2, 3 HAVING sum(allocation.amount_fen) > 0
), freed AS (
    SELECT charge_id, payment_id, least(fen, greatest(0, needed - coalesce(sum(fen) OVER (
        PARTITION BY charge_id ORDER BY payment_id DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS fen
    FROM paid
)
INSERT INTO market_allocation (payment_id, charge_id, amount_fen, allocated_at)
SELECT payment_id, charge_id, -fen, %(at)s FROM freed WHERE fen > 0
"""

CREDIT = f"""
{_TAKEN}, made AS (
    INSERT INTO market_charge (account_id, key, item_id, amount_fen, due_on, period, working, why,
                               note, reverses_id, charged_at)
    SELECT account_id, key || '/less/' || times + 1, item_id, -fen, due_on, period, '{{}}',
           'correction', %(note)s, id, %(at)s
    FROM taken WHERE fen > 0
    RETURNING account_id, amount_fen
)
SELECT count(*), coalesce(-sum(amount_fen), 0), coalesce(array_agg(DISTINCT account_id), '{{}}') FROM made
"""


@dataclass(frozen=True)
class Made:
    """What one go of the run did. with_credit: accounts whose free money may pay something now."""

    charged: int = 0
    fen: int = 0
    vendors: int = 0
    credited: int = 0
    credited_fen: int = 0
    with_credit: tuple[int, ...] = ()


def due_bills(
    *, on: date, lease: int | None, left_out: Sequence[int], most: int
) -> dict[int, list[int]]:
    """The ids of bills to be charged by lease, locked for this transaction; others' are passed by."""
    wanted = {"on": on, "lease": lease, "left_out": list(left_out), "most": most}
    found: dict[int, list[int]] = {}
    for bill, of_lease in _rows(DUE, wanted):
        found.setdefault(of_lease, []).append(bill)
    return found


def charge(bills: Sequence[int], *, on: date, at: datetime, note: str) -> Made:
    """Bring the books to what these bills, locked by due_bills, now say."""
    facts: dict[str, Any] = {"bills": list(bills), "on": on, "at": at, "note": note}
    _rows(LOCK_BOOKS, facts)
    [(charged, fen, vendors, too_much, with_credit)] = _rows(CHARGE, facts)
    if not too_much:
        return Made(charged, int(fen), vendors, with_credit=tuple(with_credit))
    with connection.cursor() as cursor:
        cursor.execute(FREE, facts)
    [(credited, credited_fen, accounts)] = _rows(CREDIT, facts)
    touched = tuple(sorted({*with_credit, *accounts}))
    return Made(charged, int(fen), vendors, credited, int(credited_fen), touched)


def _rows(statement: str, facts: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return list(cursor.fetchall())

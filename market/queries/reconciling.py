"""Every balance recomputed from the entries, and where what is kept says something else."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from market.models import BookClosing, Market

# Each answers rows of (thing, said, found): what is kept, and what the entries say; of one
# market, or of all where none is named. What is wrong is found first, and only then whose it is:
# the planner, left to choose, may begin with the accounts and add everything up for each of them.
CHECKS = {
    "charge_open": """
        WITH wrong AS MATERIALIZED (
            SELECT * FROM market_charge_sums WHERE kept_fen <> whole_fen - used_fen
        )
        SELECT 'charge:' || wrong.id, kept_fen, whole_fen - used_fen
        FROM wrong JOIN market_account account ON account.id = account_id
        WHERE %(market)s::bigint IS NULL OR market_id = %(market)s""",
    "payment_free": """
        WITH wrong AS MATERIALIZED (
            SELECT * FROM market_payment_sums WHERE kept_fen <> whole_fen - used_fen
        )
        SELECT 'payment:' || wrong.id, kept_fen, whole_fen - used_fen
        FROM wrong JOIN market_account account ON account.id = account_id
        WHERE %(market)s::bigint IS NULL OR market_id = %(market)s""",
    "paid_beyond": """
        WITH wrong AS MATERIALIZED (
            SELECT 'charge:' || id AS thing, * FROM market_charge_sums WHERE used_fen > whole_fen
            UNION ALL
            SELECT 'payment:' || id, * FROM market_payment_sums WHERE used_fen > whole_fen
        )
        SELECT thing, whole_fen, used_fen
        FROM wrong JOIN market_account account ON account.id = account_id
        WHERE %(market)s::bigint IS NULL OR market_id = %(market)s""",
    "account_balance": """
        WITH wrong AS MATERIALIZED (
            SELECT account_id, sum(kept)::bigint AS kept_fen, sum(entry)::bigint AS entries_fen
            FROM (
                SELECT account_id, open_fen AS kept, amount_fen AS entry FROM market_charge
                UNION ALL SELECT account_id, -free_fen, -amount_fen FROM market_payment
            ) book GROUP BY account_id HAVING sum(kept) <> sum(entry)
        )
        SELECT 'account:' || account_id, kept_fen, entries_fen
        FROM wrong JOIN market_account account ON account.id = account_id
        WHERE %(market)s::bigint IS NULL OR market_id = %(market)s""",
    "two_accounts": """
        WITH joined AS MATERIALIZED (
            SELECT 'allocation:' || allocation.id AS thing, payment.account_id AS one,
                   charge.account_id AS other
            FROM market_allocation allocation
            JOIN market_payment payment ON payment.id = payment_id
            JOIN market_charge charge ON charge.id = charge_id
            WHERE payment.account_id <> charge.account_id
            UNION ALL
            SELECT 'charge:' || charge.id, charge.account_id, reversed.account_id
            FROM market_charge charge JOIN market_charge reversed ON reversed.id = charge.reverses_id
            WHERE charge.account_id <> reversed.account_id
            UNION ALL
            SELECT 'payment:' || payment.id, payment.account_id, reversed.account_id
            FROM market_payment payment
            JOIN market_payment reversed ON reversed.id = payment.reverses_id
            WHERE payment.account_id <> reversed.account_id
        )
        SELECT thing, one, other
        FROM joined JOIN market_account account ON account.id = one
        WHERE %(market)s::bigint IS NULL OR market_id = %(market)s""",
    "receipt_sum": """
        SELECT 'document:' || receipt.id, booked.fen, said.fen
        FROM market_document receipt
        CROSS JOIN LATERAL (
            SELECT split_part(receipt.subject, ':', 1) AS noun,
                   split_part(receipt.subject, ':', 2)::bigint AS id
        ) about
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM (
                SELECT amount_fen FROM market_payment
                WHERE about.noun = 'payment' AND id = about.id
                UNION ALL
                SELECT amount_fen FROM market_payment
                WHERE about.noun = 'collection' AND collection_id = about.id
                  AND reverses_id IS NULL
            ) part
        ) booked
        CROSS JOIN LATERAL (
            SELECT ((receipt.contents ->> 'credit')::numeric * 100
                    + coalesce(sum((line ->> 'amount')::numeric * 100), 0))::bigint AS fen,
                   ((receipt.contents ->> 'amount')::numeric * 100)::bigint AS whole_fen
            FROM jsonb_array_elements(receipt.contents -> 'lines') line
        ) said
        WHERE receipt.kind = 'receipt'
          AND (booked.fen <> said.fen OR booked.fen <> said.whole_fen)
          AND (%(market)s::bigint IS NULL OR receipt.market_id = %(market)s)""",
    "receipt_number": """
        SELECT 'document:' || id, right(number, 6)::bigint, place FROM (
            SELECT id, contents ->> 'number' AS number, row_number() OVER (
                PARTITION BY market_id, left(contents ->> 'number', 4)
                ORDER BY contents ->> 'number', id
            ) AS place
            FROM market_document WHERE kind = 'receipt'
              AND (%(market)s::bigint IS NULL OR market_id = %(market)s)
        ) numbered WHERE right(number, 6)::bigint <> place""",
    "closed_entries": """
        SELECT 'bookclosing:' || closing.id || ':' || kind.name,
               (closing.entries -> kind.name ->> 'fen')::bigint, found.fen
        FROM market_bookclosing closing
        CROSS JOIN (VALUES ('charge'), ('payment'), ('allocation')) AS kind (name)
        CROSS JOIN LATERAL (
            SELECT count(*) AS count, coalesce(sum(amount_fen), 0)::bigint AS fen
            FROM market_book_entries(
                closing.market_id, closing.starts_on::timestamp AT TIME ZONE 'Asia/Shanghai',
                (closing.until + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') entry
            WHERE entry.kind = kind.name
        ) found
        WHERE closing.state = 'closed'
          AND (found.count, found.fen) <> ((closing.entries -> kind.name ->> 'count')::bigint,
                                           (closing.entries -> kind.name ->> 'fen')::bigint)
          AND (%(market)s::bigint IS NULL OR closing.market_id = %(market)s)""",
    "debits_and_credits": """
        SELECT 'bookclosing:' || closing.id, sum((said.value ->> 'debit')::bigint)::bigint,
               sum((said.value ->> 'credit')::bigint)::bigint
        FROM market_bookclosing closing CROSS JOIN LATERAL jsonb_each(closing.totals) said
        WHERE (%(market)s::bigint IS NULL OR closing.market_id = %(market)s)
        GROUP BY closing.id
        HAVING sum((said.value ->> 'debit')::bigint) <> sum((said.value ->> 'credit')::bigint)""",
    "account_code": """
        SELECT 'feeitem:' || item.id, count(*)::bigint, 0::bigint
        FROM market_feeitem item JOIN market_charge charge ON charge.item_id = item.id
        JOIN market_account account ON account.id = charge.account_id
        WHERE item.account_code <> ''
          AND NOT EXISTS (
              SELECT FROM market_ledgeraccount ledger WHERE ledger.code = item.account_code)
          AND (%(market)s::bigint IS NULL OR market_id = %(market)s)
        GROUP BY item.id""",
}
# of the frozen journals, which are text: read rather than asked for
FROZEN = "closed_journal"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the books do not agree: what is kept (`said`) and what the entries say (`found`).

    In fen; of receipts' numbers the number, of two accounts their ids, of a frozen journal 1
    and 0. thing: noun and id, such as charge:12.
    """

    check: str
    thing: str
    said: int
    found: int


def names_of_checks() -> tuple[str, ...]:
    """What is looked at, in order."""
    return (*CHECKS, FROZEN)


def differences(market: Market | None = None) -> list[Difference]:
    """Every difference in the books of a market, or of all of them. As many queries as checks."""
    found = []
    with connection.cursor() as cursor:
        for name, question in CHECKS.items():
            cursor.execute(question, {"market": market.pk if market else None})
            found += [Difference(name, *row) for row in cursor.fetchall()]
    return [*found, *_frozen(market)]


def _frozen(market: Market | None) -> Iterator[Difference]:
    """Closings whose frozen journal is not what its digest was made of."""
    closings = BookClosing.objects.order_by("pk")
    if market is not None:
        closings = closings.filter(market=market)
    for closing in closings.iterator(chunk_size=20):
        text = _thawed(bytes(closing.journal))
        if hashlib.sha256(text).hexdigest() != closing.sha256:
            yield Difference(FROZEN, f"bookclosing:{closing.pk}", 1, 0)


def _thawed(journal: bytes) -> bytes:
    try:
        return gzip.decompress(journal)
    except (OSError, EOFError):
        return b""

"""Is it still true, and is this the hour to say it? Asked again right before anything is said."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from market.core.hours import local_day
from market.core.phrases import AT_ANY_HOUR, DESPITE_SILENCE
from market.core.quiet_hours import QUIET_FROM, QUIET_UNTIL, earliest
from market.models import Market, Notice
from market.queries.bills import open_bills
from market.queries.papers import NEWER

BILL_OCCASIONS = ("rent_due", "rent_overdue")

# A notice about a bill has the subject account:12 and the fact due_on; one about a paper, the
# subject permit:12 and the fact expires_on. When the date is moved, another notice is planned
# under another key, and the old one is not true any more.
_REASON = f"""
CASE
    WHEN notice.stale_at <= %(at)s THEN 'too late to be said'
    WHEN %(now)s AND vendor.silent_until >= %(on)s AND notice.occasion <> ALL(%(despite)s)
        THEN 'asked for silence'
    WHEN notice.occasion IN ('rent_due', 'rent_overdue') THEN CASE WHEN NOT EXISTS (
            SELECT FROM market_charge charge
            WHERE charge.account_id = split_part(notice.subject, ':', 2)::bigint
              AND charge.due_on = (notice.facts->>'due_on')::date AND charge.open_fen > 0)
        THEN 'paid' END
    WHEN notice.occasion IN ('permit_expiring', 'permit_lapsed') THEN (
        SELECT CASE
            WHEN permit.state = 'replaced' OR EXISTS ({NEWER}) THEN 'renewed'
            WHEN permit.state <> 'accepted' THEN 'not in force any more'
            WHEN permit.expires_on IS DISTINCT FROM (notice.facts->>'expires_on')::date
                THEN 'its date was moved'
            WHEN permit.renewal_in_time THEN 'its renewal is applied for'
            WHEN worker.until < %(on)s THEN 'the worker has left'
        END
        FROM market_permit permit LEFT JOIN market_worker worker ON worker.id = permit.worker_id
        WHERE permit.id = split_part(notice.subject, ':', 2)::bigint)
    WHEN notice.occasion = 'invited' THEN (
        SELECT CASE
            WHEN invitation.taken_at IS NOT NULL THEN 'done'
            WHEN invitation.withdrawn_at IS NOT NULL THEN 'taken back'
        END
        FROM market_invitation invitation
        WHERE invitation.id = split_part(notice.subject, ':', 2)::bigint)
END
"""  # noqa: S608 — put together from constants

# what may have been handed over already is not called off but left in doubt
_CALL_OFF = """
WITH looked AS MATERIALIZED (
    SELECT notice.id, {reason} AS reason
    FROM market_notice notice LEFT JOIN market_vendor vendor ON vendor.id = notice.vendor_id
    WHERE {which}
), vain AS MATERIALIZED (
    SELECT notice.id, looked.reason
    FROM market_notice notice JOIN looked ON looked.id = notice.id
    WHERE looked.reason IS NOT NULL AND {which}
    ORDER BY notice.id FOR UPDATE OF notice SKIP LOCKED
)
UPDATE market_notice notice
SET state = CASE WHEN handoff_at IS NULL THEN 'cancelled' ELSE 'unknown' END,
    reason = vain.reason, claim_token = NULL, claim_until = NULL, digest_id = NULL
FROM vain WHERE notice.id = vain.id
RETURNING notice.id, notice.key, vain.reason
"""
CALL_OFF_WAITING = _CALL_OFF.format(
    reason=_REASON, which="notice.state = 'pending' AND notice.next_attempt_at >= %(since)s"
)
CALL_OFF_CLAIMED = _CALL_OFF.format(
    reason=_REASON, which="notice.claim_token = %(token)s AND notice.id = ANY(%(ids)s)"
)
CALL_OFF_PARTS = _CALL_OFF.format(
    reason=_REASON, which="notice.digest_id = ANY(%(wholes)s) AND notice.state = 'bundled'"
)

HUSH = """
WITH early AS MATERIALIZED (
    SELECT notice.id, quiet.ends_at
    FROM market_notice notice
    JOIN unnest(%(markets)s::bigint[], %(ends)s::timestamptz[]) quiet (market_id, ends_at)
      ON quiet.market_id IS NOT DISTINCT FROM notice.market_id
    WHERE notice.state = 'pending' AND notice.next_attempt_at BETWEEN %(since)s AND %(at)s
      AND NOT notice.at_once AND notice.occasion <> ALL(%(any_hour)s)
    ORDER BY notice.id FOR UPDATE OF notice SKIP LOCKED
)
UPDATE market_notice notice SET next_attempt_at = early.ends_at
FROM early WHERE notice.id = early.id
"""
# the same for the hours in which a vendor would not be told: as they were when it was planned,
# or as they are
HUSH_READERS = """
WITH due AS MATERIALIZED (
    SELECT notice.id, (%(at)s AT TIME ZONE 'Asia/Shanghai')::date AS day,
           (%(at)s AT TIME ZONE 'Asia/Shanghai')::time AS hour,
           coalesce(notice.quiet_from, vendor.quiet_from) AS quiet_from,
           coalesce(notice.quiet_until, vendor.quiet_until) AS quiet_until
    FROM market_notice notice JOIN market_vendor vendor ON vendor.id = notice.vendor_id
    WHERE notice.state = 'pending' AND notice.next_attempt_at BETWEEN %(since)s AND %(at)s
      AND NOT notice.at_once AND notice.occasion <> ALL(%(any_hour)s)
      AND coalesce(notice.quiet_from, vendor.quiet_from) IS NOT NULL
    ORDER BY notice.id FOR UPDATE OF notice SKIP LOCKED
)
UPDATE market_notice notice
SET next_attempt_at = (due.day + due.quiet_until + CASE WHEN due.hour >= due.quiet_until
        THEN interval '1 day' ELSE interval '0' END) AT TIME ZONE 'Asia/Shanghai'
FROM due WHERE notice.id = due.id AND CASE WHEN due.quiet_from <= due.quiet_until
    THEN due.hour >= due.quiet_from AND due.hour < due.quiet_until
    ELSE due.hour >= due.quiet_from OR due.hour < due.quiet_until END
"""


def hush(*, at: datetime, since: datetime) -> None:
    """Put off what is due where, or for whom, it is quiet now, until the quiet hours end.

    since: nothing has waited for longer.
    """
    markets = list(Market.objects.values_list("pk", "quiet_from", "quiet_until"))
    ends = [
        (market, earliest(at, quiet_from, quiet_until))
        for market, quiet_from, quiet_until in [*markets, (None, QUIET_FROM, QUIET_UNTIL)]
    ]
    quiet = [(market, end) for market, end in ends if end > at]
    given: dict[str, Any] = {
        "at": at,
        "since": since,
        "any_hour": AT_ANY_HOUR,
        "markets": [market for market, _ in quiet],
        "ends": [end for _, end in quiet],
    }
    with connection.cursor() as cursor:
        cursor.execute(HUSH_READERS, given)
        if quiet:
            cursor.execute(HUSH, given)


def call_off_waiting(*, at: datetime, since: datetime) -> list[tuple[int, str, str]]:
    """Call off every notice that waits in vain: (id, key, reason) of each.

    since: nothing has waited for longer.
    """
    return _call_off(CALL_OFF_WAITING, at=at, since=since, now=False)


def call_off_claimed(
    notices: Sequence[Notice], *, token: uuid.UUID, at: datetime
) -> list[tuple[int, str, str]]:
    """Call off what was settled since it was planned, and what a vendor asked not to hear today."""
    ids = [notice.pk for notice in notices]
    return _call_off(CALL_OFF_CLAIMED, at=at, now=True, ids=ids, token=token)


def call_off_parts(wholes: Sequence[Notice], *, at: datetime) -> list[tuple[int, str, str]]:
    """The same for what is to be said together in these digests."""
    return _call_off(CALL_OFF_PARTS, at=at, now=True, wholes=[whole.pk for whole in wholes])


def _call_off(statement: str, *, at: datetime, **which: Any) -> list[tuple[int, str, str]]:
    given = {"at": at, "on": local_day(at), "despite": DESPITE_SILENCE, **which}
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def freshen(notices: Sequence[Notice]) -> None:
    """Bring the amounts of bills up to date, in memory: a part may have been paid since.

    What was perhaps handed over already keeps its words: a provider knows a message by its key
    and its text.
    """
    about = {
        notice.pk: (
            int(notice.subject.partition(":")[2]),
            date.fromisoformat(notice.facts["due_on"]),
        )
        for notice in notices
        if notice.occasion in BILL_OCCASIONS and notice.handoff_at is None
    }
    bills = open_bills(set(about.values()))
    for notice in notices:
        bill = bills.get(about[notice.pk]) if notice.pk in about else None
        if bill is not None:
            notice.facts = {**notice.facts, **bill.facts(notice.language)}

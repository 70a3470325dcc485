"""What is to be said: written down once, as rows. Saying it is the deliverer's business."""

import json
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from market.core.phrases import compose
from market.models import Market, Notice, User, Vendor

log = logging.getLogger(__name__)

# for how long news is still worth telling
KEEPS = timedelta(days=7)
BELL = "market.deliver_notices"

_COLUMNS = [field for field in Notice._meta.concrete_fields if not field.primary_key]
# the rows come as JSON, and PostgreSQL reads every column as what it is
_INSERT = """
INSERT INTO market_notice ({columns})
SELECT {columns} FROM jsonb_populate_recordset(NULL::market_notice, %s::jsonb)
WITH ORDINALITY ORDER BY ordinality
ON CONFLICT (key) DO NOTHING RETURNING public_id
"""


def say(
    occasion: str,
    *,
    subject: str,
    vendor: Vendor | None,
    key: str,
    facts: Mapping[str, Any],
    at: datetime,
    market: Market | None = None,
    user: User | None = None,
    language: str = "",
    not_before: datetime | None = None,
    stale_at: datetime | None = None,
    bundles: bool = False,
) -> None:
    """Write down, inside the caller's transaction, what is to be said. Said twice, it is one.

    occasion: one of phrases.OCCASIONS, with every fact that it asks for; facts travel as JSON.
    subject: what it is about, such as application:12. key: what makes it this very message.
    language: of a reader whom the house does not know yet.
    bundles: it may be said together with what else there is that day.
    It is not said before `not_before`, nor after `stale_at` (a week, when left out). Whether it
    is a decent hour, and whether the vendor asked for silence, is asked when it is delivered.
    It goes by the first of the settings' channels, and where that refuses for good by the next.
    Once the transaction is committed this will ring for that. Raises KeyError for a missing fact.
    """
    opens = not_before or at
    first = settings.NOTICE_CHANNELS[0]
    notice = draft(
        occasion,
        subject=subject,
        key=f"{key}/{first}",
        channel=first,
        vendor=vendor,
        user=user,
        language=language,
        market=market,
        facts=facts,
        not_before=opens,
        stale_at=stale_at or opens + KEEPS,
        at=at,
    )
    notice.bundles = bundles
    insert([notice])
    if opens <= at:
        transaction.on_commit(ring)


def draft(
    occasion: str,
    *,
    subject: str,
    key: str,
    channel: str,
    vendor: Vendor | None,
    market: Market | None,
    facts: Mapping[str, Any],
    not_before: datetime,
    stale_at: datetime,
    at: datetime,
    user: User | None = None,
    language: str = "",
) -> Notice:
    """A notice in the reader's language, not yet a row."""
    reader = vendor or user
    spoken = reader.language if reader else language or settings.LANGUAGE_CODE
    words = compose(occasion, spoken, facts)
    return Notice(
        key=key,
        occasion=occasion,
        subject=subject,
        vendor=vendor,
        user=user,
        market=market,
        channel=channel,
        channels=list(settings.NOTICE_CHANNELS),
        language=spoken,
        facts=dict(facts),
        title=words.title[:200],
        body=words.body,
        not_before=not_before,
        stale_at=stale_at,
        planned_at=at,
        next_attempt_at=max(not_before, at),
    )


def insert(notices: Iterable[Notice]) -> list[Notice]:
    """Make rows of them, but for those that are rows already, in one statement. Those that are new.

    In the order of their keys, so that two planners at once wait for each other and do not
    lock each other out.
    """
    ordered = sorted(notices, key=lambda notice: notice.key)
    if not ordered:
        return []
    names = [field.attname for field in _COLUMNS]
    rows = [{name: getattr(notice, name) for name in names} for notice in ordered]
    columns = ", ".join(f'"{field.column}"' for field in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(columns=columns), [json.dumps(rows, default=str)])
        written = {public_id for (public_id,) in cursor.fetchall()}
    return [notice for notice in ordered if notice.public_id in written]


def ring() -> None:
    """Ask for a delivery now. Without a broker the next sweep finds the same rows."""
    try:
        current_app.send_task(BELL, expires=25)
    except OperationalError as fault:
        log.warning("the bell is out of order, the next sweep will deliver: %s", fault)

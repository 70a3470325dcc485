"""One message a day: what a reader is to hear on one day is said together.

A part keeps its row and its reason; it is `bundled` and points at the digest, which is a notice
like any other and goes the way of all notices. Legal notices are never bundled, nor is what was
tried already or taken up by a person.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, prefetch_related_objects

from market.actions.last_looks import call_off_parts, freshen
from market.core.hours import local_day, start_of
from market.core.periods import ONE_DAY
from market.core.phrases import compose
from market.core.states import NoticeState
from market.models import Notice

OCCASION = "digest"
EMPTY = "nothing is left to say"
# who has more to hear than this reads the rest on their page
MOST_LINES = 8

# Who was told something today hears the rest tomorrow, or not at all where it is stale by then.
# A reader is a vendor or somebody of the house; each is looked up by its own index.
_TOLD = """
    SELECT FROM market_notice told
    WHERE told.{reader} = notice.{reader} AND (told.bundles OR told.occasion = 'digest')
      AND told.state IN ('sending', 'sent', 'unknown')
      AND coalesce(told.sent_at, told.handoff_at) >= %(midnight)s
"""
_PUT_OFF = f"""
WITH late AS MATERIALIZED (
    SELECT notice.id, notice.stale_at > notice.next_attempt_at + interval '1 day' AS keeps
    FROM market_notice notice
    WHERE notice.bundles AND notice.state = 'pending' AND notice.attempts = 0
      AND notice.handoff_at IS NULL AND notice.trail = '[]'
      AND notice.next_attempt_at >= %(midnight)s AND notice.next_attempt_at < %(tomorrow)s
      AND (EXISTS ({_TOLD.format(reader="vendor_id")}) OR EXISTS ({_TOLD.format(reader="user_id")}))
    ORDER BY notice.id FOR UPDATE OF notice SKIP LOCKED
)
UPDATE market_notice notice
SET next_attempt_at = notice.next_attempt_at + CASE WHEN late.keeps
        THEN interval '1 day' ELSE interval '0' END,
    state = CASE WHEN late.keeps THEN 'pending' ELSE 'cancelled' END,
    reason = CASE WHEN late.keeps THEN notice.reason ELSE 'one message a day was enough' END
FROM late WHERE notice.id = late.id
"""  # noqa: S608 — put together from constants

# readers and days with more than one thing to be said, or with one beside a digest that waits
_TOGETHER = """
SELECT loose.vendor_id, loose.user_id, loose.day, loose.ids, whole.id
FROM (
    SELECT vendor_id, user_id, (next_attempt_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
           array_agg(id ORDER BY next_attempt_at, id) AS ids
    FROM market_notice
    WHERE bundles AND state = 'pending' AND attempts = 0 AND handoff_at IS NULL AND trail = '[]'
      AND next_attempt_at >= %(midnight)s
    GROUP BY 1, 2, 3
) loose
LEFT JOIN market_notice whole ON whole.state = 'pending' AND whole.attempts = 0
    AND whole.handoff_at IS NULL
    AND whole.key = 'digest/' || CASE WHEN loose.user_id IS NULL
        THEN 'vendor:' || loose.vendor_id ELSE 'user:' || loose.user_id END || '/' || loose.day
WHERE cardinality(loose.ids) > 1 OR whole.id IS NOT NULL
ORDER BY loose.day, loose.vendor_id, loose.user_id
"""

_BIND = """
UPDATE market_notice notice SET state = 'bundled', digest_id = bound.whole
FROM unnest(%(parts)s::bigint[], %(wholes)s::bigint[]) bound (part, whole)
WHERE notice.id = bound.part
"""


@transaction.atomic
def bundle(*, at: datetime) -> int:
    """Put together what a reader is to hear on one day. How many parts were put in a digest.

    Doing it again changes nothing. What comes to nothing later is left out by the last look.
    """
    midnight = start_of(local_day(at))
    given: dict[str, Any] = {"midnight": midnight, "tomorrow": midnight + ONE_DAY}
    with connection.cursor() as cursor:
        cursor.execute(_PUT_OFF, given)
        cursor.execute(_TOGETHER, given)
        groups = cursor.fetchall()
    if not groups:
        return 0
    bound = _put_together(groups, at=at)
    _keep(_reword(_waiting().filter(pk__in={part.digest_id for part in bound})))
    return len(bound)


@transaction.atomic
def thin_out(*, at: datetime) -> None:
    """Parts that have come to nothing leave the digests of today; one without parts is called off."""
    midnight = start_of(local_day(at))
    today = _waiting().filter(next_attempt_at__gte=midnight, next_attempt_at__lt=midnight + ONE_DAY)
    _keep(_reword(today))


def _put_together(groups: list[Any], *, at: datetime) -> list[Notice]:
    ids = [one for _, _, _, parts, _ in groups for one in parts]
    loose = Notice.objects.filter(pk__in=ids, state=NoticeState.PENDING)
    rows = {row.pk: row for row in loose.select_for_update(skip_locked=True)}
    # what is being said by now takes up nothing more; what takes up something is not said meanwhile
    standing = _waiting().filter(pk__in=[whole for *_, whole in groups if whole is not None])
    open_still = set(standing.values_list("pk", flat=True))
    fresh: list[tuple[Notice, list[Notice]]] = []
    bound: list[Notice] = []
    for _, _, day, numbers, whole in groups:
        mine = [rows[number] for number in numbers if number in rows]
        if whole is not None:
            for part in mine:
                part.digest_id = whole if whole in open_still else None
        elif len(mine) > 1:
            fresh.append((_digest(mine, day, at=at), mine))
        else:
            continue
        bound += mine
    Notice.objects.bulk_create([one for one, _ in fresh], ignore_conflicts=True)
    keys = [one.key for one, _ in fresh]
    # one that had nothing left to say has something again
    emptied = Notice.objects.filter(key__in=keys, state=NoticeState.CANCELLED, reason=EMPTY)
    emptied.update(state=NoticeState.PENDING, reason="")
    made = _waiting().filter(key__in=keys)
    numbers_of = dict(made.values_list("key", "pk"))
    for one, mine in fresh:
        for part in mine:
            part.digest_id = numbers_of.get(one.key)
    bound = [part for part in bound if part.digest_id is not None]
    pairs = {part.pk: part.digest_id for part in bound}
    with connection.cursor() as cursor:
        cursor.execute(_BIND, {"parts": list(pairs), "wholes": list(pairs.values())})
    return bound


def _digest(parts: list[Notice], day: date, *, at: datetime) -> Notice:
    """A notice that says what its parts say. It is said when the first of them would be."""
    first = parts[0]
    reader = f"vendor:{first.vendor_id}" if first.vendor_id else f"user:{first.user_id}"
    words = _words(parts)
    return Notice(
        key=f"{OCCASION}/{reader}/{day}",
        occasion=OCCASION,
        subject=reader,
        vendor_id=first.vendor_id,
        user_id=first.user_id,
        market_id=first.market_id,
        channel=first.channel,
        channels=first.channels,
        language=first.language,
        quiet_from=first.quiet_from,
        quiet_until=first.quiet_until,
        not_before=max(part.not_before for part in parts),
        stale_at=min(part.stale_at for part in parts),
        planned_at=at,
        next_attempt_at=max(part.next_attempt_at for part in parts),
        **words,
    )


def _words(parts: Iterable[Notice]) -> dict[str, Any]:
    mine = sorted(parts, key=lambda part: (part.next_attempt_at, part.pk or 0))
    language = mine[0].language
    mark = "；" if language.startswith("zh") else "; "
    titles = [part.title.replace("：", " ") if mark == "；" else part.title for part in mine]
    more = ("……" if mark == "；" else " …") if len(titles) > MOST_LINES else ""
    facts = {"count": str(len(mine)), "lines": mark.join(titles[:MOST_LINES]) + more}
    words = compose(OCCASION, language, facts)
    return {"facts": facts, "title": words.title, "body": words.body}


def _waiting() -> QuerySet[Notice]:
    """Digests that nobody has tried to say yet, locked."""
    waiting = Notice.objects.filter(
        occasion=OCCASION, state=NoticeState.PENDING, attempts=0, handoff_at=None
    )
    return waiting.select_for_update(skip_locked=True)


def _keep(changed: list[Notice]) -> None:
    Notice.objects.bulk_update(
        changed, ["state", "reason", "facts", "title", "body", "stale_at"], batch_size=500
    )


def last_look(
    claimed: Iterable[Notice], *, token: uuid.UUID, at: datetime
) -> list[tuple[int, str, str]]:
    """Leave what has come to nothing out of digests that are about to be said, in memory.

    One in which nothing is left is called off: (id, key, reason) of each. One that was perhaps
    handed over already keeps its words.
    """
    wholes = [each for each in claimed if each.occasion == OCCASION and each.handoff_at is None]
    if not wholes:
        return []
    call_off_parts(wholes, at=at)
    empty = [whole for whole in _reword(wholes) if whole.state == NoticeState.CANCELLED]
    Notice.objects.filter(pk__in=[whole.pk for whole in empty], claim_token=token).update(
        state=NoticeState.CANCELLED, reason=EMPTY, claim_token=None, claim_until=None
    )
    return [(whole.pk, whole.key, EMPTY) for whole in empty]


def _reword(wholes: Iterable[Notice]) -> list[Notice]:
    """What has changed, in memory: other words, or called off as EMPTY where no part is left."""
    listed = list(wholes)
    prefetch_related_objects(listed, "parts")
    _refresh([part for whole in listed for part in whole.parts.all()])
    changed: list[Notice] = []
    for whole in listed:
        parts = [part for part in whole.parts.all() if part.state == NoticeState.BUNDLED]
        words = _words(parts) if parts else {}
        if not parts:
            whole.state, whole.reason = NoticeState.CANCELLED, EMPTY
        elif words["facts"] != whole.facts:
            whole.facts, whole.title, whole.body = words["facts"], words["title"], words["body"]
            whole.stale_at = min(part.stale_at for part in parts)
        else:
            continue
        changed.append(whole)
    return changed


def _refresh(parts: list[Notice]) -> None:
    """Amounts as they are now, in memory: a part may have been paid since."""
    freshen(parts)
    for part in parts:
        part.title = compose(part.occasion, part.language, part.facts, part.channel).title[:200]

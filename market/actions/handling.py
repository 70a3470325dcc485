"""What a person does to one message: again, now, by another way, phoned, arrived after all, dropped."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from market import rules
from market.actions.moves import move
from market.actions.notices import ring
from market.actions.outcomes import trailing
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.core.states import NOTICE, NoticeState
from market.documents import evidence as papers
from market.models import Document, Market, Notice
from market.queries.readers import reader_of

# a message that was taken up again is worth saying for a while
WORTH = timedelta(days=3)
CALL_AGAIN = timedelta(hours=3)


@transaction.atomic
def retry(
    notice: Notice, *, channel: str = "", reason: str = "", by: Actor, at: datetime
) -> Notice:
    """Say what failed, or hangs in doubt, once more: by the same way, or by another.

    The key for the provider stays the same. Whoever says again what may have arrived should have
    asked before. Raises Invalid("no_such_way").
    """
    rules.require(by, "notice.retry", notice)
    way = channel or notice.channel
    if way not in settings.CHANNELS:
        raise Invalid("no_such_way", "There is no such way for a message.", field="channel")
    columns = {"channel": way, "attempts": 0, "lookups": 0, "handoff_at": None}
    late = max(notice.stale_at, at + WORTH)
    _moved(notice, "retry", reason, by, at, next_attempt_at=at, stale_at=late, **columns)
    transaction.on_commit(ring)
    return notice


@transaction.atomic
def retry_all(notices: Sequence[Notice], *, channel: str, by: Actor, at: datetime) -> int:
    """The same for several; those that have moved on meanwhile are left alone. How many there were."""
    done = 0
    for notice in notices:
        try:
            with transaction.atomic():
                retry(notice, channel=channel, by=by, at=at)
        except Conflict:
            continue
        done += 1
    return done


@transaction.atomic
def hurry(notice: Notice, *, by: Actor, at: datetime) -> Notice:
    """Say it now, also in quiet hours. The last look is taken all the same."""
    rules.require(by, "notice.hurry", notice)
    if notice.stale_at <= at:
        raise Conflict("too_late", "It is too late to say this.")
    _moved(notice, "hurry", "", by, at, at_once=True, next_attempt_at=at, bundles=False)
    transaction.on_commit(ring)
    return notice


@transaction.atomic
def arrived(notice: Notice, *, reason: str, by: Actor, at: datetime) -> Notice:
    """Somebody asked, and it had arrived, or the reader knows by now. reason: how one knows."""
    rules.require(by, "notice.arrived", notice)
    return _moved(notice, "arrived", reason, by, at, sent_at=at)


@transaction.atomic
def reached(notice: Notice, *, reason: str = "", by: Actor, at: datetime) -> Notice:
    """The reader was phoned, or has the slip. reason: a word on what was said."""
    rules.require(by, "notice.reached", notice)
    _require_by_hand(notice)
    return _moved(
        notice, "reached", reason, by, at, sent_at=at, delivered_at=at, attempts=notice.attempts + 1
    )


@transaction.atomic
def missed(notice: Notice, *, reason: str = "", by: Actor, at: datetime) -> Notice:
    """Nobody answered: it comes up on the list again after a while."""
    rules.require(by, "notice.missed", notice)
    _require_by_hand(notice)
    again_at = at + CALL_AGAIN
    return _moved(
        notice,
        "missed",
        reason,
        by,
        at,
        next_attempt_at=again_at,
        attempts=notice.attempts + 1,
    )


@transaction.atomic
def drop(notice: Notice, *, reason: str, by: Actor, at: datetime) -> Notice:
    """Leave it unsaid, for a reason that is kept."""
    rules.require(by, "notice.drop", notice)
    if not reason.strip():
        raise Invalid("no_reason", "Please say why.", field="reason")
    return _moved(notice, "drop", reason, by, at)


@transaction.atomic
def handed_out(notices: Sequence[Notice], *, by: Actor, at: datetime) -> int:
    """The printed slips are where they belong. How many there were."""
    for notice in notices:
        reached(notice, by=by, at=at)
    return len(notices)


def evidence(notice: Notice, *, by: Actor, at: datetime) -> Document:
    """Freeze what is known of a message that was said: the words, the way, and how it went.

    The same paper again while nothing was added. Raises Conflict("not_said").
    """
    rules.require(by, "notice.print", notice)
    if notice.sent_at is None:
        raise Conflict("not_said", "This was not said yet; there is nothing to prove.")
    return papers.freeze(notice, to=reader_of(notice), market=_market_of(notice), at=at)


def _moved(
    notice: Notice, name: str, reason: str, by: Actor, at: datetime, **columns: Any
) -> Notice:
    move(notice, NOTICE, name, by=by, at=at, reason=reason, **columns)
    words = reason.strip()[:200]
    trail = trailing(notice, name, f"{by.name}: {words}" if words else by.name, at=at)
    rows = Notice.objects.filter(pk=notice.pk)
    kept = words if notice.state == NoticeState.CANCELLED else ""
    rows.update(reason=kept, trail=trail)
    notice.refresh_from_db()
    return notice


def _require_by_hand(notice: Notice) -> None:
    if notice.channel not in settings.BY_HAND:
        raise Conflict("not_by_hand", "This message is not on the list of calls or slips.")


def _market_of(notice: Notice) -> Market:
    if notice.market is not None:
        return notice.market
    here = Q(accounts__vendor=notice.vendor) if notice.vendor_id else Q()
    found = Market.objects.filter(here).order_by("pk").first() or Market.objects.order_by("pk")[0]
    return found

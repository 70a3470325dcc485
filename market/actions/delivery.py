"""Saying what is due: claim, last look, hand-off, outcome; and finding out what a dead worker left.

Facts and intentions are in the rows. Whoever calls here, however often and at whatever moment it
dies, nothing is lost; and nothing is said twice by a channel that knows a key again or answers
when asked. What went out by any other channel and was never answered ends as unknown.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from market import rules
from market.actions import claims, footing, heartbeats, last_looks, outcomes, paces, recipients
from market.channels import (
    AfterCrash,
    Answering,
    ByConsent,
    Gone,
    Later,
    Permanent,
    Temporary,
)
from market.channels.registry import channel_named, channel_names
from market.core.actors import Actor
from market.core.phrases import compose
from market.core.reasons import NO_ANSWER, NO_CONSENT
from market.core.reports import Line, Report
from market.models import Contact, Notice

BATCH = 20
MOST = 1000

# how far behind a provider's answers may lag, and how long to wait between two questions
GRACE = timedelta(minutes=15)
ASK_AGAIN = timedelta(minutes=5)
ENOUGH_NOES = 2
STOP_ASKING = timedelta(days=1)
NO_TIME = timedelta()
TICK = "deliver_notices"


def deliver_due(*, by: Actor, at: datetime, limit: int = MOST) -> Report:
    """This will say everything that is due at this moment, a few at a time, at most `limit`.

    Not to be called inside a transaction: what has left the house cannot be rolled back.
    """
    rules.require(by, "notice.send", None)
    token = uuid.uuid4()
    counts = Counter(due=0, sent=0)
    lines: list[Line] = []
    full: set[str] = set()
    footing.check(at=at)
    for notice, contact in _ready(token, counts, lines, full, at=at, limit=limit, for_good=True):
        done = _say(notice, contact, full, token=token, at=at)
        counts[done] += 1
        lines.append(Line(done, notice.key, notice.title))
    return Report("deliver_notices", dict(counts), tuple(lines))


def would_deliver(*, by: Actor, at: datetime, limit: int = MOST) -> Report:
    """The same up to the hand-off, which is left out. For a transaction that is rolled back."""
    rules.require(by, "notice.send", None)
    counts = Counter(due=0)
    lines: list[Line] = []
    footing.check(at=at)
    ready = _ready(uuid.uuid4(), counts, lines, set(), at=at, limit=limit, for_good=False)
    for notice, _contact in ready:
        lines.append(Line("due", notice.key, notice.title))
    return Report("deliver_notices", dict(counts), tuple(lines))


def _ready(
    token: uuid.UUID,
    counts: Counter[str],
    lines: list[Line],
    full: set[str],
    *,
    at: datetime,
    limit: int,
    for_good: bool,
) -> Iterator[tuple[Notice, Contact | None]]:
    """Claim batch after batch, and yield what is still true, in fresh words.

    full: the channels that are used as often as they may be, to which more is added meanwhile.
    """
    last_looks.hush(at=at)
    channels = channel_names()
    left = limit
    while left > 0:
        heartbeats.beat(TICK)
        ways = [name for name in channels if name not in full]
        with transaction.atomic(durable=for_good):
            batch = claims.claim(at=at, channels=ways, most=min(BATCH, left), token=token)
            vain = last_looks.call_off_claimed(batch, token=token, at=at)
        if not batch:
            return
        left -= len(batch)
        counts["due"] += len(batch)
        if vain:
            counts["cancelled"] += len(vain)
            lines.extend(Line("cancelled", key, reason) for _, key, reason in vain)
        gone = {number for number, _, _ in vain}
        true_still = [notice for notice in batch if notice.pk not in gone]
        last_looks.freshen(true_still)
        contacts = recipients.contacts_of(true_still)
        for notice in true_still:
            _word(notice)
            yield notice, contacts.get(notice.pk)


def _word(notice: Notice) -> None:
    """The words as of now. What was perhaps handed over already is said again in the same words."""
    if notice.handoff_at is None:
        words = compose(notice.occasion, notice.language, notice.facts, notice.channel)
        notice.title, notice.body = words.title[:200], words.body


def _say(
    notice: Notice,
    contact: Contact | None,
    full: set[str],
    *,
    token: uuid.UUID,
    at: datetime,
) -> str:
    """Hand one notice over. Answers in a word how it went."""
    channel = channel_named(notice.channel)
    if wait := paces.take(notice.channel):
        full.add(notice.channel)
        return outcomes.wait_turn(notice, wait, token=token, at=at)
    if not claims.mark(notice, token=token):
        return "taken by another"
    spent = isinstance(channel, ByConsent)
    if spent and not recipients.spend(contact):
        return outcomes.refused(notice, NO_CONSENT, token=token, at=at)
    try:
        receipt = channel.send(recipients.message(notice, contact, at=at))
    except (Permanent, Temporary) as fault:
        if spent:
            recipients.give_back(contact)
        return _not_taken(notice, contact, fault, token=token, at=at)
    except Exception as fault:  # whatever else went wrong, it may have arrived
        return outcomes.unsure(notice, f"{type(fault).__name__}: {fault}", token=token, at=at)
    return outcomes.sent(notice, receipt, at=at)


def _not_taken(
    notice: Notice,
    contact: Contact | None,
    fault: Permanent | Temporary,
    *,
    token: uuid.UUID,
    at: datetime,
) -> str:
    if isinstance(fault, Gone):
        recipients.note_gone(contact, at=at)
    if isinstance(fault, Temporary):
        counts = not isinstance(fault, Later)
        return outcomes.put_off(notice, str(fault), token=token, at=at, counts=counts)
    return outcomes.refused(notice, str(fault), token=token, at=at)


def reap(*, by: Actor, at: datetime, limit: int = MOST) -> Report:
    """This will end the claims of workers that never came back, by what each channel can do.

    Never handed over: it waits again. Handed over: said again under the same key, asked about,
    or left to a person, who sees it as unknown.
    """
    rules.require(by, "notice.send", None)
    token = uuid.uuid4()
    with transaction.atomic(durable=True):
        counts = Counter(freed=claims.free(most=limit))
        in_doubt = claims.take_over(most=limit, token=token)
    counts["in doubt"] = len(in_doubt)
    lines: list[Line] = []
    for notice, since in in_doubt:
        done = _find_out(notice, since, token=token, at=at)
        counts[done] += 1
        lines.append(Line(done, notice.key))
    return Report("reap_notices", dict(counts), tuple(lines))


def would_reap(*, by: Actor, at: datetime, limit: int = MOST) -> Report:
    """What reaping would find, asking nobody. For a transaction that is rolled back."""
    rules.require(by, "notice.send", None)
    counts = {"freed": claims.free(most=limit)}
    counts["in doubt"] = len(claims.take_over(most=limit, token=uuid.uuid4()))
    return Report("reap_notices", counts)


def _find_out(notice: Notice, since: timedelta, *, token: uuid.UUID, at: datetime) -> str:
    """What became of a notice that was handed over `since` ago."""
    try:
        channel = channel_named(notice.channel)
    except KeyError:
        return outcomes.unknown(notice, NO_ANSWER, token=token, at=at)

    match channel.after_crash:
        case AfterCrash.KEY if since < (channel.key_life or NO_TIME):
            return outcomes.put_off(notice, NO_ANSWER, token=token, at=at)
        case AfterCrash.QUERY if isinstance(channel, Answering) and since < STOP_ASKING:
            return _ask(channel, notice, since, token=token, at=at)
        case _:
            return outcomes.unknown(notice, NO_ANSWER, token=token, at=at)


def _ask(
    channel: Answering, notice: Notice, since: timedelta, *, token: uuid.UUID, at: datetime
) -> str:
    try:
        contact = recipients.contacts_of([notice]).get(notice.pk)
        receipt = channel.find(recipients.message(notice, contact, at=at))
    except Exception:  # no answer is no news: ask again
        return outcomes.look_again(notice, token=token, after=ASK_AGAIN)
    if receipt is not None:
        return outcomes.sent(notice, receipt, at=at)
    if since < GRACE:
        return outcomes.look_again(notice, token=token, after=GRACE - since)
    if notice.lookups + 1 < ENOUGH_NOES:
        return outcomes.look_again(notice, token=token, after=ASK_AGAIN, seen=1)
    return outcomes.never_arrived(notice, token=token, at=at)

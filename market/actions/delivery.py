"""Saying what is due: claim, last look, hand-off, outcome; and finding out what a dead worker left.

Facts and intentions are in the rows. Whoever calls here, however often and at whatever moment it
dies, nothing is lost; and nothing is said twice by a channel that knows a key again or answers
when asked. What went out by any other channel and was never answered ends as unknown.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction

from market import rules
from market.actions import (
    claims,
    digests,
    footing,
    heartbeats,
    last_looks,
    outcomes,
    paces,
    recipients,
)
from market.channels import (
    AfterCrash,
    Answering,
    ByConsent,
    Channel,
    Gone,
    Later,
    Permanent,
    Receipt,
    Temporary,
    wire,
)
from market.channels.registry import channel_named, channel_names
from market.core.actors import Actor
from market.core.phrases import compose
from market.core.reasons import NO_ANSWER, NO_CONSENT
from market.core.reports import Line, Report
from market.models import Contact, Notice

BATCH = 100
MOST = 1000

# how far behind a provider's answers may lag, and how long to wait between two questions
GRACE = timedelta(minutes=15)
ASK_AGAIN = timedelta(minutes=5)
ENOUGH_NOES = 2
STOP_ASKING = timedelta(days=1)
NO_TIME = timedelta()
TICK = "deliver_notices"

Ready = tuple[Notice, Contact | None]


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
    for batch in _ready(token, counts, lines, full, at=at, limit=limit, for_good=True):
        for notice, done in _hand_over(batch, full, token=token, at=at):
            counts[done] += 1
            lines.append(Line(done, notice.key, notice.title))
    return Report("deliver_notices", dict(counts), tuple(lines))


def would_deliver(*, by: Actor, at: datetime, limit: int = MOST) -> Report:
    """The same up to the hand-off, which is left out. For a transaction that is rolled back."""
    report, _ = would_say(by=by, at=at, limit=limit)
    return report


def would_say(*, by: Actor, at: datetime, limit: int = MOST) -> tuple[Report, list[Notice]]:
    """The same, with what is claimed and would be handed over, in the words of now."""
    rules.require(by, "notice.send", None)
    counts = Counter(due=0)
    lines: list[Line] = []
    footing.check(at=at)
    ready = _ready(uuid.uuid4(), counts, lines, set(), at=at, limit=limit, for_good=False)
    notices = [notice for batch in ready for notice, _ in batch]
    lines += [Line("due", notice.key, notice.title) for notice in notices]
    return Report("deliver_notices", dict(counts), tuple(lines)), notices


def _ready(
    token: uuid.UUID,
    counts: Counter[str],
    lines: list[Line],
    full: set[str],
    *,
    at: datetime,
    limit: int,
    for_good: bool,
) -> Iterator[list[Ready]]:
    """Claim batch after batch, and yield of each what is still true, in fresh words.

    full: the channels that are used as often as they may be, to which more is added meanwhile.
    """
    heartbeats.beat(TICK)
    since = claims.oldest()
    if since is None or since > at:
        return
    last_looks.hush(at=at, since=since)
    channels = channel_names()
    left = limit
    while left > 0:
        ways = [name for name in channels if name not in full]
        with transaction.atomic(durable=for_good):
            batch = claims.claim(
                at=at, channels=ways, most=min(BATCH, left), token=token, since=since
            )
            if not batch:
                return
            vain = last_looks.call_off_claimed(batch, token=token, at=at)
            vain += digests.last_look(batch, token=token, at=at)
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
        yield [(notice, contacts.get(notice.pk)) for notice in true_still]
        heartbeats.beat(TICK)


def _word(notice: Notice) -> None:
    """The words as of now. What was perhaps handed over already is said again in the same words."""
    if notice.handoff_at is None:
        words = compose(notice.occasion, notice.language, notice.facts, notice.channel)
        notice.title, notice.body = words.title[:200], words.body


def _hand_over(
    batch: Sequence[Ready], full: set[str], *, token: uuid.UUID, at: datetime
) -> Iterator[tuple[Notice, str]]:
    """Hand a batch over. Answers in a word how it went with each."""
    ways = {notice.channel for notice, _ in batch}
    knowing = {name for name in ways if _knows_keys(channel_named(name))}
    for notice, contact in batch:
        if notice.channel not in knowing:
            yield notice, _say(notice, contact, full, token=token, at=at)
    if together := [ready for ready in batch if ready[0].channel in knowing]:
        yield from _say_together(together, full, token=token, at=at)


def _knows_keys(channel: Channel) -> bool:
    return channel.after_crash is AfterCrash.KEY and not isinstance(channel, ByConsent)


def _say(
    notice: Notice, contact: Contact | None, full: set[str], *, token: uuid.UUID, at: datetime
) -> str:
    """Mark one notice, hand it over, and write down how that went, before the next."""
    if wait := paces.take(notice.channel):
        full.add(notice.channel)
        return outcomes.wait_turn(notice, wait, token=token, at=at)
    if not claims.mark(notice, token=token):
        return "taken by another"
    if isinstance(channel_named(notice.channel), ByConsent) and not recipients.spend(contact):
        return outcomes.refused(notice, NO_CONSENT, token=token, at=at)
    receipt = _send(notice, contact, token=token, at=at)
    return outcomes.sent(notice, receipt, at=at) if isinstance(receipt, Receipt) else receipt


def _say_together(
    batch: Sequence[Ready], full: set[str], *, token: uuid.UUID, at: datetime
) -> list[tuple[Notice, str]]:
    """Mark several, hand them over one by one, and write down at the end which were taken.

    For providers that know a key again: whoever dies on the way leaves more of them in doubt, and
    all of those are said again under their keys. What the claim surely covers no more is not said.
    """
    done = {notice.pk: "taken by another" for notice, _ in batch}
    contacts = {notice.pk: contact for notice, contact in batch}
    taken: list[tuple[Notice, Receipt]] = []
    ends = monotonic() + claims.LASTS_SECONDS - wire.DEADLINE_SECONDS
    for notice in claims.mark_all([notice for notice, _ in batch], token=token):
        if monotonic() > ends:
            done[notice.pk] = outcomes.wait_turn(notice, NO_TIME, token=token, at=at, marked=True)
        elif wait := paces.take(notice.channel):
            full.add(notice.channel)
            done[notice.pk] = outcomes.wait_turn(notice, wait, token=token, at=at, marked=True)
        else:
            receipt = _send(notice, contacts[notice.pk], token=token, at=at)
            if isinstance(receipt, Receipt):
                taken.append((notice, receipt))
            done[notice.pk] = "sent" if isinstance(receipt, Receipt) else receipt
    outcomes.sent_all(taken, at=at)
    return [(notice, done[notice.pk]) for notice, _ in batch]


def _send(
    notice: Notice, contact: Contact | None, *, token: uuid.UUID, at: datetime
) -> Receipt | str:
    """The provider's receipt, or in a word what became of it without one."""
    channel = channel_named(notice.channel)
    try:
        return channel.send(recipients.message(notice, contact, at=at))
    except (Permanent, Temporary) as fault:
        if isinstance(channel, ByConsent):
            recipients.give_back(contact)
        return _not_taken(notice, contact, fault, token=token, at=at)
    except Exception as fault:  # whatever else went wrong, it may have arrived
        return outcomes.unsure(notice, f"{type(fault).__name__}: {fault}", token=token, at=at)


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

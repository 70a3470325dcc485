"""The green channel: ask, answer, write on, open again, and say how content one is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from market import rules
from market.actions import moves, notices, uploads
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.enquiries import ENQUIRY, KINDS, WAITING, EnquiryState
from market.core.promises import Promise, answer_by
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import AnswerPromise, Enquiry, EnquiryMessage, Market, User, Vendor
from market.queries.days import working_calendar
from market.queries.enquiries import is_askers, own_enquiries, promise_of

Photo = tuple[bytes, str]
# of one asker, not answered yet
MOST_OPEN = 10
MOST_MESSAGES = 100
MOST_STARS = 5
# what whoever asked may do besides writing on
_ASKERS = ("close", "reopen")


@transaction.atomic
def ask(
    market: Market,
    *,
    key: UUID,
    kind: str,
    text: str,
    by: Actor,
    at: datetime,
    vendor: Vendor | None = None,
    photo: Photo | None = None,
) -> Enquiry:
    """Ask, complain or propose. Whoever asks acts for a vendor, or has proved a phone.

    key: the same one is the same enquiry. This will promise an answer by a moment, as the market
    has settled for the kind. Raises Forbidden("log_in") for a stranger, Invalid for an unknown
    kind or no words, Conflict("too_many_open") beyond ten that are not answered.
    """
    if by.user is None and not by.vendors:
        raise Forbidden("log_in", "Please log in first.")
    if vendor is not None:
        rules.require(by, "enquiry.ask", vendor)
    elif by.user is None:
        raise Invalid("whose", "Say for which vendor.", field="vendor")
    if kind not in KINDS:
        raise Invalid("bad_kind", "Choose what it is about.", field="kind")
    if known := own_enquiries(by).filter(key=key).first():
        return known
    if own_enquiries(by).filter(state__in=WAITING).count() >= MOST_OPEN:
        raise Conflict(
            "too_many_open",
            "{most} of yours wait for an answer. Please give us a moment.",
            most=MOST_OPEN,
        )
    made = Enquiry.objects.create(
        reference=new_reference("E"),
        key=key,
        market=market,
        vendor=vendor,
        asker_id=by.user,
        kind=kind,
        due_at=_due(market, kind, at),
        asked_at=at,
    )
    _write(made, key=key, text=text, photo=photo, ours=False, by=by, at=at)
    moves.note(made, "ask", by=by, at=at)
    return made


@transaction.atomic
def take(enquiry: Enquiry, *, by: Actor, at: datetime) -> Enquiry:
    """Somebody sees to it; who asked can see that."""
    rules.require(by, "enquiry.take", enquiry)
    return moves.move(enquiry, ENQUIRY, "take", by=by, at=at, taken_by=by.user)


@transaction.atomic
def answer(
    enquiry: Enquiry, *, key: UUID, text: str, by: Actor, at: datetime, photo: Photo | None = None
) -> Enquiry:
    """Answer it; who asked is told so."""
    rules.require(by, "enquiry.answer", enquiry)
    if EnquiryMessage.objects.filter(key=key, enquiry=enquiry).exists():
        return enquiry
    moved = moves.move(enquiry, ENQUIRY, "answer", by=by, at=at, answered_at=at)
    said = _write(moved, key=key, text=text, photo=photo, ours=True, by=by, at=at)
    _tell(moved, said, at=at)
    return moved


@transaction.atomic
def say(
    enquiry: Enquiry, *, key: UUID, text: str, by: Actor, at: datetime, photo: Photo | None = None
) -> EnquiryMessage:
    """Write on, from either side. What the house asks back is told to who asked.

    A word from who asked after the answer opens it again.
    """
    own = is_askers(enquiry, by)
    if not own:
        rules.require(by, "enquiry.say", enquiry)
    Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    enquiry.refresh_from_db()
    if known := EnquiryMessage.objects.filter(key=key, enquiry=enquiry).first():
        return known
    if enquiry.messages.count() >= MOST_MESSAGES:
        raise Conflict("too_long", "This has become long. Please begin a new one.")
    if own and enquiry.state not in WAITING:
        reopen(enquiry, by=by, at=at)
    said = _write(enquiry, key=key, text=text, photo=photo, ours=not own, by=by, at=at)
    if not own:
        _tell(enquiry, said, at=at)
    return said


@transaction.atomic
def reopen(enquiry: Enquiry, *, by: Actor, at: datetime) -> Enquiry:
    """It was not answered after all: an answer is promised anew."""
    if not is_askers(enquiry, by):
        rules.require(by, "enquiry.reopen", enquiry)
    due_at = _due(enquiry.market, enquiry.kind, at)
    return moves.move(enquiry, ENQUIRY, "reopen", by=by, at=at, due_at=due_at)


@transaction.atomic
def close(enquiry: Enquiry, *, by: Actor, at: datetime) -> Enquiry:
    """Nothing is left to say."""
    if not is_askers(enquiry, by):
        rules.require(by, "enquiry.close", enquiry)
    return moves.move(enquiry, ENQUIRY, "close", by=by, at=at)


@transaction.atomic
def rate(enquiry: Enquiry, *, stars: int, word: str = "", by: Actor, at: datetime) -> Enquiry:
    """How content whoever asked is, 1 to 5, once; that closes it.

    Raises Conflict("rated_already"), and Conflict("not_now") before there is an answer.
    """
    if not is_askers(enquiry, by):
        raise Forbidden("not_yours_to_do", "Only whoever asked says how content they are.")
    if not 1 <= stars <= MOST_STARS:
        raise Invalid("bad_stars", "Give 1 to {most} stars.", most=MOST_STARS, field="stars")
    held = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if held.stars is not None:
        raise Conflict("rated_already", "You have said so already. Thank you.")
    given: dict[str, Any] = {"stars": stars, "stars_word": word.strip()[:200]}
    if held.state == EnquiryState.CLOSED:
        Enquiry.objects.filter(pk=held.pk).update(**given)
        moves.note(enquiry, "rate", by=by, at=at)
        enquiry.refresh_from_db()
        return enquiry
    return moves.move(enquiry, ENQUIRY, "close", by=by, at=at, **given)


def can(enquiry: Enquiry, actor: Actor) -> list[str]:
    """The moves that are open now and to this actor; "rate" once it is answered, and only once."""
    opened = ENQUIRY.open_from(enquiry.state)
    if is_askers(enquiry, actor):
        rate = ["rate"] if "reopen" in opened and enquiry.stars is None else []
        return [move for move in opened if move in _ASKERS] + rate
    return [move for move in rules.can(actor, "enquiry", ENQUIRY, enquiry) if move in opened]


def promise(market: Market, kind: str, told: Promise, *, by: Actor, at: datetime) -> AnswerPromise:
    """Settle how soon a kind is answered at a market, for what comes in from now on."""
    rules.require(by, "promise.edit", market)
    if kind not in KINDS:
        raise Invalid("bad_kind", "Choose what it is about.", field="kind")
    row, _ = AnswerPromise.objects.update_or_create(
        market=market, kind=kind, defaults={"count": told.count, "unit": str(told.unit)}
    )
    moves.note(row, "edit", by=by, at=at)
    return row


def _due(market: Market, kind: str, at: datetime) -> datetime:
    return answer_by(at, promise_of(market, kind), working_calendar())


def _write(
    enquiry: Enquiry,
    *,
    key: UUID,
    text: str,
    photo: Photo | None,
    ours: bool,
    by: Actor,
    at: datetime,
) -> EnquiryMessage:
    words = text.strip()
    if not words:
        raise Invalid("missing_text", "Please write a few words.", field="text")
    return EnquiryMessage.objects.create(
        enquiry=enquiry,
        key=key,
        ours=ours,
        text=words[:1000],
        photo=uploads.take_in(*photo, by=by, at=at) if photo else None,
        at=at,
        by_id=by.user,
        by_name=by.name[:60],
    )


def _tell(enquiry: Enquiry, said: EnquiryMessage, *, at: datetime) -> None:
    """To the vendor; to a visitor on the phone that was proved."""
    asker: User | None = None if enquiry.vendor else enquiry.asker
    notices.say(
        "enquiry_answered",
        subject=f"enquiry:{enquiry.pk}",
        vendor=enquiry.vendor,
        user=asker,
        market=enquiry.market,
        key=f"enquiry_answered/{said.pk}",
        facts={"reference": enquiry.reference, "text": said.text[:80]},
        at=at,
    )

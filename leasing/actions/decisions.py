"""Decided now, told later: who is to have which pitch, who is to be refused, and in which words."""

from datetime import datetime

from django.db import IntegrityError, transaction

from leasing import rules
from leasing.actions import applications, rooms, standing
from leasing.core.states import APPLICATION, DECIDED, ApplicationState
from leasing.models import Application, Decision
from leasing.queries.calls import pitches_of
from market.actions import moves
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.occasions import Words
from market.core.phrases import sketch
from market.core.refusals import Conflict, Invalid
from market.models import Pitch

UNTIL = "{until}"


@transaction.atomic
def admit(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    pitch: Pitch | None = None,
    reason: str = "",
    beyond: str = "",
) -> Application:
    """Decide that it is to be admitted (拟录用). Nothing is said, and no ground is held yet.

    pitch: what is to be offered; it can be chosen later, before it is told. beyond: why, where
    the call has no place left for the trade. This will refuse a vendor who is barred, and with
    Conflict("pitch_meant") a pitch that is meant for somebody else already.
    """
    rules.require(by, "application.admit", application)
    standing.refuse_barred(application.vendor, on=local_day(at))
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    more = rooms.require(locked, beyond=beyond)
    why = " · ".join(dict.fromkeys(text for text in (reason.strip(), more) if text))
    _decide(locked, application, "admit", by=by, at=at, reason=why)
    _note(application, why, _admitting(application, pitch), at=at, pitch=pitch)
    return application


@transaction.atomic
def reject(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """Decide that it is to be refused (拟拒), with the reason. Nothing is said."""
    rules.require(by, "application.reject", application)
    applications.require_reason(reason)
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    _decide(locked, application, "reject", by=by, at=at, reason=reason)
    words = _sketched(application, "application_refused", reason=reason)
    _note(application, reason, words, at=at)
    return application


@transaction.atomic
def reopen(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """Change one's mind before anybody was told: it stands where it stood, with the reason."""
    rules.require(by, "application.reopen", application)
    if not reason.strip():
        raise Invalid("no_reason", "Say why the decision is taken back.", field="reason")
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    waited = locked.decided_from == ApplicationState.WAITLISTED
    back = "put_back" if waited else "reopen"
    moves.move(application, APPLICATION, back, by=by, at=at, reason=reason, decided_from="")
    standing.forget_decision(application)
    return application


@transaction.atomic
def redraft(
    application: Application,
    *,
    title: str,
    body: str,
    by: Actor,
    pitch: Pitch | None = None,
    rent_fen: int | None = None,
) -> Decision:
    """Change what will be said and offered, as long as nobody was told.

    Words that nobody wrote follow the pitch. This will refuse to offer a pitch in words that
    leave out the deadline, for which {until} stands.
    """
    rules.require(by, "application.tell", application)
    decision = decision_of(application)
    if application.state == ApplicationState.ADMITTED:
        usual = _admitting(application, decision.pitch)
        if pitch != decision.pitch and (title, body) == (usual.title, usual.body):
            title, body = _parts(_admitting(application, pitch))
        if UNTIL not in body:
            raise Invalid(
                "no_deadline",
                "Leave {mark} in the message: the deadline is put in its place.",
                mark=UNTIL,
                field="body",
            )
    decision.title, decision.body = title.strip(), body.strip()
    decision.pitch, decision.rent_fen = _meant(application, pitch), rent_fen
    _save(decision)
    return decision


def decision_of(application: Application) -> Decision:
    """What is decided and not told, locked. Raises Conflict where there is nothing."""
    found = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("pitch__zone", "application__vendor", "application__market")
        .filter(application=application, application__state__in=DECIDED)
        .first()
    )
    if found is None:
        raise Conflict("nothing_decided", "There is no decision here that waits to be told.")
    return found


def _decide(
    locked: Application,
    application: Application,
    move: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
) -> None:
    stood = locked.decided_from or str(locked.state)
    moves.move(application, APPLICATION, move, by=by, at=at, reason=reason, decided_from=stood)


def _note(
    application: Application,
    reason: str,
    words: Words,
    *,
    at: datetime,
    pitch: Pitch | None = None,
) -> None:
    standing.forget_decision(application)
    _save(
        Decision(
            application=application,
            reason=reason,
            pitch=_meant(application, pitch),
            title=words.title,
            body=words.body,
            decided_at=at,
        )
    )


def _save(decision: Decision) -> None:
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as fault:
        raise Conflict(
            "pitch_meant",
            "{pitch} is meant for somebody else already. Choose another one.",
            pitch=decision.pitch.code if decision.pitch else "",
            field="pitch",
        ) from fault


def _meant(application: Application, pitch: Pitch | None) -> Pitch | None:
    """The pitch, where it is one that can be offered on this application."""
    if pitch is None:
        return None
    if pitch.zone.market_id != application.market_id:
        raise Invalid(
            "other_market", "{pitch} is not at this market.", pitch=pitch.code, field="pitch"
        )
    if application.call and not pitches_of(application.call).filter(pk=pitch.pk).exists():
        raise Invalid(
            "not_in_the_call",
            "{pitch} is not part of this call. Choose one of those it names.",
            pitch=pitch.code,
            field="pitch",
        )
    return pitch


def _admitting(application: Application, pitch: Pitch | None) -> Words:
    facts = {"pitches": pitch.code} if pitch else {}
    return _sketched(application, "offer_made", **facts)


def _sketched(application: Application, occasion: str, **facts: str) -> Words:
    known = {"reference": application.reference, **facts}
    return sketch(occasion, application.vendor.language, known)


def _parts(words: Words) -> tuple[str, str]:
    return words.title, words.body

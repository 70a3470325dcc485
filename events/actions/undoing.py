"""Undoing a call-off of which nobody has been told: everything stands again as it stood."""

from datetime import datetime
from typing import Any

from events import rules
from events.actions import dues, filings, places, sessions, uses
from events.actions.call_offs import acting_for, money_key, notice_key
from events.core.occasions import hours_between
from events.core.states import (
    CALL_OFF,
    SESSION,
    SIGN_UP,
    CallOffState,
    SessionState,
    SignUpState,
)
from events.models import CallOff, Session, SignUp
from market.actions import moves
from market.actions.contention import in_one_go
from market.actions.recalls import recall
from market.core.actors import Actor
from market.core.refusals import Conflict
from market.models import Move

_AGAIN = {
    SignUpState.ASKED: "ask_again",
    SignUpState.ACCEPTED: "accept_again",
    SignUpState.PLACED: "place_again",
    SignUpState.WAITING: "wait_again",
    SignUpState.OFFERED: "wait_again",
}
_ANEW = {
    SessionState.PLANNED: "replan",
    SessionState.PUBLISHED: "reinstate",
    SessionState.POSTPONED: "put_off_again",
}


@in_one_go
def undo(call_off: CallOff, *, by: Actor, at: datetime) -> CallOff:
    """Take an order back: places, pitches, money and papers stand again, or nothing changes.

    This will refuse with Conflict("already_told") once anybody has been told, with
    Conflict("too_late_to_undo") where there was nobody to tell and the minutes are over, and
    with Conflict("pitch_taken") where a pitch has found another taker meanwhile.
    """
    rules.require(by, "call-off.undo", call_off.session)
    standing = CallOff.objects.select_for_update(of=("self",)).get(pk=call_off.pk)
    if standing.state != CallOffState.DONE:
        raise Conflict("not_now", "This cannot be done now: it is {state}.", state=standing.state)
    session = places.locked(standing.session)
    if not recall(notice_key(standing), reason="called back") and at >= standing.told_from:
        raise Conflict("too_late_to_undo", "This can be undone only for some minutes.")
    hand = acting_for(standing)
    if standing.kind == "cancel":
        _reinstate(session, standing, by=hand, at=at)
    elif standing.new_day is None:
        sessions.take_back(session, by=hand, at=at)
    else:
        _move_back(session, standing, by=hand, at=at)
    return moves.move(standing, CALL_OFF, "undo", by=by, at=at)


def _reinstate(session: Session, call_off: CallOff, *, by: Actor, at: datetime) -> None:
    stood_as = _was(session, call_off)
    following = session.sequence + 1
    moves.move(session, SESSION, _ANEW[stood_as], by=by, at=at, sequence=following, changed_at=at)
    before = _were(session, call_off)
    rows = SignUp.objects.filter(session=session, pk__in=before).order_by("vendor")
    stood = list(rows.select_related("vendor", "call", "pitch__zone", "session__series__market"))
    if stood_as != SessionState.POSTPONED:
        _hold_again(session, [each for each in stood if before[each.pk] == SignUpState.PLACED])
    for each in stood:
        was = SignUpState(before[each.pk])
        columns: dict[str, Any] = {"offered_until": None} if was == SignUpState.OFFERED else {}
        moves.move(each, SIGN_UP, _AGAIN[was], by=by, at=at, **columns)
        dues.charge_again(each, key=money_key(call_off, each), at=at)
    assert call_off.done_at is not None
    uses.take_again(session, released_at=call_off.done_at)
    filings.keep(session, by=by, at=at)


def _move_back(session: Session, call_off: CallOff, *, by: Actor, at: datetime) -> None:
    day = call_off.old_day
    hours = hours_between(day, call_off.old_starts_at, call_off.old_ends_at)
    sessions.move_to(session, day=day, hours=hours, zone=session.zone, by=by, at=at)
    assert call_off.done_at is not None
    filings.stand_again(session, broken_at=call_off.done_at, by=by, at=at)


def _was(session: Session, call_off: CallOff) -> SessionState:
    """What the session was before the order was carried out."""
    told = Move.objects.filter(noun="session", thing=session.pk, name="cancel")
    assert call_off.done_at is not None
    return SessionState(told.filter(at=call_off.done_at).latest("pk").before)


def _were(session: Session, call_off: CallOff) -> dict[int, str]:
    """What each sign-up was before the order was carried out, by its id."""
    mine = SignUp.objects.filter(session=session, state=SignUpState.CALLED_OFF).values("pk")
    assert call_off.done_at is not None
    told = Move.objects.filter(noun="signup", name="call_off", at=call_off.done_at)
    return dict(told.filter(thing__in=mine).values_list("thing", "before"))


def _hold_again(session: Session, placed: list[SignUp]) -> None:
    taken = places.hold(session, [each.pitch for each in placed if each.pitch is not None])
    for each in placed:
        each.hold = taken[each.pitch_id or 0]
    SignUp.objects.bulk_update(placed, ["hold"])

"""Taking part: nights are chosen, room is given while there is any, and what comes free goes on."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from events import rules
from events.actions import calls, dues, places, sign_ups, uses
from events.core.states import SIGN_UP, SignUpState
from events.models import NightCall, Session, SignUp
from events.queries.rooms import room_of, taken_in
from market.actions import moves
from market.actions.contention import in_one_go
from market.core.actors import HOUSE, Actor
from market.core.refusals import Conflict, Invalid
from market.models import Vendor


@in_one_go
def sign_up(
    call: NightCall,
    sessions: Iterable[Session],
    vendor: Vendor,
    *,
    by: Actor,
    at: datetime,
    code: str = "",
    act: str = "",
) -> list[SignUp]:
    """Ask for a place in each of these nights, all of them or none.

    Where the call gives room to who comes first, this will give it at once while there is any,
    with its fee and deposit charged, and put the vendor on the waiting list where there is none.
    This will refuse a closed call (Conflict "call_closed", unless a late access code opens it)
    and a session that the call does not invite to (Invalid "not_in_call").
    """
    chosen = sorted(sessions, key=lambda session: session.pk)
    if not chosen:
        raise Invalid("no_nights", "Choose at least one night.", field="sessions")
    calls.refuse_closed(call, code=code, at=at)
    if call.part == "act" and not act.strip():
        raise Invalid("act_needed", "Say what you will perform.", field="act")
    return [_sign_up(call, each, vendor, act=act.strip(), by=by, at=at) for each in chosen]


def _sign_up(
    call: NightCall, session: Session, vendor: Vendor, *, act: str, by: Actor, at: datetime
) -> SignUp:
    if session.series_id != call.series_id or call.session_id not in (None, session.pk):
        raise Invalid("not_in_call", "{night} is not part of this call.", night=str(session))
    made = sign_ups.ask(session, vendor, by=by, at=at, call=call, part=call.part, act=act)
    if call.first_come:
        _give_room_or_wait(made, at=at)
    return made


def _give_room_or_wait(sign_up: SignUp, *, at: datetime) -> None:
    """The session is locked by whoever asked, so that two cannot both be the last."""
    assert sign_up.call is not None
    session = sign_up.session
    taken = taken_in(session, sign_up.part)
    queue = session.sign_ups.filter(
        state=SignUpState.WAITING, part=sign_up.part, vendor__trade=sign_up.vendor.trade
    )
    if room_of(sign_up.call).fits(taken, sign_up.vendor.trade) and not queue.exists():
        accept(sign_up, by=HOUSE, at=at)
    else:
        moves.move(sign_up, SIGN_UP, "wait", by=HOUSE, at=at)


@transaction.atomic
def accept(sign_up: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """There is room for the vendor; the pitch comes. Fee and deposit are charged."""
    rules.require(by, "sign-up.accept", sign_up)
    places.refuse_over(places.locked(sign_up.session), at=at)
    moves.move(sign_up, SIGN_UP, "accept", by=by, at=at)
    _has_room(sign_up, at=at)
    return sign_up


@transaction.atomic
def confirm(sign_up: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """The vendor says again that they will come."""
    rules.require(by, "sign-up.confirm", sign_up)
    places.refuse_over(sign_up.session, at=at)
    if sign_up.state not in (SignUpState.ACCEPTED, SignUpState.PLACED):
        raise Conflict("not_now", "This cannot be done now: it is {state}.", state=sign_up.state)
    if sign_up.confirmed_at is None:
        sign_up.confirmed_at = at
        sign_up.save(update_fields=["confirmed_at"])
    return sign_up


@transaction.atomic
def take_offer(sign_up: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """Take the place that came free. This will refuse with Conflict("offer_over") when it is late."""
    rules.require(by, "sign-up.take", sign_up)
    places.refuse_over(places.locked(sign_up.session), at=at)
    sign_up.refresh_from_db()
    if sign_up.offered_until is not None and sign_up.offered_until <= at:
        raise Conflict(
            "offer_over", "This place was kept for you until {until}.", until=sign_up.offered_until
        )
    moves.move(sign_up, SIGN_UP, "take", by=by, at=at)
    _has_room(sign_up, at=at)
    return sign_up


def _has_room(sign_up: SignUp, *, at: datetime) -> None:
    dues.charge(sign_up, at=at)
    if sign_up.part == "act":
        uses.take(sign_up.session, uses.PERFORMER, [sign_up.vendor_id])

"""Sign-ups: a vendor asks for a place in a session, and is given one or not."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from psycopg import errors

from events import rules
from events.actions import dues, places, uses, waiting
from events.core.states import HAS_ROOM, SIGN_UP, SessionState
from events.models import NightCall, Session, SignUp
from events.queries.roster import barred_on
from market.actions import holds, moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict
from market.core.trading import Place
from market.models import Pitch, Vendor
from market.queries.judging import require_papers


@transaction.atomic
def ask(
    session: Session,
    vendor: Vendor,
    *,
    by: Actor,
    at: datetime,
    call: NightCall | None = None,
    part: str = "stall",
    act: str = "",
) -> SignUp:
    """Ask for a place in a session for a vendor: a stall, or an act on its stage.

    This will refuse a session that is over or called off, a vendor who is barred on that day
    (Conflict "vendor_barred"), and a second request (Conflict "already_signed_up").
    """
    sign_up = SignUp(session=session, vendor=vendor, asked_at=at, call=call, part=part, act=act)
    rules.require(by, "sign-up.ask", sign_up)
    standing = places.locked(session)
    places.refuse_over(standing, at=at)
    _refuse_barred(vendor, standing)
    try:
        with transaction.atomic():
            sign_up.save(force_insert=True)
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, errors.UniqueViolation):
            raise
        sentence = "{vendor} has signed up for this session already."
        raise Conflict("already_signed_up", sentence, vendor=vendor.name) from fault
    return sign_up


@in_one_go
def place(sign_up: SignUp, pitch: Pitch, *, by: Actor, at: datetime) -> SignUp:
    """Give the vendor a pitch for that day and those hours. Nobody else has it then.

    This will refuse with Conflict("pitch_taken") where a lease or another vendor has it, and
    with Invalid("pitch_elsewhere") where it lies outside the session's ground. A vendor whose
    papers are not in order on that day is refused (Conflict "papers_lacking"), and one who may
    not trade for now ("vendor_suspended", see market.queries.judging; "vendor_barred").
    """
    rules.require(by, "sign-up.place", sign_up)
    session = places.locked(sign_up.session)
    places.refuse_over(session, at=at)
    _refuse_barred(sign_up.vendor, session)
    here = [Place(sign_up.vendor_id, pitch.pk)]
    market = session.series.market_id
    today = local_day(at)
    require_papers(sign_up.vendor, here, market, act="place", on=session.day, decided_on=today)
    moves.move(sign_up, SIGN_UP, "place", by=by, at=at, pitch=pitch)
    taken = places.hold(session, [pitch])
    SignUp.objects.filter(pk=sign_up.pk).update(hold=taken[pitch.pk])
    sign_up.refresh_from_db()
    return sign_up


@in_one_go
def withdraw(sign_up: SignUp, *, by: Actor, at: datetime, reason: str = "") -> SignUp:
    """The vendor will not come. A pitch held for them is free again at once.

    The deposit is given back, and the fee too where the call's time for that is not over, or the
    session is put off.
    What has come free is offered to those who wait.
    """
    rules.require(by, "sign-up.withdraw", sign_up)
    session = places.locked(sign_up.session)
    had_room = sign_up.state in HAS_ROOM
    moves.move(sign_up, SIGN_UP, "withdraw", by=by, at=at, reason=reason)
    if sign_up.hold is not None:
        holds.release([sign_up.hold], at=at)
    if sign_up.part == "act":
        uses.free(session, uses.PERFORMER, at=at, thing=sign_up.vendor_id)
    _settle(sign_up, session, at)
    if had_room:
        waiting.offer_free_places(session, at=at)
    return sign_up


def _settle(sign_up: SignUp, session: Session, at: datetime) -> None:
    call = sign_up.call
    if call is None:
        return
    key = f"sign-up/{sign_up.pk}/withdrawn"
    dues.give_back(sign_up, dues.DEPOSIT, 100, key=key, reason="withdrawn", at=at)
    put_off = session.state == SessionState.POSTPONED
    if put_off or at <= session.starts_at - timedelta(hours=call.free_until_hours):
        dues.give_back(sign_up, dues.FEE, 100, key=key, reason="withdrawn in time", at=at)


def wait(sign_up: SignUp, *, by: Actor, at: datetime, reason: str = "") -> SignUp:
    """Put the vendor on the waiting list."""
    rules.require(by, "sign-up.wait", sign_up)
    return moves.move(sign_up, SIGN_UP, "wait", by=by, at=at, reason=reason)


def refuse(sign_up: SignUp, *, by: Actor, at: datetime, reason: str = "") -> SignUp:
    """There is no place for the vendor in this session."""
    rules.require(by, "sign-up.refuse", sign_up)
    return moves.move(sign_up, SIGN_UP, "refuse", by=by, at=at, reason=reason)


def _refuse_barred(vendor: Vendor, session: Session) -> None:
    until = barred_on(vendor, session.day)
    if until is not None:
        sentence = "{vendor} may not trade here until {until}."
        raise Conflict("vendor_barred", sentence, vendor=vendor.name, until=until)

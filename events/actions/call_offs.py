"""One button: a session is called off, or put off, with everything that follows from it.

The order is written down first, on its own. Then everything follows in one transaction: places,
money, papers, notices. Whoever dies on the way leaves the order, and the next sweep carries it
out; whoever comes second finds it done. Nobody is told for some minutes, and until then it can
be undone.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from events import rules
from events.actions import dues, filings, places, sessions
from events.core.calling_off import MINUTES_TO_UNDO, Cause
from events.core.occasions import hours_between
from events.core.states import CALL_OFF, SIGN_UP, CallOffState, SessionState
from events.models import CallOff, Session, SignUp
from events.queries.sign_ups import taking_part
from market.actions import moves, notices
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import Hours
from market.core.refusals import Conflict, Refusal
from market.core.reports import Line, Report

# why, as the notice says it: in Chinese and in English
SAID: dict[str, tuple[str, str]] = {
    Cause.WEATHER: ("天气不好", "of the weather"),
    Cause.POLICE: ("公安有要求", "the police asked for it"),
    Cause.MARKET: ("市场有安排", "of the market's own plans"),
}


def call_off(session: Session, *, cause: str, by: Actor, at: datetime, reason: str = "") -> CallOff:
    """Call a session off. Every place, fee, deposit, permit and notice follows, or none does.

    This will refuse a session that has been called off, or for which an order stands.
    """
    made = order(session, "cancel", cause=cause, reason=reason, by=by, at=at)
    return _done_at_once(made, at)


def put_off(
    session: Session,
    *,
    cause: str,
    by: Actor,
    at: datetime,
    to: tuple[date, Hours] | None = None,
    reason: str = "",
) -> CallOff:
    """Put a session off: to another day, where its vendors keep their pitches, or to one not yet known.

    Without a day who signed up stays, the pitches are free meanwhile, and sessions.move_to()
    gives it its day. Everybody is told.
    """
    made = order(session, "postpone", cause=cause, reason=reason, by=by, at=at, to=to)
    return _done_at_once(made, at)


@transaction.atomic
def order(
    session: Session,
    kind: str,
    *,
    cause: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    to: tuple[date, Hours] | None = None,
) -> CallOff:
    """Write down that it is to be called off ("cancel"), or put off ("postpone").

    A session that is put off already has no day to be put off from: move it to its new one.
    """
    rules.require(by, "call-off.order", session)
    standing = places.locked(session)
    places.refuse_cancelled(standing)
    if kind == "postpone" and standing.state == SessionState.POSTPONED:
        raise Conflict("not_now", "This cannot be done now: it is {state}.", state=standing.state)
    wanted = CallOff(
        session=standing,
        kind=kind,
        cause=Cause(cause),
        reason=reason,
        ordered_at=at,
        told_from=at + timedelta(minutes=MINUTES_TO_UNDO),
        by_id=by.user,
        by_name=by.name,
        old_day=standing.day,
        old_starts_at=standing.starts_at,
        old_ends_at=standing.ends_at,
    )
    if to is not None:
        wanted.new_day = to[0]
        wanted.new_starts_at, wanted.new_ends_at = to[1].on(to[0])
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict("ordered_already", "This is being called off already.") from fault
    return wanted


@in_one_go
def carry_out(call_off: CallOff, *, at: datetime) -> CallOff:
    """Do all that follows from the order. Done twice, it is done once."""
    standing = CallOff.objects.select_for_update(of=("self",)).get(pk=call_off.pk)
    if standing.state != CallOffState.ORDERED:
        return standing
    by = acting_for(standing)
    session = places.locked(standing.session)
    concerned = _taking_part(session)
    if standing.kind == "cancel":
        sessions.cancel(session, by=by, at=at, reason=standing.reason or standing.cause)
        stand_down(concerned, standing, by=by, at=at)
        give_back(concerned, standing, at=at)
        filings.end(session, by=by, at=at)
    elif standing.new_day is None:
        sessions.postpone(session, by=by, at=at, reason=standing.reason or standing.cause)
    else:
        _move(session, standing, by=by, at=at)
    tell(concerned, standing, session, at=at)
    return moves.move(standing, CALL_OFF, "carry_out", by=by, at=at, done_at=at)


def carry_out_due(*, by: Actor, at: datetime) -> Report:
    """This will carry out every order that a crash has left behind.

    An order that cannot be carried out any more, because a pitch is taken meanwhile, is dropped,
    with the reason in the journal.
    """
    rules.require(by, "call-off.carry_out", None)
    lines = []
    for each in CallOff.objects.filter(state=CallOffState.ORDERED).order_by("pk"):
        try:
            carry_out(each, at=at)
            lines.append(Line("carried out", str(each.pk), str(each.session)))
        except Refusal as refusal:
            _drop(each, refusal, at=at)
            lines.append(Line("dropped", str(each.pk), str(refusal)))
    return Report("carry_out_call_offs", {"carried out": len(lines)}, tuple(lines))


def acting_for(call_off: CallOff) -> Actor:
    """Who ordered it, with the house's hand: what follows is not asked for a second time."""
    return Actor(call_off.by_name, user=call_off.by_id, house=True)


def stand_down(sign_ups: Sequence[SignUp], call_off: CallOff, *, by: Actor, at: datetime) -> None:
    """Every sign-up is called off, whatever it had come to."""
    for each in sign_ups:
        moves.move(each, SIGN_UP, "call_off", by=by, at=at, reason=call_off.cause)


def give_back(sign_ups: Sequence[SignUp], call_off: CallOff, *, at: datetime) -> None:
    """The fee by the call's share for this cause, and the whole deposit."""
    for each in sign_ups:
        if each.call is not None:
            share = getattr(each.call, f"{call_off.cause}_percent")
            key = money_key(call_off, each)
            dues.give_back(each, dues.FEE, share, key=key, reason=call_off.cause, at=at)
            dues.give_back(each, dues.DEPOSIT, 100, key=key, reason=call_off.cause, at=at)


def tell(sign_ups: Sequence[SignUp], call_off: CallOff, session: Session, *, at: datetime) -> None:
    """Write down what is to be said to everybody who takes part, or hopes to."""
    for each in sign_ups:
        chinese = each.vendor.language.lower().startswith("zh")
        facts = {
            "what": session.name or session.series.name,
            "day": call_off.old_day.isoformat(),
            "why": SAID[call_off.cause][0 if chinese else 1],
        }
        occasion = "session_called_off" if call_off.kind == "cancel" else "session_postponed"
        if call_off.new_starts_at is not None:
            occasion = "session_put_off"
            facts |= {"starts_at": call_off.new_starts_at.isoformat()}
        notices.say(
            occasion,
            subject=f"session:{session.pk}",
            vendor=each.vendor,
            market=session.series.market,
            key=f"{notice_key(call_off)}{each.pk}",
            facts=facts,
            not_before=call_off.told_from,
            stale_at=max(call_off.old_ends_at, call_off.told_from + timedelta(hours=6)),
            at=at,
        )


def money_key(call_off: CallOff, sign_up: SignUp) -> str:
    """What is credited for a sign-up because of an order."""
    return f"call-off/{call_off.pk}/{sign_up.pk}"


def notice_key(call_off: CallOff) -> str:
    """What every notice of an order begins with."""
    return f"session_off/{call_off.pk}/"


def _taking_part(session: Session) -> list[SignUp]:
    """Everybody who has a place or hopes for one, by vendor, so that two orders queue up."""
    found = (
        taking_part(session)
        .select_related("vendor", "call", "session__series__market")
        .order_by("vendor")
    )
    return list(found.select_for_update(of=("self",), no_key=True))


def _move(session: Session, call_off: CallOff, *, by: Actor, at: datetime) -> None:
    day, opens, closes = call_off.new_day, call_off.new_starts_at, call_off.new_ends_at
    assert day is not None and opens is not None and closes is not None
    hours = hours_between(day, opens, closes)
    sessions.move_to(session, day=day, hours=hours, zone=session.zone, by=by, at=at)
    SignUp.objects.filter(session=session, confirmed_at__isnull=False).update(confirmed_at=None)


def _done_at_once(made: CallOff, at: datetime) -> CallOff:
    try:
        return carry_out(made, at=at)
    except Refusal as refusal:
        _drop(made, refusal, at=at)
        raise


def _drop(call_off: CallOff, refusal: Refusal, *, at: datetime) -> None:
    by = acting_for(call_off)
    moves.move(call_off, CALL_OFF, "drop", by=by, at=at, reason=str(refusal)[:200])

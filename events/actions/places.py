"""The ground under a session: which pitches are held for it, and what becomes of them."""

from datetime import datetime

from events.core.occasions import hours_between
from events.core.states import SessionState, SignUpState
from events.models import Session, SignUp
from market.actions import holds
from market.core.hours import Hours
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Conflict, Invalid
from market.models import Hold, Pitch


def locked(session: Session) -> Session:
    """The session as the database has it, locked until the transaction ends."""
    rows = Session.objects.select_related("series", "zone")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=session.pk)


def hours_of(session: Session) -> Hours:
    """Its hours of the market day it belongs to."""
    return hours_between(session.day, session.starts_at, session.ends_at)


def refuse_cancelled(session: Session) -> None:
    """This will refuse, with Conflict("session_cancelled"), a session that has been called off."""
    if session.state == SessionState.CANCELLED:
        raise Conflict("session_cancelled", "This session has been called off.")


def refuse_put_off(session: Session) -> None:
    """This will refuse, with Conflict("session_postponed"), a session that has no day just now."""
    if session.state == SessionState.POSTPONED:
        raise Conflict(
            "session_postponed", "This session is put off. Its new day is not known yet."
        )


def refuse_over(session: Session, *, at: datetime) -> None:
    """This will refuse a session that has been called off, is put off or is over."""
    refuse_cancelled(session)
    refuse_put_off(session)
    if session.ends_at <= at:
        raise Conflict("session_over", "This session is over.")


def hold(session: Session, pitches: list[Pitch]) -> dict[int, Hold]:
    """Hold the pitches for the session's own minutes; the holds by the pitch's id.

    This will refuse a pitch outside the session's ground, and one that is taken.
    """
    outside = [pitch.code for pitch in pitches if not _on_its_ground(session, pitch)]
    if outside:
        raise Invalid(
            "pitch_elsewhere",
            "{pitches} is not on the ground of this session. Choose a pitch there.",
            pitches=", ".join(outside),
            field="pitch",
        )
    period = Period(session.day, session.day + ONE_DAY)
    taken = holds.take(pitches, period, held_for="night", hours=hours_of(session))
    return {each.pitch_id: each for each in taken}


def give_back(session: Session, *, at: datetime) -> None:
    """Release every pitch held for the session."""
    holds.release([each.hold for each in _placed(session) if each.hold is not None], at=at)


def take_along(session: Session, *, at: datetime) -> None:
    """Hold the vendors' pitches at the session's new hours instead of the old ones.

    Raises Conflict("pitches_elsewhere") where some are outside its new ground.
    """
    placed = _placed(session)
    pitches = [each.pitch for each in placed if each.pitch is not None]
    outside = [pitch.code for pitch in pitches if not _on_its_ground(session, pitch)]
    if outside:
        raise Conflict(
            "pitches_elsewhere",
            "Vendors have places on {pitches}, outside the new ground. Let them withdraw first.",
            pitches=", ".join(outside),
        )
    give_back(session, at=at)
    taken = hold(session, pitches)
    for sign_up in placed:
        sign_up.hold = taken[sign_up.pitch_id or 0]
    SignUp.objects.bulk_update(placed, ["hold"])


def _placed(session: Session) -> list[SignUp]:
    rows = SignUp.objects.select_related("pitch__zone", "hold").order_by("pk")
    placed = rows.filter(session=session, state=SignUpState.PLACED)
    return list(placed.select_for_update(of=("self",), no_key=True))


def _on_its_ground(session: Session, pitch: Pitch) -> bool:
    if session.zone_id is not None:
        return pitch.zone_id == session.zone_id
    return pitch.zone.market_id == session.series.market_id

"""The waiting list: what comes free is offered to the next in line, each for some hours."""

from datetime import datetime, timedelta

from django.db import transaction

from events import rules
from events.actions import places
from events.core.states import NOT_ON, SIGN_UP, SignUpState
from events.models import NightCall, Session, SignUp
from events.queries.rooms import room_of, taken_in
from market.actions import moves, notices
from market.core.actors import HOUSE, Actor
from market.core.quiet_hours import earliest
from market.core.reports import Line, Report


def offer_free_places(session: Session, *, at: datetime) -> list[SignUp]:
    """Offer what has come free to those who wait, the longest waiting first, each for some hours.

    Hours in which the market does not speak to anybody do not count.
    Must run inside a transaction in which the session is locked.
    """
    if session.state in NOT_ON or session.starts_at <= at:
        return []
    made = []
    waiting = session.sign_ups.filter(state=SignUpState.WAITING, call__isnull=False)
    for each in waiting.select_related("call", "vendor").order_by("asked_at", "pk"):
        assert each.call is not None
        if room_of(each.call).fits(taken_in(session, each.part), each.vendor.trade):
            made.append(_offer(each, session, each.call, at))
    return made


def _offer(sign_up: SignUp, session: Session, call: NightCall, at: datetime) -> SignUp:
    market = session.series.market
    told = earliest(at, market.quiet_from, market.quiet_until)
    until = min(told + timedelta(hours=call.offer_hours), session.starts_at)
    moves.move(sign_up, SIGN_UP, "offer", by=HOUSE, at=at, offered_until=until)
    notices.say(
        "place_offered",
        subject=f"sign-up:{sign_up.pk}",
        vendor=sign_up.vendor,
        market=market,
        key=f"place_offered/{sign_up.pk}/{until.isoformat()}",
        facts={
            "what": session.name or session.series.name,
            "day": session.day.isoformat(),
            "until": until.isoformat(),
        },
        stale_at=until,
        at=at,
    )
    return sign_up


def pass_on_offers(*, by: Actor, at: datetime) -> Report:
    """This will end offers that nobody took in time, and offer the places to the next in line."""
    rules.require(by, "sign-up.pass_on", None)
    late = SignUp.objects.filter(state=SignUpState.OFFERED, offered_until__lte=at)
    ended: list[Line] = []
    offered: list[Line] = []
    for pk in sorted(set(late.values_list("session", flat=True))):
        with transaction.atomic():
            session = places.locked(Session(pk=pk))
            for each in late.filter(session=pk).order_by("pk"):
                moves.move(each, SIGN_UP, "lapse", by=by, at=at)
                ended.append(Line("expired", str(each.pk), str(each)))
            fresh = offer_free_places(session, at=at)
            offered += [Line("offered", str(each.pk), str(each)) for each in fresh]
    counts = {"expired": len(ended), "offered": len(offered)}
    return Report("pass_on_places", counts, (*ended, *offered))

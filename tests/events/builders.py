"""Builders of one valid thing of the programme each."""

from datetime import date, datetime, time
from itertools import count
from typing import Any

from events.actions import sessions, sign_ups
from events.models import Filing, Series, Session, SignUp
from market.core.actors import HOUSE
from market.core.hours import Hours
from market.models import Pitch
from tests.builders import AT, a_market, a_pitch, a_vendor

NIGHT = Hours.between(time(18), time(1))
FRIDAY = date(2026, 7, 17)
_next = count(1)


def a_series(**given: Any) -> Series:
    n = next(_next)
    if "zone" in given:
        given.setdefault("market", given["zone"].market)
    given["market"] = given.get("market") or a_market()
    return Series.objects.create(**{"slug": f"nights-{n}", "name": f"星空街夜市{n}", **given})


def a_session(
    state: str = "published",
    *,
    series: Series | None = None,
    day: date = FRIDAY,
    hours: Hours = NIGHT,
    at: datetime = AT,
    **given: Any,
) -> Session:
    """A session on Friday 17 July 2026 from 18:00 to 01:00."""
    session = sessions.schedule(
        series or a_series(), day=day, hours=hours, by=HOUSE, at=at, **given
    )
    if state != "planned":
        sessions.publish(session, by=HOUSE, at=at)
    if state == "cancelled":
        sessions.cancel(session, by=HOUSE, at=at)
    return session


def a_sign_up(session: Session | None = None, **given: Any) -> SignUp:
    session = session or a_session()
    vendor = given.pop("vendor", None) or a_vendor()
    return sign_ups.ask(session, vendor, by=HOUSE, at=given.pop("at", AT))


def a_place(session: Session | None = None, *, pitch: Pitch | None = None, **given: Any) -> SignUp:
    """A vendor who has a pitch in the session."""
    sign_up = a_sign_up(session, **given)
    pitch = pitch or a_pitch_for(sign_up.session)
    return sign_ups.place(sign_up, pitch, by=HOUSE, at=AT)


def a_pitch_for(session: Session, **given: Any) -> Pitch:
    if session.zone is not None:
        return a_pitch(zone=session.zone, kind="night", **given)
    return a_pitch(market=session.series.market, kind="night", **given)


def a_filing(session: Session | None = None) -> Filing:
    """The safety permit that a night for 4,800 people needs."""
    session = session or a_session("planned", expected_people=4800)
    return session.filings.get(type__code="MASS_EVENT")

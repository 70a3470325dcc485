"""Builders of what belongs to taking part: calls, sign-ups with money, nights with many vendors."""

from datetime import timedelta
from typing import Any

from events.actions import calls, sign_ups, taking_part
from events.models import NightCall, Session, SignUp
from market.actions import payments
from market.core.actors import HOUSE
from market.models import Account, Vendor
from tests.builders import AT, a_vendor
from tests.events.builders import a_pitch_for, a_series, a_session


def a_call(session: Session | None = None, **given: Any) -> NightCall:
    """A call to a night's series from a month ago until its eve: fee 80 yuan, deposit 100 yuan."""
    series = given.pop("series", None) or (session.series if session else a_series())
    terms: dict[str, Any] = {"fee_fen": 8000, "deposit_fen": 10000, "by": HOUSE}
    terms |= {"opens_at": AT - timedelta(days=30), "closes_at": AT + timedelta(days=120)}
    return calls.open_call(series, **terms | given)


def signed_up(
    call: NightCall, session: Session, vendor: Vendor | None = None, **given: Any
) -> SignUp:
    """A vendor who has answered the call for this night."""
    given.setdefault("at", AT)
    vendor = vendor or a_vendor()
    (made,) = taking_part.sign_up(call, [session], vendor, by=HOUSE, **given)
    return made


def with_a_pitch(call: NightCall, session: Session, vendor: Vendor | None = None) -> SignUp:
    """The same, with a pitch of their own."""
    made = signed_up(call, session, vendor)
    return sign_ups.place(made, a_pitch_for(session), by=HOUSE, at=AT)


def paid(sign_up: SignUp) -> SignUp:
    """Everything that is owed for it has been paid in cash."""
    market = sign_up.session.series.market
    account = Account.objects.get(vendor=sign_up.vendor, market=market)
    owed = sum(account.charges.values_list("open_fen", flat=True))
    payments.record(
        account,
        key=f"cash/{sign_up.pk}",
        amount_fen=owed,
        method="cash",
        quietly=True,
        received_on=AT.date(),
        by=HOUSE,
        at=AT,
    )
    return sign_up


def a_full_night(many: int, **given: Any) -> Session:
    """A night with so many vendors, each on a pitch, each having paid fee and deposit."""
    session = a_session(**given)
    call = a_call(session)
    for _ in range(many):
        paid(with_a_pitch(call, session))
    return session

"""What a vendor should know of the programme at a glance: the coming nights, and where."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from events.core.states import NOT_ON, SessionState, SignUpState
from events.models import SignUp
from events.queries.sign_ups import sign_ups_seen_by
from market.core.actors import Actor
from market.core.waiting import Glance

SHOWN = 3
_OFF = _("{day}: called off. You need not come.")
_POSTPONED = _("{day}: put off. We will tell you the new day.")
_SAYS = {
    SignUpState.PLACED: _("{day}: your pitch is {pitch}."),
    SignUpState.ASKED: _("{day}: you are signed up. We will say here which pitch you get."),
    SignUpState.WAITING: _("{day}: you are on the waiting list."),
}


def glance(by: Actor, on: date) -> list[Glance]:
    """The next three sessions that a vendor takes part in, or hopes to; those called off too."""
    mine = sign_ups_seen_by(by).filter(vendor__in=by.vendors, session__day__gte=on)
    coming = mine.filter(state__in=_SAYS).order_by("session__starts_at", "pk")
    return [_part(each) for each in coming[:SHOWN]]


def _part(sign_up: SignUp) -> Glance:
    session = sign_up.session
    off = session.state in NOT_ON
    said = _OFF if session.state == SessionState.CANCELLED else _POSTPONED
    return Glance(
        words=said if off else _SAYS[SignUpState(sign_up.state)],
        facts={"day": session.day, "pitch": sign_up.pitch.code if sign_up.pitch else ""},
        url=reverse("events:session", args=[session.pk]),
        state=session.state if off else sign_up.state,
        noun="session" if off else "sign-up",
        urgent=off,
    )

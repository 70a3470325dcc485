"""Who takes part."""

from datetime import date

from django.db.models import Q, QuerySet

from events.core.states import IS_OVER, NOT_ON, SignUpState
from events.models import Session, SignUp
from market.core.actors import Actor
from market.queries.sight import EVERYBODY_HERE, sight_of


def sign_ups_seen_by(by: Actor) -> QuerySet[SignUp]:
    """A vendor's own, and those of the markets where this actor works."""
    rows = SignUp.objects.select_related(
        "vendor", "pitch", "session__zone", "session__series__market", "check_in"
    )
    sight = sight_of(by, "sign-up", EVERYBODY_HERE)
    if sight.markets is None:
        return rows
    here = Q(session__series__market__in=sight.markets)
    return rows.filter(Q(vendor__in=sight.vendors) | here)


def standing(session: Session) -> QuerySet[SignUp]:
    """Who has a pitch in the session, in the order in which one walks past; nobody if it is off."""
    rows = SignUp.objects.select_related("vendor", "pitch__zone")
    if session.state in NOT_ON:
        return rows.none()
    placed = rows.filter(session=session, state=SignUpState.PLACED)
    return placed.order_by("pitch__zone__position", "pitch__code_key")


def to_be_answered(by: Actor, *, on: date) -> QuerySet[SignUp]:
    """Requests that nobody has answered, for sessions that are still to come."""
    coming = sign_ups_seen_by(by).filter(session__day__gte=on).exclude(vendor__in=by.vendors)
    return coming.filter(state=SignUpState.ASKED).exclude(session__state__in=NOT_ON)


def open_requests(session: Session) -> QuerySet[SignUp]:
    """Who could still be given a place in the session, the first to ask first."""
    rows = SignUp.objects.filter(session=session).select_related("vendor")
    return rows.filter(state__in=(SignUpState.ASKED, SignUpState.WAITING))


def taking_part(session: Session) -> QuerySet[SignUp]:
    """Everybody who has a place in the session, or hopes for one."""
    over = (*IS_OVER, SignUpState.CALLED_OFF)
    return SignUp.objects.filter(session=session).exclude(state__in=over)

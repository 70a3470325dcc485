"""Who may do what with the programme."""

from events.core.states import SESSION, SIGN_UP, SessionState, SignUpState
from events.models import Session, SignUp
from market.core.actors import Actor
from market.rules import Rulebook, by_roles

BOOK = Rulebook(
    {
        "programme.add": by_roles("manager"),
        "series.add": by_roles("manager"),
        "series.edit": by_roles("manager"),
        "series.rule": by_roles("manager"),
        "series.lay_out": by_roles("manager"),
        "series.import": by_roles("manager"),
        "session.schedule": by_roles("manager"),
        "session.rename": by_roles("manager"),
        "session.expect": by_roles("manager"),
        "session.publish": by_roles("manager"),
        "session.move": by_roles("manager"),
        "session.postpone": by_roles("manager"),
        "session.leave_out": by_roles("manager"),
        "session.cancel": by_roles("manager"),
        "session.reinstate": by_roles("manager"),
        "session.go_on": by_roles("manager"),
        "session.count": by_roles("manager", "steward"),
        "night-call.open": by_roles("manager"),
        "night-call.edit": by_roles("manager"),
        "call-off.order": by_roles("manager"),
        "call-off.undo": by_roles("manager"),
        "call-off.carry_out": by_roles("manager"),
        "vendor-feed.open": by_roles(vendor=True),
        "sign-up.ask": by_roles("manager", vendor=True),
        "sign-up.accept": by_roles("manager"),
        "sign-up.take": by_roles("manager", vendor=True),
        "sign-up.confirm": by_roles("manager", helper=True),
        "sign-up.check_in": by_roles("manager", "steward", helper=True),
        "sign-up.inspect": by_roles("manager", "steward"),
        "sign-up.tell_takings": by_roles("manager", vendor=True),
        "sign-up.pass_on": by_roles("manager"),
        "sign-up.place": by_roles("manager"),
        "sign-up.wait": by_roles("manager"),
        "sign-up.refuse": by_roles("manager"),
        "sign-up.withdraw": by_roles("manager", vendor=True),
        "filing.apply": by_roles("manager", "checker"),
        "filing.grant": by_roles("manager", "checker"),
        "filing.refuse": by_roles("manager", "checker"),
        "filing.return": by_roles("manager", "checker"),
        "filing.prepare": by_roles("manager", "checker"),
        "filing.set_lead": by_roles("manager"),
    }
)
allows = BOOK.allows
require = BOOK.require
can = BOOK.can


def can_with(by: Actor, session: Session) -> list[str]:
    """What is open to this actor: the moves of its state, and to take it elsewhere."""
    open_now = [move for move in can(by, "session", SESSION, session) if move != "reinstate"]
    if session.state != SessionState.CANCELLED and allows(by, "session.move", session):
        open_now.append("move")
    return open_now


def can_answer(by: Actor, sign_up: SignUp) -> list[str]:
    """The moves of its state that are open to this actor; while the session is put off, to leave it."""
    open_now = can(by, "sign-up", SIGN_UP, sign_up)
    if sign_up.session.state == SessionState.POSTPONED:
        return [move for move in open_now if move in ("withdraw", "refuse")]
    return open_now


def can_take_part(by: Actor, sign_up: SignUp) -> list[str]:
    """What is open to this actor: the moves of its state, and to confirm it."""
    open_now = can_answer(by, sign_up)
    if sign_up.session.state == SessionState.POSTPONED:
        return open_now
    has_place = sign_up.state in (SignUpState.ACCEPTED, SignUpState.PLACED)
    if has_place and sign_up.confirmed_at is None and allows(by, "sign-up.confirm", sign_up):
        open_now.append("confirm")
    return open_now

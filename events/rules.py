"""Who may do what with the programme."""

from events.core.states import SESSION, SessionState
from events.models import Session
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
        "vendor-feed.open": by_roles(vendor=True),
        "sign-up.ask": by_roles("manager", vendor=True),
        "sign-up.place": by_roles("manager"),
        "sign-up.wait": by_roles("manager"),
        "sign-up.refuse": by_roles("manager"),
        "sign-up.withdraw": by_roles("manager", vendor=True),
        "filing.apply": by_roles("manager", "checker"),
        "filing.grant": by_roles("manager", "checker"),
        "filing.refuse": by_roles("manager", "checker"),
    }
)
allows = BOOK.allows
require = BOOK.require
can = BOOK.can


def can_with(by: Actor, session: Session) -> list[str]:
    """What is open to this actor: the moves of its state, and to take it elsewhere."""
    open_now = can(by, "session", SESSION, session)
    if session.state != SessionState.CANCELLED and allows(by, "session.move", session):
        open_now.append("move")
    return open_now

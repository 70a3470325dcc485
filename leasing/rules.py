"""Who may do what in leasing."""

from leasing.core.states import APPLICATION
from leasing.core.telling import told_state
from leasing.models import Application
from market.core.actors import Actor
from market.rules import Rulebook, by_roles

_OTHERS = ("cashier", "checker", "steward", "auditor")

BOOK = Rulebook(
    {
        "application.begin": by_roles("manager", "steward", vendor=True),
        "application.edit": by_roles("manager", vendor=True),
        "application.submit": by_roles("manager", vendor=True),
        "application.withdraw": by_roles("manager", vendor=True),
        "application.receive": by_roles("manager", "checker"),
        "application.correct": by_roles("manager", "checker"),
        "application.waitlist": by_roles("manager"),
        "application.offer": by_roles("manager"),
        "application.refuse": by_roles("manager"),
        "application.turn_away": by_roles("manager", "checker"),
        "application.review": by_roles("manager", "checker", "steward"),
        "application.see_decision": by_roles("manager", *_OTHERS),
        "application.admit": by_roles("manager"),
        "application.reject": by_roles("manager"),
        "application.reopen": by_roles("manager"),
        "application.put_back": by_roles("manager"),
        "application.tell": by_roles("manager"),
        "application.reorder": by_roles("manager"),
        "application.cancel": by_roles("manager"),
        "application.accept": by_roles("manager", vendor=True),
        "application.decline": by_roles("manager", vendor=True),
        "application.expire": by_roles(),
        "call.add": by_roles("manager"),
        "call.edit": by_roles("manager"),
        "call.publish": by_roles("manager"),
        "call.close": by_roles("manager"),
        "call.reopen": by_roles("manager"),
        "call.withdraw": by_roles("manager"),
        "criterion.edit": by_roles("manager"),
        "draw.announce": by_roles("manager"),
        "draw.freeze": by_roles("manager"),
        "draw.draw": by_roles("manager"),
        "draw.void": by_roles("manager"),
        "draw.take_over": by_roles("manager"),
        "lease.draft": by_roles("manager"),
        "lease.offer": by_roles("manager"),
        "lease.sign": by_roles("manager"),
        "lease.end": by_roles("manager"),
        "lease.cancel": by_roles("manager"),
        "lease.bill": by_roles("manager", "cashier"),
    }
)
allows = BOOK.allows
require = BOOK.require
can = BOOK.can


def moves_open(application: Application, by: Actor) -> list[str]:
    """The moves open to this reader. To whom a decision was not told, it has not happened."""
    state = application.state
    if not allows(by, "application.see_decision", application):
        state = told_state(state, application.decided_from)
    return [
        move
        for move in APPLICATION.open_from(state)
        if allows(by, f"application.{move}", application)
    ]

"""Who may do what in leasing."""

from leasing.core.states import APPLICATION
from leasing.core.telling import told_state
from leasing.models import Application
from market.core.actors import Actor
from market.rules import Rule, Rulebook, by_roles

_OTHERS = ("cashier", "checker", "steward", "auditor")

BOOK = Rulebook(
    {
        "application.begin": by_roles("manager", "steward", helper=True),
        "application.edit": by_roles("manager", helper=True),
        "application.submit": by_roles("manager", helper=True),
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
        "lease.amend": by_roles("manager"),
        # nobody puts a vendor's name under a contract but the vendor, an owner neither
        "lease.agree": Rule(frozenset(), vendor=True),
        "lease.scan": by_roles("manager"),
        "lease.renew": by_roles("manager"),
        "lease.end": by_roles("manager"),
        "lease.terminate": by_roles("manager"),
        "lease.reopen": by_roles("manager"),
        "lease.hold_over": by_roles("manager"),
        "lease.transfer": by_roles("manager"),
        "lease.relocate": by_roles("manager"),
        "lease.mind": by_roles(),
        "lease.cancel": by_roles("manager"),
        "lease.bill": by_roles("manager", "cashier"),
        "latefee.settle": by_roles("manager"),
        "latefee.post": by_roles("manager", "cashier"),
        "latefee.waive": by_roles("manager"),
        "agreement.propose": by_roles("manager", "cashier"),
        "agreement.agree": by_roles("manager", "cashier", vendor=True),
        "agreement.decline": by_roles("manager", "cashier", vendor=True),
        "agreement.withdraw": by_roles("manager"),
        "agreement.end": by_roles("manager"),
        "demand.draft": by_roles("manager", "cashier"),
        "demand.issue": by_roles("manager", "cashier"),
        "demand.deliver": by_roles("manager", "cashier", "steward"),
        "demand.lapse": by_roles("manager"),
        "demand.withdraw": by_roles("manager"),
        "termination.begin": by_roles("manager"),
        "termination.skip": by_roles("manager"),
        "termination.notice": by_roles("manager"),
        "termination.deliver": by_roles("manager", "steward"),
        "termination.end": by_roles("manager"),
        "termination.withdraw": by_roles("manager"),
        "deposit.claim": by_roles("manager"),
        "deposit.top_up": by_roles("manager", "cashier"),
        "settlement.draft": by_roles("manager", "cashier"),
        "settlement.propose": by_roles("manager", "cashier"),
        "settlement.agree": by_roles("manager", "cashier", vendor=True),
        "settlement.dispute": by_roles("manager", "cashier", vendor=True),
        "settlement.revise": by_roles("manager", "cashier"),
        "settlement.book": by_roles("manager", "cashier"),
        "settlement.return": by_roles("cashier"),
        "settlement.withdraw": by_roles("manager"),
        "price.settle": by_roles("manager"),
        "meter.edit": by_roles("manager"),
        "meter.bill": by_roles("manager", "cashier"),
        "meterrun.void": by_roles("manager"),
        "reading.take": by_roles("manager", "cashier", "steward"),
        "reading.propose": by_roles("manager", "cashier", "steward", helper=True),
        "reading.confirm": by_roles("manager", "cashier", "steward"),
        "reading.refuse": by_roles("manager", "cashier", "steward"),
        "reading.correct": by_roles("manager", "cashier"),
        "reading.withdraw": by_roles("manager", "cashier"),
        "renewal.accept": by_roles("manager", vendor=True),
        "renewal.decline": by_roles("manager", vendor=True),
        "renewal.withdraw": by_roles("manager"),
        "renewal.expire": by_roles(),
        "transfer.ask": by_roles("manager", "steward", vendor=True),
        "transfer.withdraw": by_roles("manager", vendor=True),
        "transfer.consent": by_roles("manager"),
        "transfer.refuse": by_roles("manager"),
        "sublet.record": by_roles("manager", "steward", "checker"),
        "sublet.object": by_roles("manager"),
        "sublet.consent": by_roles("manager"),
        "sublet.resolve": by_roles("manager"),
        "closure.make": by_roles("manager"),
        "closure.lift": by_roles("manager"),
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

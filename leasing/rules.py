"""Who may do what in leasing."""

from market.rules import Rulebook, by_roles

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
        "application.accept": by_roles("manager", vendor=True),
        "application.decline": by_roles("manager", vendor=True),
        "application.expire": by_roles(),
        "lease.draft": by_roles("manager"),
        "lease.offer": by_roles("manager"),
        "lease.sign": by_roles("manager"),
        "lease.amend": by_roles("manager"),
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

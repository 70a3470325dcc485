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
        "lease.end": by_roles("manager"),
        "lease.cancel": by_roles("manager"),
        "lease.bill": by_roles("manager", "cashier"),
        "meter.edit": by_roles("manager"),
        "meter.bill": by_roles("manager", "cashier"),
        "meterrun.void": by_roles("manager"),
        "reading.take": by_roles("manager", "cashier", "steward"),
        "reading.propose": by_roles("manager", "cashier", "steward", vendor=True),
        "reading.confirm": by_roles("manager", "cashier", "steward"),
        "reading.refuse": by_roles("manager", "cashier", "steward"),
        "reading.correct": by_roles("manager", "cashier"),
        "reading.withdraw": by_roles("manager", "cashier"),
    }
)
allows = BOOK.allows
require = BOOK.require
can = BOOK.can

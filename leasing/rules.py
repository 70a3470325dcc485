"""Who may do what in leasing."""

from market.rules import Rule, Rulebook, by_roles

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
        # nobody puts a vendor's name under a contract but the vendor, an owner neither
        "lease.agree": Rule(frozenset(), vendor=True),
        "lease.scan": by_roles("manager"),
        "lease.end": by_roles("manager"),
        "lease.cancel": by_roles("manager"),
        "lease.bill": by_roles("manager", "cashier"),
    }
)
allows = BOOK.allows
require = BOOK.require
can = BOOK.can

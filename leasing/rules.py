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
    }
)
allows = BOOK.allows
require = BOOK.require
can = BOOK.can

"""Who may do what with the programme."""

from market.rules import Rulebook, by_roles

BOOK = Rulebook(
    {
        "series.add": by_roles("manager"),
        "session.schedule": by_roles("manager"),
        "session.rename": by_roles("manager"),
        "session.expect": by_roles("manager"),
        "session.publish": by_roles("manager"),
        "session.move": by_roles("manager"),
        "session.cancel": by_roles("manager"),
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

"""Who may do what on the ground: one table, and the judge that the upper apps use with theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from market.core.actors import Actor
from market.core.machines import Machine
from market.core.refusals import Forbidden
from market.models import Vendor


@dataclass(frozen=True)
class Rule:
    """Roles that may, and whether the vendor whose thing it is may too."""

    roles: frozenset[str]
    vendor: bool = False


def by_roles(*names: str, vendor: bool = False) -> Rule:
    """A rule for these roles; an owner may do everything."""
    return Rule(frozenset({"owner", *names}), vendor)


class Rulebook:
    """A table of acts and rules. An act that is not in the table is a mistake in the code."""

    def __init__(self, table: Mapping[str, Rule]) -> None:
        self.table = table

    def allows(self, by: Actor, act: str, thing: Any) -> bool:
        rule = self.table[act]
        if by.house:
            return True
        if not by.in_scope(act):
            return False
        if rule.vendor and vendor_of(thing) in by.vendors:
            return True
        return any(by.holds(rule.roles, market) for market in markets_of(thing))

    def require(self, by: Actor, act: str, thing: Any) -> None:
        """This will refuse, with Forbidden("not_yours_to_do"), who may not do the act."""
        if not self.allows(by, act, thing):
            raise Forbidden(
                "not_yours_to_do",
                "You may see this, but not do it. Ask an owner of the market for the right role.",
                act=act,
            )

    def can(self, by: Actor, noun: str, machine: Machine, thing: Any) -> list[str]:
        """The moves that are open now, and to this actor: the buttons of a page."""
        return [
            move
            for move in machine.open_from(thing.state)
            if f"{noun}.{move}" in self.table and self.allows(by, f"{noun}.{move}", thing)
        ]


_TO_MARKET = (
    *("zone", "series", "session", "call", "account", "lease", "application", "pitch"),
    "meter",
)


def markets_of(thing: Any) -> list[int | None]:
    """The markets that a thing belongs to; a vendor belongs wherever it has an account."""
    if thing is None:
        return [None]
    if thing._meta.label == "market.Market":
        return [thing.pk]
    if hasattr(thing, "market_id"):
        return [thing.market_id]
    for name in _TO_MARKET:
        if getattr(thing, f"{name}_id", None) is not None:
            return markets_of(getattr(thing, name))
    vendor = thing if isinstance(thing, Vendor) else getattr(thing, "vendor", None)
    if vendor is None:
        return [None]
    return [None, *(account.market_id for account in vendor.accounts.all())]


def vendor_of(thing: Any) -> int | None:
    """The vendor whose thing this is, if it is anybody's."""
    if isinstance(thing, Vendor):
        return thing.pk
    if getattr(thing, "vendor_id", None) is not None:
        return int(thing.vendor_id)
    for name in ("account", "lease", "application", "permit"):
        if getattr(thing, f"{name}_id", None) is not None:
            return vendor_of(getattr(thing, name))
    return None


BOOK = Rulebook(
    {
        "market.edit": by_roles(),
        "house.tidy": by_roles(),
        "operator.add": by_roles(),
        "role.grant": by_roles(),
        "pitch.edit": by_roles("manager"),
        "pitch.close": by_roles("manager"),
        "pitch.shape": by_roles("manager"),
        "vendor.add": by_roles("manager", "cashier", "checker"),
        "vendor.edit": by_roles("manager", "checker", vendor=True),
        "vendor.reveal": by_roles("manager", "checker"),
        "permit.submit": by_roles("manager", "checker", vendor=True),
        "permit.accept": by_roles("manager", "checker"),
        "permit.return": by_roles("manager", "checker"),
        "permit.resubmit": by_roles("manager", "checker", vendor=True),
        "permit.refuse": by_roles("manager", "checker"),
        "permit.withdraw": by_roles("manager", "checker", vendor=True),
        "permit.revoke": by_roles("manager"),
        "charge.add": by_roles("manager", "cashier"),
        "charge.reverse": by_roles("manager"),
        "payment.record": by_roles("manager", "cashier"),
        "payment.reverse": by_roles("manager", "cashier"),
        "account.print": by_roles("manager", "cashier", vendor=True),
        "books.close": by_roles("manager"),
        "books.reopen": by_roles("manager"),
        "chart.edit": by_roles("manager"),
        "payment.reallocate": by_roles("manager", "cashier"),
        "mismatch.settle": by_roles("manager", "cashier"),
        "refund.request": by_roles("manager", "cashier"),
        "refund.approve": by_roles("manager"),
        "refund.refuse": by_roles("manager"),
        "refund.withdraw": by_roles("manager", "cashier"),
        "refund.pay": by_roles("manager", "cashier"),
        "closing.close": by_roles("manager", "cashier"),
        "closing.close_for_another": by_roles("manager"),
        "closing.confirm": by_roles("manager", "cashier"),
        "statement.bring": by_roles("manager", "cashier"),
        "statementline.book": by_roles("manager", "cashier"),
        "statementline.park": by_roles("manager", "cashier"),
        "statementline.ignore": by_roles("manager", "cashier"),
        "statementline.reopen": by_roles("manager", "cashier"),
        "statementline.unbook": by_roles("manager", "cashier"),
        "payer.forget": by_roles("manager", "cashier"),
        "notice.plan": by_roles("manager"),
        "notice.send": by_roles("manager"),
        "intake.bring": by_roles("manager"),
        "audit.read": by_roles("manager", "auditor"),
    }
)
allows = BOOK.allows
require = BOOK.require
can = BOOK.can

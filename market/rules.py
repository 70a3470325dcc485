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
    """Roles that may, whether the vendor whose thing it is may too, and whoever helps the vendor."""

    roles: frozenset[str]
    vendor: bool = False
    helper: bool = False

    def lets(self, vendor: int | None, by: Actor) -> bool:
        """Whether somebody of the vendor's may."""
        if vendor is None or vendor not in by.vendors:
            return False
        return self.helper if vendor in by.helps else self.vendor


def by_roles(*names: str, vendor: bool = False, helper: bool = False) -> Rule:
    """A rule for these roles; an owner may do everything. What a helper may, the vendor may."""
    return Rule(frozenset({"owner", *names}), vendor or helper, helper)


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
        if rule.vendor and rule.lets(vendor_of(thing), by):
            return True
        return any(by.holds(rule.roles, market) for market in markets_of(thing))

    def require(self, by: Actor, act: str, thing: Any) -> None:
        """This will refuse, with Forbidden("not_yours_to_do"), who may not do the act."""
        if not self.allows(by, act, thing):
            raise _not_yours(act)

    def allows_somewhere(self, by: Actor, act: str) -> bool:
        """Whether the act is allowed at any market: for what belongs to no market in particular."""
        rule = self.table[act]
        held = any(role.name in rule.roles for role in by.roles)
        return by.house or (by.in_scope(act) and held)

    def require_somewhere(self, by: Actor, act: str) -> None:
        """This will refuse, with Forbidden("not_yours_to_do"), who may do the act at no market."""
        if not self.allows_somewhere(by, act):
            raise _not_yours(act)

    def can(self, by: Actor, noun: str, machine: Machine, thing: Any) -> list[str]:
        """The moves that are open now, and to this actor: the buttons of a page."""
        return [
            move
            for move in machine.open_from(thing.state)
            if f"{noun}.{move}" in self.table and self.allows(by, f"{noun}.{move}", thing)
        ]


def _not_yours(act: str) -> Forbidden:
    return Forbidden(
        "not_yours_to_do",
        "You may see this, but not do it. Ask an owner of the market for the right role.",
        act=act,
    )


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
        "paycode.hang_out": by_roles("manager"),
        "house.tidy": by_roles(),
        "operator.add": by_roles(),
        "role.grant": by_roles(),
        "pitch.edit": by_roles("manager"),
        "pitch.close": by_roles("manager"),
        "pitch.shape": by_roles("manager"),
        "vendor.add": by_roles("manager", "cashier", "checker"),
        "vendor.edit": by_roles("manager", "checker", vendor=True),
        "vendor.copy": Rule(frozenset(), vendor=True),
        "vendor.erase": Rule(frozenset(), vendor=True),
        "vendor.reveal": by_roles("manager", "checker"),
        "member.invite": by_roles("manager", vendor=True),
        "member.remove": by_roles("manager", vendor=True),
        "vendor.hand_code": by_roles("manager", "cashier"),
        "permit.submit": by_roles("manager", "checker", helper=True),
        "permit.accept": by_roles("manager", "checker"),
        "permit.return": by_roles("manager", "checker"),
        "permit.resubmit": by_roles("manager", "checker", helper=True),
        "permit.refuse": by_roles("manager", "checker"),
        "permit.withdraw": by_roles("manager", "checker", vendor=True),
        "permit.revoke": by_roles("manager"),
        "permit.apply": by_roles("manager", "checker", helper=True),
        "need.reckon": by_roles(),
        "requirement.revise": by_roles("manager"),
        "policy.set": by_roles("manager"),
        "paperoverride.grant": by_roles("manager"),
        "paperoverride.take_back": by_roles("manager"),
        "suspension.suspend": by_roles("manager"),
        "suspension.reinstate": by_roles("manager"),
        "errand.open": by_roles("manager", "checker"),
        "errand.print": by_roles("manager", "checker", helper=True),
        "errand.tick": by_roles("manager", "checker"),
        "errand.submit": by_roles("manager", "checker"),
        "errand.receive": by_roles("manager", "checker"),
        "errand.correct": by_roles("manager", "checker"),
        "errand.collect": by_roles("manager", "checker"),
        "errand.refuse": by_roles("manager", "checker"),
        "errand.drop": by_roles("manager", "checker"),
        "charge.add": by_roles("manager", "cashier"),
        "charge.reverse": by_roles("manager"),
        "payment.record": by_roles("manager", "cashier"),
        "payment.reverse": by_roles("manager", "cashier"),
        "paidnote.tell": by_roles("manager", "cashier", helper=True),
        "paidnote.book": by_roles("manager", "cashier"),
        "paidnote.refuse": by_roles("manager", "cashier"),
        "paidnote.withdraw": by_roles("manager", "cashier", vendor=True),
        "account.print": by_roles("manager", "cashier", helper=True),
        "books.close": by_roles("manager"),
        "books.reopen": by_roles("manager"),
        "chart.edit": by_roles("manager"),
        "policy.edit": by_roles("manager"),
        "template.edit": by_roles("manager"),
        "vendor.silence": by_roles("manager", "steward", vendor=True),
        "vendor.prefer": by_roles("manager", "cashier", "checker", vendor=True),
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
        "notice.pause": by_roles("manager"),
        "notice.retry": by_roles("manager", "cashier"),
        "notice.hurry": by_roles("manager", "cashier"),
        "notice.arrived": by_roles("manager", "cashier"),
        "notice.reached": by_roles("manager", "cashier", "checker", "steward"),
        "notice.missed": by_roles("manager", "cashier", "checker", "steward"),
        "notice.drop": by_roles("manager", "cashier"),
        "notice.print": by_roles("manager", "cashier", "checker", "steward", "auditor"),
        "intake.bring": by_roles("manager"),
        "audit.read": by_roles("manager", "auditor"),
        "checklist.edit": by_roles("manager"),
        "round.plan": by_roles("manager", "checker", "steward"),
        "round.close": by_roles("manager", "checker", "steward"),
        "round.cancel": by_roles("manager", "checker"),
        "inspection.record": by_roles("manager", "checker", "steward"),
        "inspection.void": by_roles("manager"),
        "finding.rectify": by_roles("manager", "checker", "steward", helper=True),
        "finding.clear": by_roles("manager", "checker", "steward"),
        "finding.reopen": by_roles("manager", "checker", "steward"),
        "finding.withdraw": by_roles("manager"),
        "penalty.record": by_roles("manager", "checker"),
        "penalty.withdraw": by_roles("manager"),
        "scale.edit": by_roles("manager", "checker"),
        "scale.verify": by_roles("manager", "checker"),
        "scale.stop": by_roles("manager", "checker", "steward"),
        "scale.resume": by_roles("manager", "checker"),
        "scale.retire": by_roles("manager", "checker"),
        "scale.log": by_roles("manager", "checker", "steward"),
        "quicktest.record": by_roles("manager", "checker", "steward"),
        "quicktest.dispose": by_roles("manager", "checker", "steward"),
        "complaint.add": by_roles("manager", "cashier", "checker", "steward"),
        "complaint.take": by_roles("manager", "checker", "steward"),
        "complaint.settle": by_roles("manager", "checker", "steward"),
        "complaint.dismiss": by_roles("manager", "checker"),
        "complaint.contact": by_roles("manager", "checker"),
        "boardentry.post": Rule(frozenset(), vendor=True),
        "boardentry.contact": Rule(frozenset(), vendor=True),
        "boardentry.withdraw": by_roles("manager", vendor=True),
        "boardentry.take_down": by_roles("manager", "steward"),
        "enquiry.ask": by_roles("manager", "cashier", "checker", "steward", helper=True),
        "enquiry.take": by_roles("manager", "cashier", "checker", "steward"),
        "enquiry.answer": by_roles("manager", "cashier", "checker", "steward"),
        "enquiry.say": by_roles("manager", "cashier", "checker", "steward"),
        "enquiry.reopen": by_roles("manager", "cashier", "checker", "steward"),
        "enquiry.close": by_roles("manager", "cashier", "checker", "steward"),
        "promise.edit": by_roles("manager"),
        "dossier.ask": by_roles("manager", "checker"),
        "dossier.fetch": by_roles("manager", "checker"),
        "dossier.retry": by_roles("manager", "checker"),
        "dossier.expire": by_roles("manager", "checker"),
        "dossier.build": by_roles(),
        "retention.edit": by_roles(),
        "erasure.read": by_roles("manager", "checker", "auditor"),
        "erasure.run": by_roles(),
    }
)
allows = BOOK.allows
require = BOOK.require
allows_somewhere = BOOK.allows_somewhere
require_somewhere = BOOK.require_somewhere
can = BOOK.can

"""How far an actor sees: the markets whose things of a kind are there for it to see."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from market.core.actors import Actor
from market.models import Account

EVERYBODY_HERE = frozenset(("owner", "manager", "cashier", "checker", "steward", "auditor"))
WITH_PAPERS = frozenset(("owner", "manager", "checker", "steward", "auditor"))
WITH_MONEY = frozenset(("owner", "manager", "cashier", "auditor"))
WITH_MESSAGES = frozenset(("owner", "manager", "cashier", "checker", "auditor"))
WITH_JOURNAL = frozenset(("owner", "manager", "auditor"))


@dataclass(frozen=True)
class Sight:
    """Markets (None is every one) as an operator, and vendors as one of their people."""

    markets: frozenset[int] | None
    vendors: frozenset[int]


def sight_of(actor: Actor, noun: str, roles: frozenset[str]) -> Sight:
    """What somebody sees of a noun: of the markets where one of these roles is held, all of it.

    A key sees a noun only with the scope `noun.read` (or `noun.*`).
    """
    if actor.house:
        return Sight(None, frozenset())
    if not actor.in_scope(f"{noun}.read"):
        return Sight(frozenset(), frozenset())
    held = [role.market for role in actor.roles if role.name in roles]
    markets = None if None in held else frozenset(market for market in held if market is not None)
    return Sight(markets, actor.vendors)


def of_vendors(sight: Sight, path: str = "") -> Q:
    """The condition for things of vendors: `path` leads to the vendor, empty for vendors.

    A vendor is seen from every market where it has an account.
    """
    own = Q(**{f"{path}__in" if path else "pk__in": sight.vendors})
    if sight.markets is None:
        return Q()
    if not sight.markets:
        return own
    here = Account.objects.filter(vendor=OuterRef(path or "pk"), market__in=sight.markets)
    return own | Q(Exists(here))


def of_accounts(sight: Sight, path: str) -> Q:
    """The condition for things of accounts: of these markets, or of one's own vendors."""
    if sight.markets is None:
        return Q()
    return Q(**{f"{path}__market__in": sight.markets}) | Q(**{f"{path}__vendor__in": sight.vendors})

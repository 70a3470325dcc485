"""Who is told: the vendor, or those of the house whose business it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.utils.module_loading import import_string

from market.core.policies import Whom
from market.models import Role, User

# whoever stands in where a market has nobody in the role
STANDS_IN = ("manager", "owner")


@dataclass(frozen=True)
class Post:
    """A role that somebody holds: at a market, or at every one; a steward for some zones."""

    user: User
    name: str
    market: int | None
    zones: frozenset[int]


class Crew:
    """All who hold a role, read at the first question: two queries, whoever is asked for then."""

    @cached_property
    def posts(self) -> list[Post]:
        roles = Role.objects.filter(user__is_active=True).select_related("user")
        return [
            Post(
                role.user,
                role.name,
                role.market_id,
                frozenset(zone.pk for zone in role.zones.all()),
            )
            for role in roles.order_by("user").prefetch_related("zones")
        ]

    def told(self, whom: Whom, role: str, market: int | None, zones: Collection[int]) -> list[User]:
        """The people behind a word of a policy, each once; who stands in where there is nobody.

        role: of whoever is responsible. A steward is told of their own zones, and of everything
        where they have none.
        """
        name = {Whom.RESPONSIBLE: role, Whom.STEWARD: "steward"}.get(whom, "manager")
        for wanted in (name, *STANDS_IN):
            found = [post.user for post in self._holders(wanted, market, zones)]
            if found:
                return list({user.pk: user for user in found}.values())
        return []

    def _holders(self, name: str, market: int | None, zones: Collection[int]) -> Iterable[Post]:
        for post in self.posts:
            here = market is None or post.market is None or post.market == market
            mine = name != "steward" or not post.zones or post.zones & set(zones)
            if post.name == name and here and mine:
                yield post


def zones_at_home(vendors: Collection[int], on: date) -> Mapping[int, frozenset[int]]:
    """The zones of each vendor, put together from every app that knows of some."""
    found: dict[int, frozenset[int]] = defaultdict(frozenset)
    for path in settings.VENDOR_ZONES:
        for vendor, zones in import_string(path)(vendors, on).items():
            found[vendor] |= zones
    return found

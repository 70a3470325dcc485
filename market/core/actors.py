"""Who acts: a person with roles, a vendor's people, an anonymous caller, or the house itself."""

from dataclasses import dataclass

# what somebody is to a vendor: the vendor itself, or one who helps with the papers
OWNER, HELPER = "owner", "helper"
MEMBER_ROLES = (OWNER, HELPER)
ROLES = ("owner", "manager", "cashier", "checker", "steward", "auditor")


@dataclass(frozen=True)
class RoleAt:
    """A role at one market; market None means every market. Zones matter to a steward only."""

    name: str
    market: int | None
    zones: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """Whoever asks for something, as far as the rules care.

    user: id of the person, None for the house and for strangers.
    vendors: ids of the vendors this actor may act for. helps: those of them for which the actor
    only helps: what a helper may not do is in the rules.
    scopes: None for people; for an API key, the acts it was given (`lease.*` covers all of a noun).
    """

    name: str
    user: int | None = None
    roles: tuple[RoleAt, ...] = ()
    vendors: frozenset[int] = frozenset()
    helps: frozenset[int] = frozenset()
    scopes: frozenset[str] | None = None
    house: bool = False

    @property
    def operator(self) -> bool:
        return bool(self.roles) or self.house

    def markets(self) -> frozenset[int] | None:
        """The markets this actor works at: None for every one."""
        if self.house or any(role.market is None for role in self.roles):
            return None
        return frozenset(role.market for role in self.roles if role.market is not None)

    def holds(self, names: frozenset[str], market: int | None) -> bool:
        """Whether one of these roles is held at this market."""
        return any(
            role.name in names and (role.market is None or role.market == market)
            for role in self.roles
        )

    def in_scope(self, act: str) -> bool:
        noun = act.partition(".")[0]
        return self.scopes is None or bool(self.scopes & {act, f"{noun}.*", "*"})


HOUSE = Actor("house", house=True)
STRANGER = Actor("stranger")

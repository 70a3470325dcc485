"""How many places a call has for each trade, and what is left of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from market.core.refusals import Conflict


@dataclass(frozen=True)
class Quota:
    """The places of one trade, and how many are promised or given already."""

    trade: str
    places: int
    taken: int

    @property
    def left(self) -> int:
        return max(self.places - self.taken, 0)

    @property
    def full(self) -> bool:
        return self.taken >= self.places


def quotas(places: Mapping[str, int], taken: Mapping[str, int]) -> list[Quota]:
    """For each trade that has a number of places: what is taken of it, in the order given."""
    return [Quota(trade, number, taken.get(trade, 0)) for trade, number in places.items()]


def check(quota: Quota | None, *, beyond: str = "") -> None:
    """This will refuse one more of a trade whose places are all taken, unless it is said why."""
    if quota is not None and quota.full and not beyond.strip():
        raise Conflict(
            "quota_full",
            "All {places} places for {trade} in this call are taken. Say why there should be "
            "one more.",
            places=quota.places,
            trade=quota.trade,
            field="beyond",
        )

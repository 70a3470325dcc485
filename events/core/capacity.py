"""Whether there is room for one more in a session: in all, and of the trade."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Room:
    """places: in all, None for no limit but the pitches. quotas: of a trade, where one is set."""

    places: int | None = None
    quotas: Mapping[str, int] = field(default_factory=dict)

    def left(self, taken: Mapping[str, int], trade: str) -> int | None:
        """How many more of the trade find room beside those; None where nothing limits them."""
        limits = []
        if self.places is not None:
            limits.append(self.places - sum(taken.values()))
        if trade in self.quotas:
            limits.append(self.quotas[trade] - taken.get(trade, 0))
        return max(0, min(limits)) if limits else None

    def fits(self, taken: Mapping[str, int], trade: str) -> bool:
        """Whether one more of the trade finds room beside those who have it already."""
        left = self.left(taken, trade)
        return left is None or left > 0

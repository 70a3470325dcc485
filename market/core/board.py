"""The list of offers and wants among vendors (供需资源清单)."""

from enum import StrEnum

from market.core.machines import Machine

KINDS = ("offer", "want")
CATEGORIES = ("goods", "equipment", "transport", "hands", "space", "other")
# an entry stands for at most so many days, and is put up anew if it still holds
MOST_DAYS = 90


class EntryState(StrEnum):
    """Whether it has run out is a question: its last day decides it."""

    POSTED = "posted"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"


_S = EntryState

BOARD_ENTRY = Machine(
    _S.POSTED,
    {
        "withdraw": ({_S.POSTED}, _S.WITHDRAWN),
        "take_down": ({_S.POSTED}, _S.TAKEN_DOWN),
    },
)

"""The journal of one thing, as parts/timeline.html wants it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from market.core.actors import HOUSE
from market.models import Move
from market.templatetags.desk_words import done


def timeline(moves: Iterable[Move]) -> list[dict[str, Any]]:
    """What was done, by whom, when and why; the newest first, as it came."""
    return [
        {
            "what": done(move),
            "who": who(move),
            "at": move.at,
            "why": move.reason,
            "state": move.after,
        }
        for move in moves
    ]


def who(move: Move) -> str:
    """Who did it; the house itself has a name for people."""
    return _("the house itself") if move.by_name == HOUSE.name else move.by_name

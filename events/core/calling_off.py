"""What a session that is called off gives back, by whose decision it was."""

from enum import StrEnum

from market.core.refusals import Invalid

# for how long an order can be taken back before anybody is told of it
MINUTES_TO_UNDO = 5


class Cause(StrEnum):
    """Why: the weather, the police, or the market itself."""

    WEATHER = "weather"
    POLICE = "police"
    MARKET = "market"


def given_back(left_fen: int, percent: int) -> int:
    """What is given back of an amount, in fen, half a fen in favour of who paid.

    Raises Invalid("bad_percent") outside 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise Invalid("bad_percent", "A share is between 0 and 100 percent.", field="percent")
    return (left_fen * percent * 2 + 100) // 200

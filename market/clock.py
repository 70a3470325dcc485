"""The one reader of the clock. Doors ask it and pass the answer down; nothing below them may."""

from datetime import date, datetime

from market.core.hours import SHANGHAI


def now() -> datetime:
    """This moment, in the market's own zone."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """The calendar day it is at the market, whatever the machine's own zone."""
    return now().date()

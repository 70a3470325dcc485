"""The one reader of the clock. Doors ask it and pass the answer down; nothing below them may."""

from datetime import date, datetime

from django.conf import settings

from market.core.hours import SHANGHAI


def now() -> datetime:
    """This moment, in the market's own zone; in the demo as far off as HUIQUAN_CLOCK_SHIFT says."""
    return datetime.now(SHANGHAI) + settings.CLOCK_SHIFT


def today() -> date:
    """The calendar day it is at the market, whatever the machine's own zone."""
    return now().date()

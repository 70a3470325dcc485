"""The fault run lives fast: every time that a real market waits for is short here, in proportion."""

import os
from datetime import timedelta

from market.actions import claims, delivery
from market.channels import wire
from market.core import retries
from market.drill.sabotage import SABOTAGE


def shorten() -> None:
    """Shorten the times, and take one guard away where HUIQUAN_DRILL_WITHOUT names it."""
    claims.LASTS_SECONDS = 5
    wire.DEADLINE_SECONDS = 2.0
    delivery.BATCH = 20
    delivery.GRACE = timedelta(seconds=8)
    delivery.ASK_AGAIN = timedelta(seconds=1)
    retries.FIRST_PAUSE = timedelta(seconds=0.5)
    retries.LONGEST_PAUSE = timedelta(seconds=4)
    without = os.environ.get("HUIQUAN_DRILL_WITHOUT")
    if without:
        SABOTAGE[without]()

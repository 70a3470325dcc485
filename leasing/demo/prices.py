"""What the demo market asks for its ground: two months' rent down, stalls billed by the month."""

from datetime import datetime

from leasing.actions import prices
from market.core.actors import Actor
from market.core.hours import local_day
from market.models import Market

TERMS = {
    "stall": {"sanitation_fen": 3_000, "deposit_months": 2, "interval_months": 1},
    "container": {"sanitation_fen": 5_000, "deposit_months": 2, "interval_months": 3},
    "shopfront": {"sanitation_fen": 5_000, "deposit_months": 2, "interval_months": 3},
    "night": {"deposit_months": 1, "interval_months": 1},
}


def hang_out(market: Market, *, by: Actor, at: datetime) -> None:
    """Say what is asked for each kind of pitch; each pitch names its own rent."""
    first = local_day(at).replace(month=1, day=1)
    for kind, terms in TERMS.items():
        prices.settle(market, kind, from_day=first, by=by, at=at, **terms)

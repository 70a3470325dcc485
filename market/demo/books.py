"""The books of the demo market: closed month by month, but for the last two."""

from datetime import datetime, time

from market.actions import closings
from market.core.hours import SHANGHAI, local_day
from market.core.periods import ONE_DAY, months_after
from market.demo.crew import acting
from market.demo.places import CODE
from market.models import Market

LEFT_OPEN = 1
CLOSED_ON = 5


def load(*, at: datetime) -> None:
    """Close each month on the fifth of the next one, as the accountant likes it.

    Nothing more can be booked in those months: whatever else happened in them is loaded before.
    """
    market = Market.objects.get(code=CODE)
    manager = acting("manager")
    present = local_day(at).replace(day=1)
    month = closings.next_to_close(market)
    while month is not None and month.start < months_after(present, -LEFT_OPEN):
        after = (month.last or month.start) + ONE_DAY
        then = datetime.combine(after.replace(day=CLOSED_ON), time(16), tzinfo=SHANGHAI)
        closings.close(market, month=month, by=manager, at=min(then, at))
        month = closings.next_to_close(market)

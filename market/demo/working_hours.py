"""When things happen at an office: whenever the demo is loaded, its people work by day."""

from datetime import datetime, time, timedelta

from market.core.hours import SHANGHAI

OPENS, WINDS_UP = time(9), time(17)
# from five in the afternoon to nine in the morning, told within the last hour of work
OVERNIGHT = 16


def at_work(then: datetime) -> datetime:
    """A moment of a working day, never after `then`, in the same order as the moments given.

    Between nine and five it is the very moment; what would have been done overnight was done
    between five and six, before going home.
    """
    local = then.astimezone(SHANGHAI)
    if OPENS <= local.time() < WINDS_UP:
        return local
    evening = datetime.combine(local.date(), WINDS_UP, tzinfo=SHANGHAI)
    if local < evening:
        evening -= timedelta(days=1)
    return evening + (local - evening) / OVERNIGHT

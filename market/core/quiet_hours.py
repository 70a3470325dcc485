"""Quiet hours: when a market does not speak to anybody who has not asked."""

from datetime import datetime, time, timedelta

from market.core.hours import SHANGHAI

QUIET_FROM = time(20)
QUIET_UNTIL = time(8)


def earliest(
    at: datetime, quiet_from: time = QUIET_FROM, quiet_until: time = QUIET_UNTIL
) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into.

    Quiet hours include their first minute and not their last; they may run over midnight, and
    there are none where both ends are the same. Hours are those of the market's own clock.
    """
    local = at.astimezone(SHANGHAI)
    clock = local.time()
    if quiet_from <= quiet_until:
        quiet = quiet_from <= clock < quiet_until
    else:
        quiet = clock >= quiet_from or clock < quiet_until
    if not quiet:
        return at

    end = datetime.combine(local.date(), quiet_until, tzinfo=SHANGHAI)
    return end if end > local else end + timedelta(days=1)

"""Who comes every week to Star Street, and who is away for a while."""

from collections.abc import Sequence
from datetime import datetime

from events.actions import absences, taking_part
from events.core.states import SessionState
from events.demo.calendar import FRIDAY, SATURDAY
from events.demo.guests import NEXT
from events.models import NightCall, Session
from market.core.periods import ONE_DAY
from market.demo.cast import source_key
from market.demo.crew import own_hand
from market.demo.working_hours import at_work
from market.models import Vendor

REGULARS = (("guest/001", SATURDAY), ("guest/003", FRIDAY), ("guest/004", SATURDAY))
AWAY = "guest/004"
AROUND = 3 * ONE_DAY


def come(nights: Sequence[Session], call: NightCall, *, at: datetime) -> None:
    """Take one's weekday as far as it is announced; one gives back the days of a journey."""
    open_ones = [
        night for night in nights if night.state == SessionState.PUBLISHED and night.starts_at > at
    ][len(NEXT) :]
    for key, weekday in REGULARS:
        vendor = Vendor.objects.get(source_key=source_key(key))
        mine = [night for night in open_ones if night.day.isoweekday() == weekday]
        if not mine:
            continue
        by = own_hand(vendor)
        taking_part.sign_up(call, mine, vendor, by=by, at=at_work(at - 2 * ONE_DAY))
        if key == AWAY:
            day = mine[-1].day
            then = at_work(at - ONE_DAY)
            absences.away({vendor.pk}, first=day - AROUND, last=day + AROUND, by=by, at=then)

"""Everything of the programme that the API has: series, sessions, sign-ups, filings."""

from ninja import Router

from events.api import (
    call_offs,
    calls,
    filings,
    foresight,
    nights,
    rosters,
    schedules,
    series,
    sessions,
    sign_ups,
    vendor_feeds,
)

router = Router()
_PARTS = (
    *(series, schedules, sessions, call_offs, foresight, calls),
    *(sign_ups, nights, rosters, filings, vendor_feeds),
)
for part in _PARTS:
    router.add_router("", part.router)

"""Everything of the programme that the API has: series, sessions, sign-ups, filings."""

from ninja import Router

from events.api import filings, schedules, series, sessions, sign_ups, vendor_feeds

router = Router()
for part in (series, schedules, sessions, sign_ups, filings, vendor_feeds):
    router.add_router("", part.router)

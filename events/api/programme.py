"""Everything of the programme that the API has: series, sessions, sign-ups, filings."""

from ninja import Router

from events.api import call_offs, calls, filings, foresight, nights, series, sessions, sign_ups

router = Router()
for part in (series, sessions, call_offs, foresight, calls, sign_ups, nights, filings):
    router.add_router("", part.router)

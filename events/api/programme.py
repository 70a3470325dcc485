"""Everything of the programme that the API has: series, sessions, sign-ups, filings."""

from ninja import Router

from events.api import filings, rosters, series, sessions, sign_ups

router = Router()
for part in (series, sessions, sign_ups, rosters, filings):
    router.add_router("", part.router)

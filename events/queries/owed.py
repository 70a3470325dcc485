"""What the programme knows of that is due: places for tomorrow, and filings."""

from collections.abc import Collection
from datetime import date
from typing import Any

from events.models import Filing, SignUp
from events.queries.names import called
from market.core.hours import SHANGHAI
from market.queries.obligations import Due, Obligations, Told

PLACES_SQL = """
    SELECT place.id AS thing, session.day AS due_on, series.market_id, '' AS variant
    FROM events_session session
    JOIN events_signup place ON place.session_id = session.id AND place.state = 'placed'
    JOIN events_series series ON series.id = session.series_id
    WHERE session.state = 'published' AND session.day BETWEEN %(first)s AND %(last)s
"""
FILINGS_SQL = """
    SELECT filing.id AS thing, filing.apply_by AS due_on, series.market_id, '' AS variant
    FROM events_filing filing
    JOIN events_session session ON session.id = filing.session_id
    JOIN events_series series ON series.id = session.series_id
    WHERE (filing.state IN ('needed', 'refused') AND session.state NOT IN ('cancelled', 'postponed')
           OR filing.state = 'due_back')
      AND filing.apply_by BETWEEN %(first)s AND %(last)s
"""


def _tell_places(dues: Collection[Due], on: date) -> dict[Due, Told]:
    places = SignUp.objects.select_related(
        "vendor", "pitch__zone", "session__series__market"
    ).in_bulk([thing for thing, _ in dues])
    return {
        (thing, due_on): _place(places[thing], due_on) for thing, due_on in dues if thing in places
    }


def _place(place: SignUp, due_on: date) -> Told:
    session = place.session

    def facts(language: str) -> dict[str, Any]:
        opens, closes = (at.astimezone(SHANGHAI) for at in (session.starts_at, session.ends_at))
        return {
            "session": called(place.session, language),
            "pitch": place.pitch.code if place.pitch else "",
            "hours": f"{opens:%H:%M}–{closes:%H:%M}",
            "due_on": due_on.isoformat(),
        }

    zones = frozenset({place.pitch.zone_id} if place.pitch else ())
    return Told(session.series.market, facts, vendor=place.vendor, zones=zones)


def _tell_filings(dues: Collection[Due], on: date) -> dict[Due, Told]:
    filings = Filing.objects.select_related("type", "session__series__market").in_bulk(
        [thing for thing, _ in dues]
    )
    return {
        (thing, due_on): _filing(filings[thing], due_on)
        for thing, due_on in dues
        if thing in filings
    }


def _filing(filing: Filing, due_on: date) -> Told:
    def facts(language: str) -> dict[str, Any]:
        english = not language.startswith("zh")
        name = filing.type.name_en if english and filing.type.name_en else filing.type.name
        return {
            "filing": name,
            "session": called(filing.session, language),
            "authority": filing.authority,
            "due_on": due_on.isoformat(),
        }

    zones = frozenset({filing.session.zone_id} if filing.session.zone_id else ())
    return Told(filing.session.series.market, facts, zones=zones)


PLACES = Obligations("signup", PLACES_SQL, _tell_places, "done")
FILINGS = Obligations("filing", FILINGS_SQL, _tell_filings, "done")

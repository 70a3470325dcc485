"""A session for machines that read pages: schema.org/Event as JSON-LD."""

import json
from typing import Any

from django.utils.safestring import SafeString

from events.core.states import SessionState
from events.models import Session
from events.pages import words
from market.core.hours import SHANGHAI

_STATUS = {
    str(SessionState.CANCELLED): "EventCancelled",
    str(SessionState.POSTPONED): "EventPostponed",
}
# what could end the script element or begin a comment in it
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def event_markup(session: Session, language: str, *, url: str) -> SafeString:
    """The JSON of the session, fit to stand inside a script element."""
    text = json.dumps(_event(session, language, url), ensure_ascii=False)
    return SafeString(text.translate(_UNSAFE))


def _event(session: Session, language: str, url: str) -> dict[str, Any]:
    market = session.series.market
    host = words.name_of(market, language)
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": words.title_of(session, language),
        "description": words.about_of(session, language) or words.title_of(session, language),
        "startDate": session.starts_at.astimezone(SHANGHAI).isoformat(),
        "endDate": session.ends_at.astimezone(SHANGHAI).isoformat(),
        "eventStatus": f"https://schema.org/{_STATUS.get(session.state, 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "url": url,
        "location": {
            "@type": "Place",
            "name": words.name_of(session.zone, language) if session.zone else host,
            "address": market.address or host,
        },
        "organizer": {"@type": "Organization", "name": host},
    }

"""What waits for an operator in the programme today."""

from datetime import date

from django.utils.translation import gettext_noop

from events.queries.filings import to_be_made
from events.queries.sign_ups import to_be_answered
from market.core.actors import Actor
from market.core.periods import ONE_DAY
from market.core.waiting import Waiting

WEEK = 7 * ONE_DAY


def waiting(by: Actor, on: date) -> list[Waiting]:
    """Filings whose last day is near or past, and vendors who asked for a place unanswered."""
    filings = to_be_made(by, on=on)
    asked = to_be_answered(by, on=on).count()
    found = [
        Waiting(
            key="calendar",
            count=filings.count(),
            words=gettext_noop("{count} filings to make for coming sessions"),
            url_name="events:desk",
            query="show=filings",
            urgent=filings.filter(apply_by__lt=on + WEEK).exists(),
        ),
        Waiting(
            key="calendar",
            count=asked,
            words=gettext_noop("{count} requests for a night's place to answer"),
            url_name="events:desk",
            query="show=sign-ups",
        ),
    ]
    return [each for each in found if each.count]

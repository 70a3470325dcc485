"""How early the authorities of a market want a filing."""

from events.core.leads import Lead, Leads, Unit
from events.models import FilingLead
from market.queries.days import working_calendar


def leads_of(market: int) -> Leads:
    """What the operator of a market has set, and the calendar of days off that it is counted in."""
    rows = FilingLead.objects.filter(market=market).select_related("type")
    own = {
        row.type.code: Lead(row.days, row.decided_in, Unit(row.unit), row.source) for row in rows
    }
    return Leads(own, working_calendar())

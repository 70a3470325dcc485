"""The programme's part of the demo market."""

from datetime import datetime

from events.demo import calendar, guests, regulars, season
from market.demo.crew import acting
from market.demo.places import CODE
from market.models import Market


def load(*, at: datetime) -> None:
    """Put a season, the growers' mornings and a festival into the calendar, with who comes."""
    market = Market.objects.get(code=CODE)
    manager = acting("manager")
    calendar.days_off()
    programmes = calendar.programmes(market, by=manager, at=at)
    nights = calendar.nights(market, programmes["evenings"], by=manager, at=at)
    guests.come(nights, market, by=manager, at=at)
    calendar.fairs(market, programmes["fairs-and-feasts"], by=manager, at=at)
    calendar.mornings(market, by=manager, at=at)
    festival = calendar.festival(market, by=manager, at=at)
    call = season.invite(nights, festival, by=manager, at=at)
    season.remember(nights, call, at=at)
    season.charge(nights, at=at)
    regulars.come(nights, call, at=at)

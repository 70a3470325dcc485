"""The ground's part of the demo market."""

from datetime import datetime

from market.actions import reminders
from market.core.actors import HOUSE
from market.core.hours import local_day
from market.demo import cast, crew, inbox, papers, paperwork, places, reminding, told


def load(*, at: datetime) -> None:
    """Lay out the market, hire the crew, take the vendors in with their papers, as of a moment."""
    market = places.open_market(on=local_day(at))
    crew.hire(market, at=at)
    paperwork.begin(market)
    cast.move_in(market, at=at)
    checker = crew.acting("checker")
    papers.file_papers(market, by=checker, at=at)
    inbox.fill(by=checker, at=at)
    reminding.load(at=at)
    reminders.plan_due(
        by=HOUSE, at=at - told.REMEMBERED, occasions=("permit_expiring", "permit_lapsed")
    )

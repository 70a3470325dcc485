"""Leasing's part of the demo market."""

from datetime import datetime

from leasing.actions import leases
from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.demo import arrears, called, dials, lives, payers, prices, queue, year
from leasing.demo.tenancies import Ground, tenancies
from market.actions import reminders
from market.core.actors import HOUSE
from market.core.hours import local_day
from market.core.periods import ONE_DAY, months_after
from market.demo import stock
from market.demo.cast import source_key
from market.demo.crew import acting
from market.demo.places import CODE
from market.demo.told import REMEMBERED
from market.models import Market, Pitch, Vendor

RETURNING = ("former/011", "箱-28")


def load(*, at: datetime) -> None:
    """Let the pitches for a year and a half, take a year's money, and let a queue form."""
    on = local_day(at)
    market = Market.objects.get(code=CODE)
    pitches = {row.code: row for row in Pitch.objects.filter(zone__market=market)}
    prices.hang_out(market, by=acting("manager"), at=at)
    year.play(tenancies(Ground(pitches, on)), market, pitches, by=acting("manager"), at=at)
    dials.turn(market, pitches, by=acting("manager"), at=at)
    payers.pay(market, by=acting("cashier"), at=at)
    stock.take()
    lives.happen(market, at=at)
    arrears.fall_behind(market, at=at)
    reminders.plan_due(by=HOUSE, at=at - REMEMBERED, occasions=("rent_due", "rent_overdue"))
    dials.send_one(market, at=at)
    queue.stand_in_line(market, pitches, at=at)
    called.call_out(market, pitches, at=at)
    _draft_one(market, pitches, at=at)


def _draft_one(market: Market, pitches: dict[str, Pitch], *, at: datetime) -> None:
    """One lease lies on the desk as a draft: somebody wants to come back, as a container shop."""
    key, code = RETURNING
    vendor = Vendor.objects.get(source_key=source_key(key))
    first = months_after(local_day(at).replace(day=1), 1)
    terms = LeaseDraft(
        first=first,
        last=months_after(first, 12) - ONE_DAY,
        lines=(DraftLine("rent", 210_000), DraftLine("management", 15_000)),
        interval_months=3,
        deposit_fen=200_000,
    )
    leases.draft(vendor, market, [pitches[code]], terms, by=acting("manager"), at=at)

"""What follows when rent is not paid, in the demo: parts agreed, a letter out, a deposit to settle."""

from datetime import datetime, timedelta
from decimal import Decimal

from leasing.actions import agreements, demands, late_fees, policies, settlements
from leasing.actions.deliveries import Told
from leasing.core.agreements import divide
from leasing.core.arrears_states import Posting
from leasing.core.late_fees import Grace
from leasing.queries.demands import demandable, proposed_cure_day
from leasing.queries.settlements import to_settle
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.periods import months_after
from market.demo.cast import source_key
from market.demo.crew import acting, own_hand
from market.demo.working_hours import at_work
from market.models import Account, Charge, FeeItem, Market

IN_PARTS, ASKED, WRITTEN_TO = "hall/021", "container/009", "hall/052"


def fall_behind(market: Market, *, at: datetime) -> None:
    """Settle what paying late costs, and do what the office did these weeks."""
    by = acting("manager")
    _settle(market, by, at)
    _pay_in_parts(_account(market, IN_PARTS), by, at, agreed=True)
    _pay_in_parts(_account(market, ASKED), by, at, agreed=False)
    _write_to(_account(market, WRITTEN_TO), by, at)
    _return_a_deposit(by, at)


def _settle(market: Market, by: Actor, at: datetime) -> None:
    items = FeeItem.objects.filter(code__in=("rent", "management", "sanitation"))
    told = {
        "items": items,
        "grace_days": 3,
        "grace": Grace.WAIVE_WITHIN,
        "cap_percent": Decimal(30),
        "posting": Posting.OFF,
        "cure_days": 15,
        "overdue_days": 30,
        "return_days": 15,
    }
    policies.settle(market, told, by=by, at=at)
    begins_on = months_after(local_day(at).replace(month=1, day=1), -12)
    late_fees.set_rate(market, percent_per_day=Decimal("0.05"), begins_on=begins_on, by=by, at=at)


def _pay_in_parts(account: Account, by: Actor, at: datetime, *, agreed: bool) -> None:
    """Three parts, the first within two weeks."""
    then = at_work(at - timedelta(days=4))
    late = list(Charge.objects.filter(account=account, open_fen__gt=0, due_on__lt=local_day(at)))
    if not late:
        return
    first = local_day(at) + timedelta(days=12)
    parts = divide(sum(charge.open_fen for charge in late), 3, first=first)
    one = agreements.propose(account, late, parts, by=by, at=then, note="家里有人住院，分三期缴")
    if agreed:
        signed = at_work(at - timedelta(days=3))
        agreements.agree(one, how="phone", by=own_hand(account.vendor), at=signed)


def _write_to(account: Account, by: Actor, at: datetime) -> None:
    """A letter that was brought over a week ago."""
    then = at_work(at - timedelta(days=7))
    on = local_day(then)
    late = list(demandable(account, on=on))
    if not late:
        return
    cure_on = proposed_cure_day(account.market, on=on)
    one = demands.draft(account, late, cure_on=cure_on, by=by, at=then)
    demands.issue(one, by=by, at=then)
    told = Told("in_person", on, by.name, note="本人签收")
    demands.deliver(one, told, by=by, at=then)


def _return_a_deposit(by: Actor, at: datetime) -> None:
    """A stall that was given up: something is broken, and the vendor has the reckoning to look at."""
    lease = to_settle(HOUSE).order_by("-ended_on", "pk").first()
    if lease is None:
        return
    then = at_work(at - timedelta(days=1))
    one = settlements.draft(lease, by=by, at=then)
    note = "水槽下水口破损，已拍照"
    settlements.claim(one, "damage", amount_fen=18_000, note=note, by=by, at=then)
    settlements.propose(one, by=by, at=then)


def _account(market: Market, key: str) -> Account:
    return Account.objects.select_related("vendor", "market").get(
        vendor__source_key=source_key(key), market=market
    )

"""A market that has settled what paying late costs, and what happens to a charge at it."""

from datetime import date, timedelta
from decimal import Decimal

from leasing.models import ArrearsPolicy, LateFeeRate
from market.actions import payments
from market.core.actors import HOUSE
from market.models import FeeItem
from tests.builders import AT, a_charge, a_market, an_account

DUE = date(2026, 4, 1)


def a_policy(market=None, *, percent="0.05", begins_on=date(2026, 1, 1), **given):
    """Rent and management bear 0.05 % a day, charged each month."""
    market = market or a_market()
    policy = ArrearsPolicy.objects.create(market=market, **{"posting": "monthly", **given})
    policy.items.set(FeeItem.objects.filter(code__in=("rent", "management")))
    LateFeeRate.objects.create(market=market, percent_per_day=Decimal(percent), begins_on=begins_on)
    return policy


def an_overdue_charge(**given):
    """1700.00 yuan of rent, due on 1 April, at a market with a policy."""
    policy = given.pop("policy", None) or {}
    if "account" not in given:
        given["account"] = an_account()
        a_policy(given["account"].market, **policy)
    return a_charge(**given)


def moment(day):
    """Ten in the morning on a day, as `at`."""
    return AT + timedelta(days=(day - date(2026, 3, 2)).days)


def paid(charge, amount_fen, *, on, at=None):
    return payments.record(
        charge.account,
        key=f"test/{charge.pk}/{on}/{amount_fen}",
        amount_fen=amount_fen,
        method="cash",
        received_on=on,
        by=HOUSE,
        at=at or moment(on),
    )

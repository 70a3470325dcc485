"""Money and charges at the same moment, a hundred times each: the outcome is exact."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum

from leasing.actions import billing
from market.actions import charges, payments
from market.core.actors import HOUSE
from market.core.refusals import Refusal
from market.models import Account, Allocation, Charge, Payment
from tests.builders import AT
from tests.leasing.builders import a_signed_lease
from tests.races import at_once

TIMES = 100
RENT = 170_000


@pytest.fixture
def lease(real_transactions):
    return a_signed_lease(last=None)


@pytest.fixture
def account(lease):
    return Account.objects.get(vendor=lease.vendor)


def pay(account, key):
    def act():
        return payments.record(
            Account.objects.get(pk=account.pk),
            key=key,
            amount_fen=RENT,
            method="wechat",
            received_on=date(2026, 4, 1),
            by=HOUSE,
            at=AT,
        ).pk

    return act


def credit(charge, key):
    def act():
        try:
            return charges.reverse(
                Charge.objects.get(pk=charge.pk), key=key, reason="wrong", by=HOUSE, at=AT
            ).pk
        except Refusal as refusal:
            return refusal.code

    return act


def morning(month):
    """Of the first day of the nth month after April 2026, when its own bill has gone out."""
    year, month = divmod(month + 3, 12)
    return datetime(2026 + year, month + 1, 1, 1, 0, tzinfo=UTC)


def test_two_charge_runs_at_once_charge_every_month_once(lease):
    for month in range(1, TIMES + 1):
        at = morning(month)
        at_once(*[lambda at=at: billing.charge_due(by=HOUSE, at=at)] * 2)
        assert Charge.objects.count() == month + 1, month
    assert len(set(Charge.objects.values_list("due_on", flat=True))) == TIMES + 1


def test_a_reference_that_comes_twice_at_once_is_one_payment(account):
    for number in range(TIMES):
        one, other = at_once(*[pay(account, f"wechat/{number}")] * 2)
        assert one == other, number
    assert Payment.objects.count() == TIMES


def test_a_payment_and_the_reversal_of_what_it_pays_lose_no_fen(account):
    for number in range(TIMES):
        charge = charges.add(
            account,
            key=f"once/{number}",
            item=Charge.objects.first().item,
            amount_fen=RENT,
            due_on=date(2026, 1, 1),
            by=HOUSE,
            at=AT,
        )
        at_once(pay(account, f"wechat/{number}"), credit(charge, f"back/{number}"))
        charge.refresh_from_db()
        assert charge.open_fen == 0, number
        paid_on_it = Allocation.objects.filter(charge=charge).aggregate(sum=Sum("amount_fen"))
        assert not paid_on_it["sum"], number
    owed = Charge.objects.aggregate(sum=Sum("open_fen"))["sum"]
    free = Payment.objects.aggregate(sum=Sum("free_fen"))["sum"]
    assert (owed, free) == (0, (TIMES - 1) * RENT)

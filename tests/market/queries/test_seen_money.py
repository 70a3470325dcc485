from datetime import date

import pytest

from market.actions import payments
from market.core.actors import STRANGER
from market.queries.money import (
    accounts_seen_by,
    balances,
    charges_seen_by,
    open_charges,
    overdue_charges,
    payments_seen_by,
)
from tests.builders import AT, a_charge, a_market, a_vendor, acting, an_account, as_vendor

pytestmark = pytest.mark.django_db

APRIL = date(2026, 4, 1)


def paid(account, fen, key="cash/1"):
    return payments.record(
        account,
        key=key,
        amount_fen=fen,
        method="cash",
        received_on=APRIL,
        by=acting(),
        at=AT,
    )


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("owner", True),
        ("manager", True),
        ("cashier", True),
        ("auditor", True),
        ("checker", False),
        ("steward", False),
    ],
)
def test_money_is_seen_by_those_who_work_with_it_at_that_market(role, sees):
    market = a_market()
    account = an_account(market=market)
    charge, payment = a_charge(account=account), paid(account, 100)
    here, elsewhere = acting(role, market=market), acting(role, market=a_market())

    assert list(charges_seen_by(here)) == [charge] * sees
    assert list(payments_seen_by(here)) == [payment] * sees
    assert list(accounts_seen_by(here)) == [account] * sees
    for look in (charges_seen_by, payments_seen_by, accounts_seen_by):
        assert list(look(elsewhere)) == []


def test_a_vendor_sees_its_own_bills_and_a_stranger_none():
    vendor = a_vendor()
    mine, _ = a_charge(account=an_account(vendor=vendor)), a_charge()
    assert list(charges_seen_by(as_vendor(vendor))) == [mine]
    assert list(charges_seen_by(STRANGER)) == []


def test_open_and_overdue_are_questions_of_the_day():
    account = an_account()
    early = a_charge(account=account, amount_fen=100, due_on=date(2026, 3, 31))
    today = a_charge(account=account, due_on=APRIL)
    settled = a_charge(account=account, amount_fen=50, due_on=date(2026, 1, 1))
    paid(account, 50)
    seen = charges_seen_by(acting())
    assert list(open_charges(seen)) == [early, today]
    assert list(overdue_charges(seen, on=APRIL)) == [early]
    assert settled not in overdue_charges(seen, on=APRIL)


def test_balances_are_sums_in_one_query_however_many_accounts(django_assert_num_queries):
    accounts = [an_account(market=(market := a_market())) for _ in range(1)]
    accounts += [an_account(market=market) for _ in range(2)]
    a_charge(account=accounts[0], amount_fen=300, due_on=date(2026, 3, 31))
    a_charge(account=accounts[0], amount_fen=200, due_on=APRIL)
    paid(accounts[1], 70)

    with django_assert_num_queries(1):
        told = balances(accounts_seen_by(acting("cashier", market=market)), on=APRIL)

    sums = {each.account: (each.open_fen, each.overdue_fen, each.free_fen) for each in told}
    assert sums == {
        accounts[0]: (500, 300, 0),
        accounts[1]: (0, 0, 70),
        accounts[2]: (0, 0, 0),
    }

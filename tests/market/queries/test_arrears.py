from datetime import date

import pytest

from market.actions import charges, payments
from market.core.actors import HOUSE
from market.models import Account, Charge
from market.queries.arrears import Age, ages, in_arrears, limitation_of, with_credits, with_sums
from tests.builders import AT, a_charge, an_account

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def pay(account, fen, on=date(2026, 2, 1), key="cash/1"):
    return payments.record(
        account, key=key, amount_fen=fen, method="cash", received_on=on, by=HOUSE, at=AT
    )


def sums(account):
    row = with_sums(Account.objects.filter(pk=account.pk), on=ON).get()
    return row.open_sum, row.overdue_sum, row.free_sum, row.oldest_due, row.last_paid


def test_an_account_without_anything_is_all_zero():
    assert sums(an_account()) == (0, 0, 0, None, None)


def test_an_account_adds_up_what_is_open_what_is_late_and_what_is_free():
    account = an_account()
    a_charge(account=account, amount_fen=100, due_on=date(2026, 1, 5))
    a_charge(account=account, amount_fen=200, due_on=date(2026, 2, 5))
    a_charge(account=account, amount_fen=400, due_on=ON)
    pay(account, 130)
    assert sums(account) == (570, 170, 0, date(2026, 2, 5), date(2026, 2, 1))
    assert list(in_arrears(with_sums(Account.objects.all(), on=ON))) == [account]


def test_the_sums_of_one_account_are_not_anothers():
    one, other = an_account(), an_account()
    a_charge(account=one, amount_fen=100, due_on=date(2026, 1, 5))
    pay(other, 50)
    assert (sums(one)[:3], sums(other)[:3]) == ((100, 100, 0), (0, 0, 50))


def test_a_payment_that_was_reversed_is_not_the_last_one():
    account = an_account()
    pay(account, 100, on=date(2026, 1, 1))
    payments.reverse(
        pay(account, 100, on=date(2026, 2, 1), key="cash/2"), reason="x", by=HOUSE, at=AT
    )
    assert sums(account)[4] == date(2026, 1, 1)


def test_what_is_overdue_is_sorted_by_its_age():
    account = an_account()
    for fen, due_on in (
        (1, date(2026, 3, 2)),  # due today: not late
        (2, date(2026, 3, 1)),  # 1 day
        (4, date(2026, 1, 31)),  # 30 days
        (8, date(2026, 1, 30)),  # 31
        (16, date(2026, 1, 1)),  # 60
        (32, date(2025, 12, 31)),  # 61
        (64, date(2025, 12, 2)),  # 90
        (128, date(2025, 12, 1)),  # 91
    ):
        a_charge(account=account, amount_fen=fen, due_on=due_on)
    assert ages(account.charges.all(), on=ON) == [
        Age(1, 30, 6),
        Age(31, 60, 24),
        Age(61, 90, 96),
        Age(91, None, 128),
    ]


def test_a_charge_comes_with_what_was_credited_of_it_and_credits_do_not_come_alone():
    charge = a_charge(amount_fen=1000)
    for number, fen in enumerate((300, 200)):
        charges.reverse(charge, amount_fen=fen, key=f"c/{number}", reason="x", by=HOUSE, at=AT)
    plain = a_charge(amount_fen=50)
    found = with_credits(Charge.objects.order_by("pk"))
    assert [(one.pk, one.credited_fen) for one in found] == [(charge.pk, 500), (plain.pk, 0)]


def test_a_claim_can_be_made_for_three_years():
    assert limitation_of(date(2024, 2, 29)) == date(2027, 2, 28)

"""Settling many accounts at once does what settling each of them does."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from market.actions import allocations
from market.models import Allocation, Charge, Payment
from tests.builders import AT, a_charge, a_payment, an_account
from tests.races import Runner, until_somebody_waits

DAY = date(2026, 1, 1)
days = st.integers(0, 5).map(lambda n: DAY + timedelta(days=n))
amounts = st.lists(st.tuples(st.integers(1, 300), days), max_size=6)
books = st.lists(st.tuples(amounts, amounts), max_size=4)


def an_account_with(owed, paid):
    account = an_account()
    for amount_fen, due_on in owed:
        a_charge(account=account, amount_fen=amount_fen, due_on=due_on)
    for amount_fen, received_on in paid:
        a_payment(account=account, amount_fen=amount_fen, received_on=received_on)
    return account


def made():
    rows = Allocation.objects.order_by("payment", "charge")
    return list(rows.values_list("payment", "charge", "amount_fen", "allocated_at"))


def undone(act):
    """What an act allocates, and the fen it says, the books left as they were."""
    with transaction.atomic():
        fen = act()
        rows = made()
        transaction.set_rollback(True)
    return fen, rows


class SettleAllTest(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(books)
    def test_many_at_once_are_settled_as_each_would_be(self, books):
        accounts = [an_account_with(owed, paid) for owed, paid in books]

        one_by_one = undone(lambda: sum(allocations.settle(each, at=AT) for each in accounts))
        at_once = undone(
            lambda: allocations.settle_all([each.pk for each in reversed(accounts)], at=AT)
        )

        assert at_once == one_by_one

    @settings(max_examples=25, deadline=None)
    @given(books)
    def test_settling_again_allocates_nothing(self, books):
        accounts = [an_account_with(owed, paid).pk for owed, paid in books]
        allocations.settle_all(accounts, at=AT)
        assert allocations.settle_all(accounts, at=AT) == 0


@pytest.mark.django_db
def test_only_the_accounts_that_are_named_are_settled():
    named = an_account_with([(100, DAY)], [(70, DAY)])
    other = an_account_with([(100, DAY)], [(70, DAY)])

    assert allocations.settle_all([named.pk], at=AT) == 70
    assert list(Charge.objects.order_by("pk").values_list("account", "open_fen")) == [
        (named.pk, 30),
        (other.pk, 100),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 30])
def test_it_takes_two_statements_however_many_there_are(django_assert_num_queries, many):
    accounts = [an_account_with([(100, DAY)], [(70, DAY)]).pk for _ in range(many)]
    with django_assert_num_queries(2):
        assert allocations.settle_all(accounts, at=AT) == 70 * many


@pytest.mark.django_db
def test_nobody_is_settled_with_nothing():
    assert allocations.settle_all([], at=AT) == 0


def test_a_run_waits_for_who_settles_one_of_its_accounts_and_pays_nothing_twice(real_transactions):
    account = an_account_with([(100, DAY)], [(100, DAY)])

    def run():
        with transaction.atomic():
            return allocations.settle_all([account.pk], at=AT)

    with transaction.atomic():
        assert allocations.settle(account, at=AT) == 100
        waiting = Runner(run)
        until_somebody_waits()

    assert waiting.result() == 0
    assert Payment.objects.get().free_fen == 0

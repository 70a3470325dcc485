"""At commit the database recomputes what was touched, whatever the kept sums say."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from market.actions import allocations, charges, payments
from market.models import Allocation, Charge, Payment
from tests.builders import AT, a_charge, a_payment, acting, an_account

pytestmark = pytest.mark.django_db

KEEPERS = (
    ("market_charge", "charge_begins_open"),
    ("market_payment", "payment_begins_free"),
    ("market_allocation", "allocation_moves_money"),
    ("market_charge", "charge_is_written_once"),
    ("market_payment", "payment_is_written_once"),
    ("market_allocation", "allocation_is_written_once"),
)


def commit():
    """What a commit would check, inside the test's own transaction."""
    connection.check_constraints()


@contextmanager
def nobody_keeping_the_sums():
    commit()
    with connection.cursor() as cursor:
        for table, trigger in KEEPERS:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    yield


def refused(match):
    return pytest.raises(IntegrityError, match=match)


def allocated(payment, charge, amount_fen):
    return Allocation.objects.create(
        payment=payment, charge=charge, amount_fen=amount_fen, allocated_at=AT
    )


@pytest.fixture
def account():
    return an_account()


def test_a_payment_is_not_spent_beyond_its_amount_with_nobody_keeping_the_sums(account):
    charge = a_charge(account=account, amount_fen=300)
    payment = a_payment(account=account, amount_fen=100)
    with nobody_keeping_the_sums(), transaction.atomic():
        allocated(payment, charge, 101)
        with refused(f"of payment {payment.pk}, worth 100 fen, 101 fen are allocated|of charge"):
            commit()
        transaction.set_rollback(True)


def test_a_charge_is_not_paid_beyond_its_amount_with_nobody_keeping_the_sums(account):
    charge = a_charge(account=account, amount_fen=100)
    payment = a_payment(account=account, amount_fen=300)
    with nobody_keeping_the_sums(), transaction.atomic():
        allocated(payment, charge, 101)
        with refused(f"of charge {charge.pk}, worth 100 fen, 101 fen are allocated"):
            commit()
        transaction.set_rollback(True)


def test_a_credited_charge_is_worth_what_is_left_of_it(account):
    charge = a_charge(account=account, amount_fen=100)
    payment = a_payment(account=account, amount_fen=100)
    with nobody_keeping_the_sums(), transaction.atomic():
        a_charge(account=account, amount_fen=-40, reverses=charge, key="back")
        allocated(payment, charge, 61)
        with refused(f"of charge {charge.pk}, worth 60 fen, 61 fen are allocated"):
            commit()
        transaction.set_rollback(True)


def test_a_kept_sum_that_was_changed_by_hand_is_found(account):
    charge = a_charge(account=account, amount_fen=100)
    with nobody_keeping_the_sums(), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(open_fen=0)
        with refused(f"of charge {charge.pk}, worth 100 fen, 0 fen are allocated and 0 fen are"):
            commit()
        transaction.set_rollback(True)


def test_an_allocation_that_was_taken_away_by_hand_is_found(account):
    charge = a_charge(account=account, amount_fen=100)
    a_payment(account=account, amount_fen=100)
    allocations.settle(account, at=AT)
    with nobody_keeping_the_sums(), transaction.atomic():
        Allocation.objects.filter(charge=charge)._raw_delete("default")
        with refused(f"of charge {charge.pk}, worth 100 fen, 0 fen are allocated"):
            commit()
        transaction.set_rollback(True)


def test_the_order_inside_a_transaction_does_not_matter(account):
    charge = a_charge(account=account, amount_fen=100)
    payment = a_payment(account=account, amount_fen=100)
    with nobody_keeping_the_sums(), transaction.atomic():
        allocated(payment, charge, 100)
        Charge.objects.filter(pk=charge.pk).update(open_fen=0)
        Payment.objects.filter(pk=payment.pk).update(free_fen=0)
        commit()
        transaction.set_rollback(True)


def test_a_payment_does_not_pay_a_charge_of_another_account(account):
    charge, payment = a_charge(amount_fen=100), a_payment(account=account, amount_fen=100)
    with transaction.atomic():
        made = allocated(payment, charge, 100)
        with refused(f"allocation {made.pk} joins two accounts"):
            commit()
        transaction.set_rollback(True)


@pytest.mark.parametrize("noun", ["charge", "payment"])
def test_a_reversal_stands_on_the_account_of_what_it_reverses(account, noun):
    other = an_account()
    with transaction.atomic():
        if noun == "charge":
            wrong = a_charge(
                account=other, amount_fen=-1, reverses=a_charge(account=account, amount_fen=1)
            )
        else:
            wrong = a_payment(
                account=other, amount_fen=-1, reverses=a_payment(account=account, amount_fen=1)
            )
        with refused(f"{noun} {wrong.pk} joins two accounts"):
            commit()
        transaction.set_rollback(True)


def test_what_the_actions_do_adds_up_and_leaves_nothing_to_look_at(account):
    manager = acting("manager")
    charge = a_charge(account=account, amount_fen=100)
    payment = payments.record(
        account,
        key="cash/1",
        amount_fen=100,
        method="cash",
        received_on=AT.date(),
        by=manager,
        at=AT,
    )
    charges.reverse(charge, amount_fen=30, key="r", reason="", by=manager, at=AT)
    payments.reverse(payment, reason="bounced", by=manager, at=AT)

    commit()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM market_books_touched")
        assert cursor.fetchone() == (0,)


def test_a_commit_that_does_not_add_up_does_not_happen(real_transactions):
    charge, payment = a_charge(amount_fen=100), a_payment(account=an_account(), amount_fen=100)

    with refused("joins two accounts"):
        allocated(payment, charge, 100)

    assert not Allocation.objects.exists()

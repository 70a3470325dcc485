from datetime import date

import pytest

from market.actions import payments, reallocations
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Allocation, Move
from tests.builders import AT, a_charge, acting, an_account

pytestmark = pytest.mark.django_db
CASHIER = acting("cashier")


@pytest.fixture
def book():
    """A payment of 500 that paid the older of two charges of 500."""
    account = an_account()
    older = a_charge(account=account, amount_fen=50000, due_on=date(2026, 1, 1))
    newer = a_charge(account=account, amount_fen=50000, due_on=date(2026, 2, 1))
    payment = payments.record(
        account,
        key="bank/1",
        amount_fen=50000,
        method="bank",
        received_on=date(2026, 3, 2),
        by=CASHIER,
        at=AT,
    )
    return payment, older, newer


def move(payment, off, onto, **more):
    given = {"reason": "meant for February", "by": CASHIER, "at": AT, **more}
    return reallocations.reallocate(payment, off=off, onto=onto, **given)


def open_of(*charges):
    for charge in charges:
        charge.refresh_from_db()
    return [charge.open_fen for charge in charges]


def test_a_payment_pays_another_charge_instead_and_the_journal_says_why(book):
    payment, older, newer = book
    assert move(payment, older, newer, amount_fen=20000) == 20000
    assert open_of(older, newer) == [20000, 30000]
    rows = Allocation.objects.order_by("pk").values_list("charge", "amount_fen")
    assert list(rows) == [(older.pk, 50000), (older.pk, -20000), (newer.pk, 20000)]
    told = Move.objects.get(noun="payment", thing=payment.pk)
    assert (told.name, told.reason, told.by_name) == (
        "reallocate",
        "meant for February",
        "a cashier",
    )


def test_as_much_as_both_allow_is_moved_unless_told(book):
    payment, older, newer = book
    assert move(payment, older, newer) == 50000
    assert open_of(older, newer) == [50000, 0]
    with pytest.raises(Conflict) as refused:
        move(payment, older, newer)
    assert refused.value.code == "nothing_to_move"


@pytest.mark.parametrize(("fen", "code"), [(50001, "more_than_was_paid"), (0, "bad_amount")])
def test_no_more_is_moved_than_was_paid(book, fen, code):
    payment, older, newer = book
    with pytest.raises((Conflict, Invalid)) as refused:
        move(payment, older, newer, amount_fen=fen)
    assert refused.value.code == code


def test_no_more_is_moved_than_is_open(book):
    payment, older, _ = book
    small = a_charge(account=payment.account, amount_fen=100)
    with pytest.raises(Conflict) as refused:
        move(payment, older, small, amount_fen=101)
    assert refused.value.code == "more_than_is_open"


def test_money_does_not_go_to_another_account_nor_in_a_circle(book):
    payment, older, _ = book
    for onto in (a_charge(), older):
        with pytest.raises(Invalid) as refused:
            move(payment, older, onto)
        assert refused.value.code == "other_account"


def test_an_auditor_moves_nothing(book):
    with pytest.raises(Forbidden):
        move(*book, by=acting("auditor"))

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from market.actions import charges, payments
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Allocation, Charge, Payment
from tests.builders import AT, a_charge, acting, an_account, as_vendor
from tests.races import at_once

CASHIER = acting("cashier")
MANAGER = acting("manager")


def pay(account, amount_fen, *, key="cash/1", by=CASHIER, **more):
    return payments.record(
        account,
        key=key,
        amount_fen=amount_fen,
        method="cash",
        received_on=date(2026, 4, 1),
        by=by,
        at=AT,
        **more,
    )


def open_of(*owed):
    return [Charge.objects.get(pk=charge.pk).open_fen for charge in owed]


def credit_of(account):
    return account.payments.aggregate(sum=Sum("free_fen"))["sum"] or 0


@pytest.mark.django_db
def test_unassigned_money_pays_the_oldest_due_first_and_the_rest_is_credit():
    account = an_account()
    later = a_charge(account=account, amount_fen=50000, due_on=date(2026, 2, 1))
    older = a_charge(account=account, amount_fen=50000, due_on=date(2026, 1, 1))

    pay(account, 70000)
    assert open_of(older, later) == [0, 30000]

    pay(account, 42000, key="cash/2")
    assert open_of(older, later) == [0, 0]
    assert credit_of(account) == 12000


@pytest.mark.django_db
def test_a_payer_who_names_a_charge_pays_that_one_first():
    account = an_account()
    older = a_charge(account=account, amount_fen=50000, due_on=date(2026, 1, 1))
    named = a_charge(account=account, amount_fen=50000, due_on=date(2026, 2, 1))

    pay(account, 60000, first=[named])

    assert open_of(older, named) == [40000, 0]


@pytest.mark.django_db
def test_credit_pays_the_next_charge_as_it_is_made():
    account = an_account()
    pay(account, 12000)

    charge = charges.add(
        account,
        key="c/1",
        item=a_charge().item,
        amount_fen=50000,
        due_on=date(2026, 5, 1),
        by=CASHIER,
        at=AT,
    )

    assert charge.open_fen == 38000
    assert credit_of(account) == 0


@pytest.mark.django_db
def test_a_payment_notice_repeated_fifty_times_is_booked_once():
    account = an_account()
    charge = a_charge(account=account, amount_fen=50000)

    for _ in range(50):
        pay(account, 20000, key="bank/77")

    assert open_of(charge) == [30000]
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_the_same_reference_with_another_amount_is_refused_and_nothing_is_booked():
    account = an_account()
    pay(account, 20000, key="bank/77")

    with pytest.raises(Conflict) as refused:
        pay(account, 20001, key="bank/77")

    assert refused.value.code == "payment_differs"
    assert credit_of(account) == 20000


@pytest.mark.django_db
def test_a_bounced_payment_opens_what_it_had_paid_and_is_reversed_once():
    account = an_account()
    charge = a_charge(account=account, amount_fen=50000)
    payment = pay(account, 50000)

    first = payments.reverse(payment, reason="bounced", by=CASHIER, at=AT)
    again = payments.reverse(payment, reason="bounced", by=CASHIER, at=AT)

    assert first == again
    assert open_of(charge) == [50000]
    assert credit_of(account) == 0


@pytest.mark.django_db
def test_a_credited_charge_gives_back_what_was_paid_on_it():
    account = an_account()
    charge = a_charge(account=account, amount_fen=50000)
    pay(account, 50000)

    charges.reverse(charge, amount_fen=20000, key="r/1", reason="closed", by=MANAGER, at=AT)

    assert open_of(charge) == [0]
    assert credit_of(account) == 20000


@pytest.mark.django_db
def test_no_more_is_credited_than_the_charge_was():
    charge = a_charge(amount_fen=20000)
    charges.reverse(charge, amount_fen=15000, key="r/1", reason="", by=MANAGER, at=AT)

    for amount_fen, code in (
        (6000, "more_than_the_remaining_part"),
        (20001, "more_than_the_invoice"),
    ):
        with pytest.raises(Conflict) as refused:
            charges.reverse(charge, amount_fen=amount_fen, key="r/2", reason="", by=MANAGER, at=AT)
        assert refused.value.code == code

    rest = charges.reverse(charge, key="r/3", reason="", by=MANAGER, at=AT)
    assert rest.amount_fen == -5000

    with pytest.raises(Conflict) as refused:
        charges.reverse(charge, key="r/4", reason="", by=MANAGER, at=AT)
    assert refused.value.code == "nothing_left_to_credit"


@pytest.mark.django_db
@pytest.mark.parametrize("amount_fen", [0, -1])
def test_a_payment_of_nothing_or_less_is_refused(amount_fen):
    with pytest.raises(Invalid):
        pay(an_account(), amount_fen)


@pytest.mark.django_db
def test_a_vendor_does_not_record_their_own_payment_nor_an_auditor_anybodys():
    account = an_account()

    for actor in (as_vendor(account.vendor), acting("auditor")):
        with pytest.raises(Forbidden):
            pay(account, 100, by=actor)
    assert Payment.objects.count() == 0


@pytest.mark.django_db
def test_the_database_refuses_to_pay_a_charge_or_spend_a_payment_twice():
    account = an_account()
    charge = a_charge(account=account, amount_fen=50000)
    payment = pay(account, 50000)

    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.create(payment=payment, charge=charge, amount_fen=1, allocated_at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Charge, Payment, Allocation])
def test_what_was_written_is_neither_edited_nor_deleted(model):
    account = an_account()
    a_charge(account=account)
    pay(account, 100)

    for offence in (
        lambda: model.objects.update(amount_fen=1),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            offence()


@pytest.mark.django_db
def test_the_kept_sums_cannot_be_set_by_hand():
    a_charge()

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Charge.objects.update(open_fen=0)


def test_ten_notices_of_one_payment_at_once_are_one_payment(real_transactions):
    account = an_account()
    charge = a_charge(account=account, amount_fen=50000)

    outcomes = at_once(*[lambda: pay(account, 20000, key="bank/9")] * 10)

    assert {payment.pk for payment in outcomes} == {Payment.objects.get().pk}
    assert open_of(charge) == [30000]


def test_two_payments_at_once_never_pay_one_charge_twice(real_transactions):
    account = an_account()
    charge = a_charge(account=account, amount_fen=50000)

    at_once(
        lambda: pay(account, 40000, key="cash/1"),
        lambda: pay(account, 40000, key="cash/2"),
    )

    assert open_of(charge) == [0]
    assert credit_of(account) == 30000


def test_a_payment_and_the_reversal_of_its_charge_at_once_end_the_same_a_hundred_times(
    real_transactions,
):
    account = an_account()
    for number in range(100):
        charge = a_charge(account=account, amount_fen=500)
        outcomes = at_once(
            lambda n=number: pay(account, 500, key=f"bank/{n}"),
            lambda c=charge, n=number: charges.reverse(
                c, key=f"r/{n}", reason="closed", by=MANAGER, at=AT
            ),
        )
        assert [fault for fault in outcomes if isinstance(fault, Exception)] == []
        assert open_of(charge) == [0]
        assert credit_of(account) == 500 * (number + 1)

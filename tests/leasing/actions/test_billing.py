from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum

from leasing.actions import billing, leases
from leasing.core.drafts import DraftLine
from leasing.models import Unbilled
from market.actions import payments
from market.core.actors import HOUSE
from market.models import Account, Charge, Payment
from tests.builders import AT
from tests.leasing.builders import a_lease, a_signed_lease
from tests.races import at_once


def morning(year, month, day):
    return datetime(year, month, day, 1, 0, tzinfo=UTC)


def run(at):
    return billing.charge_due(by=HOUSE, at=at).counts["charged"]


def dues():
    return list(Charge.objects.order_by("due_on").values_list("due_on", flat=True))


@pytest.mark.django_db
def test_the_run_charges_what_is_due_soon_and_a_second_run_nothing():
    a_signed_lease()

    assert run(morning(2026, 4, 20)) == 1
    assert run(morning(2026, 4, 20)) == 0
    assert dues() == [date(2026, 4, 1), date(2026, 5, 1)]


@pytest.mark.django_db
def test_a_run_after_the_bill_was_paid_charges_nothing_new():
    lease = a_signed_lease()
    payments.record(
        Account.objects.get(vendor=lease.vendor),
        key="cash/1",
        amount_fen=170000,
        method="cash",
        received_on=date(2026, 4, 1),
        by=HOUSE,
        at=AT,
    )

    assert run(morning(2026, 4, 2)) == 0
    assert Charge.objects.get().open_fen == 0


@pytest.mark.django_db
def test_missed_months_are_caught_up_each_on_its_own_bill():
    a_signed_lease()

    assert run(morning(2026, 7, 1)) == 3
    assert dues() == [date(2026, month, 1) for month in (4, 5, 6, 7)]


def test_two_runs_at_once_make_one_charge(real_transactions):
    a_signed_lease()

    at_once(*[lambda: run(morning(2026, 4, 20))] * 2)

    assert dues() == [date(2026, 4, 1), date(2026, 5, 1)]
    assert not Unbilled.objects.filter(bill_on__lte=date(2026, 4, 20)).exists()


@pytest.mark.django_db
def test_credit_pays_the_bill_as_it_is_made():
    lease = a_signed_lease()
    payments.record(
        Account.objects.get(vendor=lease.vendor),
        key="cash/1",
        amount_fen=200000,
        method="cash",
        received_on=date(2026, 4, 1),
        by=HOUSE,
        at=AT,
    )

    run(morning(2026, 4, 20))

    assert Charge.objects.get(due_on=date(2026, 5, 1)).open_fen == 140000


@pytest.mark.django_db
def test_a_rent_free_month_makes_no_charge():
    a_signed_lease(lines=(DraftLine("rent", 170000, first=date(2026, 6, 1)),))

    run(morning(2026, 6, 1))

    assert dues() == [date(2026, 6, 1)]


@pytest.mark.django_db
def test_an_open_ended_lease_is_laid_out_further_as_time_goes_on():
    lease = a_signed_lease(last=None)
    laid_out = lease.instalments.count()

    run(morning(2028, 2, 1))

    assert lease.instalments.count() > laid_out
    assert Charge.objects.filter(due_on=date(2028, 2, 1)).exists()


@pytest.mark.django_db
def test_a_drafted_lease_is_never_charged():
    a_lease()

    assert run(morning(2026, 12, 1)) == 0


@pytest.mark.django_db
def test_a_lease_that_ends_early_credits_the_days_behind_and_charges_no_more():
    lease = a_signed_lease(interval_months=3)
    payments.record(
        Account.objects.get(vendor=lease.vendor),
        key="bank/1",
        amount_fen=510000,
        method="bank",
        received_on=date(2026, 4, 1),
        by=HOUSE,
        at=AT,
    )

    leases.end(lease, last=date(2026, 5, 31), reason="gives up", by=HOUSE, at=morning(2026, 5, 20))

    assert Charge.objects.aggregate(sum=Sum("amount_fen"))["sum"] == 340000
    assert Payment.objects.get().free_fen == 170000
    assert run(morning(2026, 7, 1)) == 0


@pytest.mark.django_db
def test_the_ground_is_free_on_the_day_after_an_early_end():
    lease = a_signed_lease()
    pitch = lease.pitches.get().pitch

    leases.end(lease, last=date(2026, 5, 31), reason="", by=HOUSE, at=AT)

    next_one = a_lease(pitches=[pitch], first=date(2026, 6, 1), last=date(2026, 12, 31))
    assert leases.sign(next_one, by=HOUSE, at=AT).state == "signed"


@pytest.mark.django_db
def test_the_run_asks_the_database_no_more_for_thirty_leases_than_for_three(
    django_assert_num_queries,
):
    def queries_for(number):
        for _ in range(number):
            a_signed_lease()
        with django_assert_num_queries(9):
            run(morning(2026, 4, 20))

    queries_for(3)
    queries_for(30)

"""Which bills are spoken of: one message for all that is due on a day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.actions import delivery, reminders
from market.actions.reminders import void_settled
from market.core.actors import HOUSE, STRANGER
from market.core.hours import SHANGHAI
from market.core.refusals import Forbidden
from market.models import Charge, FeeItem, LocalMessage, Notice
from tests.builders import AT, a_charge, a_vendor, an_account
from tests.races import at_once

BILLS = ("rent_due", "rent_overdue")
DAY = timedelta(days=1)
ON = date(2026, 3, 2)  # the day of AT


def plan(at=AT):
    return reminders.plan_due(by=HOUSE, at=at, occasions=BILLS).counts["planned"]


def stages():
    rows = Notice.objects.order_by("not_before", "pk")
    return [
        (row.occasion, row.key.split("/")[3], row.not_before.astimezone(SHANGHAI).date())
        for row in rows
    ]


def credited(charge, fen=None):
    Charge.objects.create(
        account=charge.account,
        key=f"back-{charge.pk}",
        item=charge.item,
        amount_fen=-(fen or charge.amount_fen),
        due_on=charge.due_on,
        reverses=charge,
        charged_at=AT,
    )


@pytest.mark.django_db
def test_a_bill_is_planned_ten_days_ahead_and_a_second_time_nothing_is_new():
    charge = a_charge(due_on=ON + 11 * DAY)

    assert plan() == 2
    assert plan() == 0
    assert stages() == [
        ("rent_due", "before_3", ON + 8 * DAY),
        ("rent_due", "before_1", ON + 10 * DAY),
    ]
    key = f"rent_due/account:{charge.account_id}/{charge.due_on}/before_3/vendor"
    assert Notice.objects.get(key=key).subject == f"account:{charge.account_id}"


@pytest.mark.django_db
def test_a_bill_that_nobody_pays_is_spoken_of_four_times_and_never_again():
    a_charge(due_on=ON + 20 * DAY)
    for day in range(90):
        plan(AT + day * DAY)

    assert stages() == [
        ("rent_due", "before_3", ON + 17 * DAY),
        ("rent_due", "before_1", ON + 19 * DAY),
        ("rent_overdue", "after_3", ON + 23 * DAY),
        ("rent_overdue", "after_15", ON + 35 * DAY),
    ]


@pytest.mark.django_db
def test_a_missed_week_is_caught_up_by_the_latest_stage_only():
    a_charge(due_on=ON - 16 * DAY)

    assert plan() == 1
    assert stages() == [("rent_overdue", "after_15", ON - DAY)]


@pytest.mark.django_db
def test_old_arrears_brought_in_from_elsewhere_are_not_all_spoken_of_at_once():
    a_charge(due_on=ON - 29 * DAY)

    assert plan() == 0


@pytest.mark.django_db
def test_rent_and_fees_due_on_one_day_are_one_message_over_their_sum():
    account = an_account(vendor=a_vendor(phone="13800000000"))
    a_charge(
        account=account, due_on=ON, item=FeeItem.objects.get(code="management"), amount_fen=3333
    )
    a_charge(account=account, due_on=ON)
    a_charge(account=account, due_on=ON + 4 * DAY)

    assert plan() == 5
    delivery.deliver_due(by=HOUSE, at=AT)

    assert LocalMessage.objects.get().body == (
        "您有一笔账单1733.33 元（租金、管理费），最晚3月2日（周一）缴。"
        "到收费处、转账或扫码都行，已经缴过就不用理会。"
    )


@pytest.mark.django_db
def test_a_vendor_who_reads_english_gets_a_bill_in_english():
    account = an_account(vendor=a_vendor(phone="13800000000", language="en"))
    a_charge(account=account, due_on=ON + DAY)
    plan()

    assert Notice.objects.order_by("not_before")[0].facts["what"] == "Rent"
    assert Notice.objects.order_by("not_before")[0].title == "Your bill: 1700.00 yuan by Tue 3 Mar"


@pytest.mark.django_db
def test_paid_ends_the_rest():
    """RM-04"""
    account = an_account(vendor=a_vendor(phone="13800000000"))
    charge = a_charge(account=account, due_on=ON + 3 * DAY)
    plan()
    delivery.deliver_due(by=HOUSE, at=AT)
    credited(charge)
    for day in range(1, 30):
        plan(AT + day * DAY)
        void_settled(by=HOUSE, at=AT + day * DAY)
        delivery.deliver_due(by=HOUSE, at=AT + day * DAY)

    assert LocalMessage.objects.count() == 1
    assert list(Notice.objects.order_by("not_before").values_list("state", "reason")) == [
        ("sent", ""),
        ("cancelled", "paid"),
    ] + [("cancelled", "paid")] * (Notice.objects.count() - 2)


@pytest.mark.django_db
def test_after_days_without_a_worker_only_the_latest_stage_is_said():
    account = an_account(vendor=a_vendor(phone="13800000000"))
    a_charge(account=account, due_on=ON + 4 * DAY)
    assert plan() == 3

    back = AT + 3 * DAY
    void_settled(by=HOUSE, at=back)
    delivery.deliver_due(by=HOUSE, at=back)

    assert [
        (row.key.split("/")[3], row.state) for row in Notice.objects.order_by("not_before")
    ] == [
        ("before_3", "cancelled"),
        ("before_1", "sent"),
        ("after_3", "pending"),
    ]
    assert LocalMessage.objects.count() == 1


@pytest.mark.django_db
def test_several_ways_are_one_message_to_be_tried_in_their_order(settings):
    settings.NOTICE_CHANNELS = ["mailbox", "email"]
    account = an_account(vendor=a_vendor(channels=["email"]))
    a_charge(account=account, due_on=ON + 11 * DAY)
    a_charge(due_on=ON + 11 * DAY)

    assert plan() == 4
    assert sorted(Notice.objects.values_list("channel", "channels")) == [
        ("email", ["email", "mailbox"]),
        ("email", ["email", "mailbox"]),
        ("mailbox", ["mailbox", "email"]),
        ("mailbox", ["mailbox", "email"]),
    ]


@pytest.mark.django_db
def test_two_accounts_of_one_vendor_are_two_bills():
    vendor = a_vendor()
    for _ in range(2):
        a_charge(account=an_account(vendor=vendor), due_on=ON + 11 * DAY)

    assert plan() == 4


@pytest.mark.django_db
def test_three_bills_are_planned_with_as_many_questions_as_one():
    def questions():
        with CaptureQueriesContext(connection) as asked:
            plan()
        return len(asked)

    a_charge(due_on=ON)
    one = questions()
    for _ in range(3):
        a_charge(due_on=ON)

    assert questions() == one


@pytest.mark.usefixtures("real_transactions")
def test_two_planners_at_once_write_one_row():
    """RM-07"""
    for _ in range(20):
        a_charge(due_on=ON + 3 * DAY)

    assert sum(at_once(plan, plan, plan)) == 60
    assert Notice.objects.count() == 60


@pytest.mark.django_db
def test_only_who_may_bill_may_plan_bills():
    with pytest.raises(Forbidden):
        reminders.plan_due(by=STRANGER, at=AT)

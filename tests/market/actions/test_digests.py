"""One message a day: what a reader is to hear on one day is said together."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from market.actions import delivery, digests, reminders
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI
from market.models import Charge, LocalMessage, Notice, Permit, Vendor
from tests.builders import AT, a_charge, a_permit, a_vendor, an_account
from tests.market.actions.said import a_notice
from tests.races import Runner

DAY = timedelta(days=1)
ON = date(2026, 3, 2)  # the day of AT


def plan(at=AT):
    return reminders.plan_due(by=HOUSE, at=at, occasions=("rent_due", "permit_expiring")).counts


def deliver(at=AT):
    delivery.deliver_due(by=HOUSE, at=at)


def a_busy_vendor(**given):
    """A bill due tomorrow and a paper that runs out in two weeks: two things to hear today."""
    vendor = a_vendor(phone="13800000000", **given)
    charge = a_charge(account=an_account(vendor=vendor), due_on=ON + DAY)
    permit = a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    return vendor, charge, permit


@pytest.mark.django_db
def test_two_things_of_one_day_are_one_message():
    a_busy_vendor()

    assert plan()["bundled"] == 2
    deliver()

    message = LocalMessage.objects.get()
    assert message.title == "今天有2件事"
    assert message.body == (
        "今天有2件事：缴费通知 1700.00 元，最晚3月3日（周二）；"
        "证件到期提示 食品经营许可证。详情看您的页面。"
    )


@pytest.mark.django_db
def test_who_reads_english_gets_the_digest_in_english():
    a_busy_vendor(language="en")
    plan()
    deliver()

    assert LocalMessage.objects.get().body == (
        "2 things today: Your bill: 1700.00 yuan by Tue 3 Mar; Running out: Food business licence."
        " See your page for more."
    ).replace("Food business licence", Permit.objects.get().type.name_en)


@pytest.mark.django_db
def test_planning_again_bundles_nothing_twice():
    a_busy_vendor()
    plan()
    before = list(Notice.objects.order_by("pk").values())

    assert plan() == {"planned": 0, "bundled": 0}
    assert list(Notice.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_part_that_is_paid_leaves_the_digest_and_without_parts_there_is_none():
    _, charge, permit = a_busy_vendor()
    plan()
    whole = Notice.objects.get(occasion="digest")
    take_back(charge, fen=charge.amount_fen)
    reminders.void_settled(by=HOUSE, at=AT)
    whole.refresh_from_db()
    assert (whole.state, whole.title) == ("pending", "今天有1件事")

    Permit.objects.filter(pk=permit.pk).update(state="revoked")
    reminders.void_settled(by=HOUSE, at=AT)
    whole.refresh_from_db()
    assert (whole.state, whole.reason) == ("cancelled", "nothing is left to say")


def take_back(charge, *, fen):
    """So much of a charge is not owed any more, as if it had been paid."""
    Charge.objects.create(
        account=charge.account,
        key=f"back/{fen}",
        item=charge.item,
        amount_fen=-fen,
        due_on=charge.due_on,
        reverses=charge,
        charged_at=AT,
    )


@pytest.mark.django_db
def test_what_is_paid_a_moment_before_it_is_said_is_told_as_it_is_then():
    _, charge, _ = a_busy_vendor()
    plan()
    take_back(charge, fen=70000)
    deliver()

    assert "1000.00 元" in LocalMessage.objects.get().body


@pytest.mark.django_db
def test_what_comes_to_nothing_a_moment_before_the_digest_is_said_is_left_out():
    _, charge, permit = a_busy_vendor()
    plan()
    take_back(charge, fen=charge.amount_fen)
    deliver()

    assert LocalMessage.objects.get().title == "今天有1件事"
    assert permit.type.name in LocalMessage.objects.get().body
    paid = Notice.objects.get(occasion="rent_due")
    assert (paid.state, paid.reason, paid.digest) == ("cancelled", "paid", None)


@pytest.mark.django_db
def test_a_digest_of_which_nothing_is_left_a_moment_before_is_not_said():
    _, charge, permit = a_busy_vendor()
    plan()
    take_back(charge, fen=charge.amount_fen)
    Permit.objects.filter(pk=permit.pk).update(state="revoked")
    deliver()

    assert LocalMessage.objects.count() == 0
    whole = Notice.objects.get(occasion="digest")
    assert (whole.state, whole.reason) == ("cancelled", "nothing is left to say")
    assert whole.claim_token is None


@pytest.mark.django_db
def test_who_asked_for_silence_meanwhile_does_not_hear_of_it_in_a_digest():
    vendor, _, _ = a_busy_vendor()
    plan()
    Vendor.objects.filter(pk=vendor.pk).update(silent_until=ON)
    deliver()

    assert LocalMessage.objects.count() == 0


@pytest.mark.django_db
def test_who_was_told_something_today_hears_the_rest_tomorrow():
    vendor = a_vendor(phone="13800000000")
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    plan()
    deliver()
    a_charge(account=an_account(vendor=vendor), due_on=ON + 3 * DAY)
    plan()
    deliver()
    assert LocalMessage.objects.count() == 1

    deliver(AT + DAY)
    days = [
        each.received_at.astimezone(SHANGHAI).date()
        for each in LocalMessage.objects.order_by("received_at")
    ]
    assert days == [ON, ON + DAY]


@pytest.mark.django_db
def test_what_would_be_stale_tomorrow_is_not_said_beside_todays_message():
    vendor = a_vendor(phone="13800000000")
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    plan()
    deliver()
    a_charge(account=an_account(vendor=vendor), due_on=ON)
    plan()
    deliver()

    assert LocalMessage.objects.count() == 1
    assert Notice.objects.get(occasion="rent_due").reason == "one message a day was enough"


@pytest.mark.django_db
def test_news_and_what_is_sent_already_stay_out_of_the_digest():
    vendor, _, _ = a_busy_vendor()
    a_notice(vendor=vendor)
    plan()

    assert Notice.objects.get(occasion="digest").parts.count() == 2


@pytest.mark.django_db
def test_three_vendors_are_bundled_with_as_many_questions_as_one():
    def questions():
        with CaptureQueriesContext(connection) as asked:
            plan()
        return len(asked)

    a_busy_vendor()
    one = questions()
    for _ in range(3):
        a_busy_vendor()

    assert questions() == one


@pytest.mark.django_db
def test_a_digest_without_parts_has_something_to_say_again_when_it_is_planned_anew():
    vendor, _, _ = a_busy_vendor()
    plan()
    reminders.lay_out_anew(vendor=vendor)
    digests.thin_out(at=AT)
    assert Notice.objects.get(occasion="digest").state == "cancelled"
    plan()
    deliver()

    assert LocalMessage.objects.get().title == "今天有2件事"


@pytest.mark.django_db
def test_a_third_thing_joins_the_digest_of_a_later_day():
    vendor = a_vendor(phone="13800000000")
    account = an_account(vendor=vendor)
    a_charge(account=account, due_on=ON + 8 * DAY)
    a_permit(vendor=vendor, expires_on=ON + 19 * DAY)
    plan()
    assert Notice.objects.get(occasion="digest").title == "今天有2件事"
    a_permit(vendor=vendor, expires_on=ON + 35 * DAY)
    plan()

    assert Notice.objects.get(occasion="digest").title == "今天有3件事"


@pytest.mark.django_db
def test_a_day_without_any_job_is_caught_up_after_the_quiet_hours_with_the_latest_stage_only():
    vendor = a_vendor(phone="13800000000")
    a_charge(account=an_account(vendor=vendor), due_on=ON + 4 * DAY)
    plan(AT - DAY)
    late = AT + 3 * DAY + timedelta(hours=11)  # 21:00, three days later
    for act in (reminders.void_settled, reminders.plan_due, delivery.deliver_due):
        act(by=HOUSE, at=late)
    assert LocalMessage.objects.count() == 0

    deliver(late + timedelta(hours=11))
    assert [row.stage for row in Notice.objects.filter(state="sent")] == ["before_1"]


def test_what_comes_while_the_digest_is_being_said_is_not_lost_in_it(
    real_transactions, monkeypatch
):
    _, charge, _ = a_busy_vendor()
    plan()
    a_charge(account=charge.account, due_on=ON + 3 * DAY)
    put_together = digests._put_together

    def late(groups, *, at):
        assert Runner(deliver).result() is None
        return put_together(groups, at=at)

    monkeypatch.setattr(digests, "_put_together", late)
    plan()
    third = Notice.objects.get(occasion="rent_due", due_on=ON + 3 * DAY, stage="before_3")
    assert (third.state, third.digest) == ("pending", None)

    monkeypatch.undo()
    plan()
    deliver(AT + DAY)
    assert LocalMessage.objects.first().key == str(third.public_id)


def test_a_digest_is_not_said_while_something_is_being_put_into_it(real_transactions):
    _, charge, _ = a_busy_vendor()
    plan()
    a_charge(account=charge.account, due_on=ON + 3 * DAY)
    with transaction.atomic():
        plan()
        assert Runner(deliver).result() is None
        assert LocalMessage.objects.count() == 0

    deliver()
    assert LocalMessage.objects.get().title == "今天有3件事"

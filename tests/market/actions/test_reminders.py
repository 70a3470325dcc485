"""Which papers are spoken of, and what there is no need to say any more."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.actions import reminders
from market.core.actors import HOUSE, STRANGER
from market.core.hours import SHANGHAI
from market.core.refusals import Forbidden
from market.models import Charge, Notice, Permit, PermitType
from tests.builders import AT, a_charge, a_market, a_permit, a_pitch, a_vendor, a_worker, an_account
from tests.market.actions.said import a_notice, again
from tests.races import at_once

PAPERS = ("permit_expiring", "permit_lapsed")
DAY = timedelta(days=1)
ON = date(2026, 3, 2)  # the day of AT


def plan(at=AT):
    return reminders.plan_due(by=HOUSE, at=at, occasions=PAPERS).counts["planned"]


def stages():
    """(occasion, stage, day on which it may be said first) of every row."""
    rows = Notice.objects.order_by("not_before", "pk")
    return [
        (row.occasion, row.key.split("/")[3], row.not_before.astimezone(SHANGHAI).date())
        for row in rows
    ]


# planning


@pytest.mark.django_db
def test_a_paper_that_expires_is_planned_ten_days_ahead_and_a_second_time_nothing_is_new():
    a_permit(expires_on=ON + 13 * DAY)

    assert plan() == 2
    assert plan() == 0
    assert stages() == [
        ("permit_expiring", "before_14", ON - DAY),
        ("permit_expiring", "before_3", ON + 10 * DAY),
    ]


@pytest.mark.django_db
def test_a_paper_far_off_and_one_long_lapsed_and_one_without_an_end_are_left_alone():
    a_permit(expires_on=ON + 41 * DAY)
    a_permit(expires_on=ON - 16 * DAY)
    a_permit(expires_on=None)

    assert plan() == 0


@pytest.mark.django_db
def test_every_stage_of_a_year_swept_day_by_day_is_written_down_once():
    """RM-08"""
    a_permit(expires_on=date(2026, 6, 30))
    for day in range(180):
        plan(AT + day * DAY)

    assert stages() == [
        ("permit_expiring", "before_30", date(2026, 5, 31)),
        ("permit_expiring", "before_14", date(2026, 6, 16)),
        ("permit_expiring", "before_3", date(2026, 6, 27)),
        ("permit_lapsed", "after_1", date(2026, 7, 1)),
    ]


@pytest.mark.django_db
def test_a_kind_of_paper_may_have_marks_of_its_own():
    health = PermitType.objects.get(code="HEALTH_CERT")
    assert health.remind_days == [45, 30, 15, 7, 1]
    a_permit(type=health, expires_on=ON + 55 * DAY)

    assert plan() == 1
    assert stages() == [("permit_expiring", "before_45", ON + 10 * DAY)]


@pytest.mark.django_db
def test_a_health_certificate_is_called_by_the_name_of_its_holder():
    vendor = a_vendor(phone="13800000000")
    worker = a_worker(vendor=vendor, name="王小蔄")
    health = PermitType.objects.get(code="HEALTH_CERT")
    a_permit(vendor=vendor, worker=worker, type=health, expires_on=ON + 7 * DAY)
    plan()

    assert (
        Notice.objects.order_by("not_before")[0].title == f"证件到期提示：{health.name}（王小蔄）"
    )


@pytest.mark.django_db
def test_the_market_is_that_of_the_pitch_or_where_the_vendor_has_an_account():
    market = a_market()
    on_a_pitch = a_permit(expires_on=ON, pitch=a_pitch(market=market))
    with_account = a_permit(expires_on=ON, vendor=a_vendor(market=market))
    nowhere = a_permit(expires_on=ON)
    plan()

    for permit, where in ((on_a_pitch, market.pk), (with_account, market.pk), (nowhere, None)):
        assert {row.market_id for row in permit.vendor.notices.all()} == {where}


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_nobody_is_told_of_a_paper_that_they_have_renewed(state):
    old = a_permit(expires_on=ON + 13 * DAY)
    a_permit(vendor=old.vendor, expires_on=ON + 400 * DAY, state=state)

    assert plan() == 0


@pytest.mark.django_db
def test_a_refused_paper_and_one_for_another_pitch_renew_nothing():
    old = a_permit(expires_on=ON + 13 * DAY)
    a_permit(vendor=old.vendor, expires_on=ON + 400 * DAY, state="refused")
    a_permit(vendor=old.vendor, expires_on=ON + 400 * DAY, pitch=a_pitch())

    assert plan() == 2


@pytest.mark.django_db
def test_the_same_paper_on_file_twice_is_spoken_of_once():
    old = a_permit(expires_on=ON + 13 * DAY)
    a_permit(vendor=old.vendor, expires_on=ON + 13 * DAY)

    assert plan() == 2


@pytest.mark.django_db
def test_the_paper_of_somebody_who_has_left_is_left_alone():
    vendor = a_vendor()
    gone = a_worker(vendor=vendor, until=ON - DAY)
    last_day = a_worker(vendor=vendor, until=ON)
    for worker in (gone, last_day):
        a_permit(vendor=vendor, worker=worker, expires_on=ON + 13 * DAY)

    assert plan() == 2


@pytest.mark.django_db
def test_a_paper_whose_date_is_corrected_is_told_of_by_the_new_date_only():
    permit = a_permit(expires_on=ON + 13 * DAY)
    plan()
    Permit.objects.filter(pk=permit.pk).update(expires_on=ON + 20 * DAY)

    assert plan() == 2
    assert void()[:2] == [("cancelled", "its date was moved")] * 2


@pytest.mark.django_db
def test_three_papers_are_planned_with_as_many_questions_as_one():
    def questions():
        with CaptureQueriesContext(connection) as asked:
            plan()
        return len(asked)

    a_permit(expires_on=ON, vendor=a_vendor(market=a_market()))
    one = questions()
    for _ in range(3):
        a_permit(expires_on=ON, vendor=a_vendor(market=a_market()))

    assert questions() == one


@pytest.mark.usefixtures("real_transactions")
def test_two_planners_at_once_write_one_row():
    """RM-07"""
    for _ in range(20):
        a_permit(expires_on=ON + 14 * DAY)

    assert sum(at_once(plan, plan, plan)) == 20
    assert Notice.objects.count() == 20


@pytest.mark.django_db
def test_only_who_may_plan_notices_may_plan_or_call_them_off():
    for act in (reminders.plan_due, reminders.void_settled):
        with pytest.raises(Forbidden):
            act(by=STRANGER, at=AT)


# calling off


def void(at=AT):
    reminders.void_settled(by=HOUSE, at=at)
    return list(Notice.objects.order_by("pk").values_list("state", "reason"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("replaced", "renewed"),
        ("revoked", "not in force any more"),
        ("withdrawn", "not in force any more"),
    ],
)
def test_a_paper_no_longer_in_force_is_not_spoken_of_any_more(state, reason):
    permit = a_permit(expires_on=ON + 14 * DAY)
    plan()
    Permit.objects.filter(pk=permit.pk).update(state=state)

    assert void() == [("cancelled", reason)]


@pytest.mark.django_db
def test_a_renewed_paper_is_not_spoken_of_any_more():
    permit = a_permit(expires_on=ON + 14 * DAY)
    plan()
    a_permit(vendor=permit.vendor, expires_on=ON + 400 * DAY)

    assert void() == [("cancelled", "renewed")]


@pytest.mark.django_db
def test_the_paper_of_somebody_who_leaves_is_not_spoken_of_any_more():
    worker = a_worker()
    a_permit(vendor=worker.vendor, worker=worker, expires_on=ON + 14 * DAY)
    plan()
    worker.until = ON - DAY
    worker.save()

    assert void() == [("cancelled", "the worker has left")]


def a_bill(account, due_on=ON):
    facts = {"amount_fen": 100, "what": "租金", "due_on": due_on.isoformat()}
    return a_notice(
        occasion="rent_due", subject=f"account:{account.pk}", facts=facts, vendor=account.vendor
    )


@pytest.mark.django_db
def test_a_bill_is_called_off_when_all_that_was_due_that_day_is_paid_and_no_sooner():
    account = an_account()
    first, second = (a_charge(account=account, due_on=ON) for _ in range(2))
    a_charge(account=account, due_on=ON + DAY)
    a_bill(account)

    def credit(charge):
        Charge.objects.create(
            account=account,
            key=f"back-{charge.pk}",
            item=charge.item,
            amount_fen=-charge.amount_fen,
            due_on=charge.due_on,
            reverses=charge,
            charged_at=AT,
        )

    credit(first)
    assert void() == [("pending", "")]
    credit(second)
    assert void() == [("cancelled", "paid")]


@pytest.mark.django_db
def test_what_is_too_late_is_called_off_and_what_may_have_arrived_is_not_called_off_but_unknown():
    a_notice(stale_at=AT)
    a_notice(stale_at=AT, handoff_at=AT - DAY)
    a_notice(stale_at=AT + DAY)

    assert void() == [
        ("cancelled", "too late to be said"),
        ("unknown", "too late to be said"),
        ("pending", ""),
    ]


@pytest.mark.django_db
def test_nothing_is_planned_for_who_asked_for_silence_until_the_day_after():
    vendor = a_vendor(silent_until=ON + DAY)
    a_permit(expires_on=ON + 14 * DAY, vendor=vendor)

    assert plan() == 0
    assert plan(AT + DAY) == 1
    assert plan(AT + 2 * DAY) == 1
    assert stages() == [
        ("permit_expiring", "before_14", ON),
        ("permit_expiring", "before_3", ON + 11 * DAY),
    ]
    assert Notice.objects.get(stage="before_14").next_attempt_at == AT + 2 * DAY


@pytest.mark.django_db
def test_what_is_being_sent_or_was_sent_is_not_called_off():
    held = {"claim_token": "0" * 32, "claim_until": AT}
    notices = [a_notice(stale_at=AT, state="sending", **held), a_notice(stale_at=AT, state="sent")]
    void()

    assert [again(notice).state for notice in notices] == ["sending", "sent"]


@pytest.mark.django_db
def test_the_report_gives_every_reason():
    notice = a_notice(stale_at=AT)
    report = reminders.void_settled(by=HOUSE, at=AT)

    assert report.counts == {"cancelled": 1}
    assert [(line.done, line.about, line.note) for line in report.lines] == [
        ("cancelled", notice.key, "too late to be said")
    ]

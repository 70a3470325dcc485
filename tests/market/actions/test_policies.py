"""What a market settles about reminding, and what that changes of what is planned."""

from datetime import date, time, timedelta

import pytest

from market.actions import delivery, policies, reminders
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI
from market.core.occasions import Words
from market.core.policies import REMINDERS, Policy, Unit, Whom, stage
from market.core.refusals import Forbidden, Invalid, Missing
from market.models import LocalMessage, Notice, Role, SpecialDay, Template
from market.queries.foretelling import in_words, outlook
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_permit,
    a_user,
    a_vendor,
    a_zone,
    acting,
    an_account,
    an_operator,
    as_vendor,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 3, 2)


def plan(at=AT, *occasions):
    return reminders.plan_due(by=HOUSE, at=at, occasions=occasions or ("rent_due",))


def settle(market, policy, occasion="rent_due", by=HOUSE):
    policies.settle(market, occasion, policy, by=by, at=AT)


def stages():
    rows = Notice.objects.exclude(stage="").order_by("not_before", "pk")
    return list(rows.values_list("stage", flat=True))


def a_bill(market, due_on=ON + 9 * DAY, **given):
    account = an_account(vendor=a_vendor(phone="13800000000", **given), market=market)
    return a_charge(account=account, due_on=due_on)


def test_a_market_has_days_of_its_own_and_another_keeps_the_usual_ones():
    ours, theirs = a_market(), a_market()
    settle(ours, Policy((stage(-7), stage(-2))))
    a_bill(ours)
    a_bill(theirs)
    plan()

    assert stages() == ["before_7", "before_3", "before_2", "before_1"]


def test_what_was_planned_under_another_policy_is_laid_out_anew_and_what_was_said_stays():
    market = a_market()
    a_bill(market, due_on=ON + 3 * DAY)
    plan()
    delivery.deliver_due(by=HOUSE, at=AT)
    settle(market, Policy((stage(-3), stage(0))))
    plan()

    assert [(row.stage, row.state) for row in Notice.objects.order_by("not_before")] == [
        ("before_3", "sent"),
        ("on_the_day", "pending"),
    ]


def test_working_days_step_over_a_holiday_in_the_plan_too():
    for number in range(3, 6):
        SpecialDay.objects.create(day=date(2026, 3, number), kind="holiday")
    market = a_market()
    settle(market, Policy((stage(-2, unit=Unit.WORKING_DAY),)))
    a_bill(market, due_on=date(2026, 3, 9))
    plan()

    row = Notice.objects.get()
    assert (row.stage, row.not_before.astimezone(SHANGHAI).date()) == ("before_2w", ON)


def test_an_occasion_without_days_is_silent():
    market = a_market()
    settle(market, Policy(()))
    a_bill(market)

    assert plan().counts["planned"] == 0


def test_quiet_hours_of_the_policy_and_of_the_vendor_are_kept():
    market = a_market()
    settle(market, Policy((stage(-3),), quiet=(time(6), time(10))))
    a_bill(market)
    a_bill(market, quiet_from=time(9), quiet_until=time(14))
    plan()

    hours = sorted(row.next_attempt_at.astimezone(SHANGHAI).hour for row in Notice.objects.all())
    assert hours == [10, 14]


def test_the_zones_steward_is_told_of_their_own_vendors_only():
    from leasing.models import Lease, LeasePitch
    from tests.builders import a_pitch

    market = a_market()
    ours, theirs = a_zone(market=market), a_zone(market=market)
    stewards = []
    for zone in (ours, theirs):
        role = Role.objects.create(user=a_user(), market=market, name="steward")
        role.zones.add(zone)
        stewards.append(role.user)
    charge = a_bill(market, due_on=ON - 15 * DAY)
    lease = Lease.objects.create(
        reference="L-1",
        market=market,
        vendor=charge.account.vendor,
        state="signed",
        starts_on=ON,
        created_at=AT,
    )
    LeasePitch.objects.create(lease=lease, pitch=a_pitch(zone=ours))
    plan(AT, "rent_overdue")

    told = Notice.objects.exclude(user=None)
    assert [row.user for row in told] == [stewards[0]]
    assert told[0].title == f"{charge.account.vendor.name}的账单还没缴"


def test_the_manager_stands_in_where_a_zone_has_no_steward_and_nobody_is_told_where_there_is_none():
    market = a_market()
    a_bill(market, due_on=ON - 15 * DAY)
    plan(AT, "rent_overdue")
    assert Notice.objects.exclude(user=None).count() == 0

    manager = an_operator("manager", market=market)
    a_bill(market, due_on=ON - 15 * DAY)
    plan(AT, "rent_overdue")
    assert [row.user for row in Notice.objects.exclude(user=None)] == [manager]


def test_a_policy_may_not_tell_vendors_what_is_the_houses_own_business():
    with pytest.raises(Invalid) as refused:
        settle(a_market(), Policy((stage(-3, Whom.VENDOR),)), "filing_deadline")
    assert refused.value.code == "not_for_vendors"


def test_only_who_may_edit_settles_and_only_what_there_is_can_be_settled():
    market = a_market()
    for by in (acting("cashier", market=market), as_vendor(a_vendor())):
        with pytest.raises(Forbidden):
            settle(market, Policy(()), by=by)
    with pytest.raises(Missing):
        settle(market, Policy(()), "nothing")
    with pytest.raises(Invalid) as refused:
        settle(market, Policy((), channels=("pigeon",)))
    assert refused.value.code == "no_channel"


def test_one_may_go_back_to_the_default():
    market = a_market()
    settle(market, Policy(()))
    policies.go_back(market, "rent_due", by=HOUSE, at=AT)
    a_bill(market)
    plan()

    assert stages() == ["before_3", "before_1"]


# looking ahead


def test_the_outlook_says_what_a_change_brings_and_takes_and_writes_nothing():
    market = a_market()
    a_bill(market)
    present = REMINDERS["rent_due"].policy
    found = outlook(market, "rent_due", present, Policy((stage(-7), stage(-3))), on=ON)

    assert [(one.stage, one.change) for one in found.sayings] == [
        ("before_7", "new"),
        ("before_3", ""),
        ("before_1", "gone"),
    ]
    assert found.counts() == {"new": 1, "gone": 1, "same": 1}
    assert not Notice.objects.exists()


def test_the_outlook_is_told_in_both_languages_and_leaves_out_what_was_said():
    market = a_market()
    a_bill(market, due_on=ON + 3 * DAY)
    plan()
    delivery.deliver_due(by=HOUSE, at=AT)
    present = REMINDERS["rent_due"].policy
    found = outlook(market, "rent_due", present, present, on=ON)
    (spoken,) = in_words(market, "rent_due", found.sayings, on=ON)

    assert spoken.saying.stage == "before_1"
    assert spoken.zh.startswith("您有一笔账单1700.00 元（租金）")
    assert spoken.en.startswith("You have a bill of 1700.00 yuan (Rent)")


# words


def word(market, body="{what}：{amount_fen}，{due_on}。", **given):
    given = {"language": "zh-hans", "by": HOUSE, "at": AT, **given}
    return policies.word(market, "rent_due", Words("账单", body), **given)


def test_a_markets_own_words_are_said_by_the_version_in_force_when_it_was_planned():
    market = a_market()
    a_bill(market, due_on=ON + 3 * DAY)
    word(market, "旧：{what}{amount_fen}{due_on}")
    assert word(market).version == 2
    plan()
    delivery.deliver_due(by=HOUSE, at=AT)

    assert LocalMessage.objects.get().body == "租金：1700.00 元，3月5日（周四）。"
    assert Notice.objects.get(state="sent").facts["wording"][""]["version"] == "2"


def test_words_for_one_way_go_before_those_for_any():
    market = a_market()
    word(market, "any {what}{amount_fen}{due_on}")
    word(market, "box {what}{amount_fen}{due_on}", channel="mailbox")
    a_bill(market)
    plan()

    assert Notice.objects.all()[0].body.startswith("box ")
    delivery.deliver_due(by=HOUSE, at=AT + 7 * DAY)
    assert LocalMessage.objects.get().body.startswith("box ")


def test_words_that_a_channel_would_not_take_are_refused_and_nothing_is_written():
    with pytest.raises(Invalid) as refused:
        word(a_market(), "【汇泉】{what}{amount_fen}{due_on}", channel="sms")
    assert refused.value.code == "bad_words"
    assert not Template.objects.exists()


def test_a_trial_goes_to_whoever_asks_by_the_usual_way():
    market = a_market()
    user = an_operator("manager", market=market, phone="13900000000")
    policies.try_out(
        market,
        "rent_due",
        channel="mailbox",
        language="zh-hans",
        by=acting("manager", market=market, user=user),
        at=AT,
    )
    delivery.deliver_due(by=HOUSE, at=AT)

    message = LocalMessage.objects.get()
    assert (message.to, message.title) == ("13900000000", "试发")
    assert message.body.startswith("您有一笔账单1733.33 元（租金、管理费）")


# silence and wishes


def test_silence_takes_back_what_was_planned_for_those_days_but_not_what_is_legal():
    market = a_market()
    vendor = a_bill(market).account.vendor
    plan()
    assert len(stages()) == 2
    policies.silence(vendor, until=ON + 30 * DAY, reason="住院", by=HOUSE, at=AT)
    plan()

    assert (stages(), vendor.silent_reason) == ([], "住院")
    policies.silence(vendor, until=None, reason="", by=HOUSE, at=AT)
    plan()
    assert len(stages()) == 2


@pytest.mark.parametrize(
    ("until", "reason", "code"),
    [
        (ON - DAY, "住院", "bad_silence"),
        (ON + 400 * DAY, "住院", "bad_silence"),
        (ON, " ", "reason_missing"),
    ],
)
def test_silence_has_a_day_ahead_and_a_reason(until, reason, code):
    with pytest.raises(Invalid) as refused:
        policies.silence(a_vendor(), until=until, reason=reason, by=HOUSE, at=AT)
    assert refused.value.code == code


def test_a_vendor_says_how_to_be_told_and_what_is_planned_follows():
    market = a_market()
    vendor = a_bill(market).account.vendor
    plan()
    policies.prefer(
        vendor,
        channels=["email"],
        quiet=(time(9), time(12)),
        language="en",
        by=as_vendor(vendor),
        at=AT,
    )
    plan()

    for row in Notice.objects.all():
        assert (row.channel, row.language) == ("email", "en")
        assert row.next_attempt_at.astimezone(SHANGHAI).hour == 12


def test_nobody_says_it_for_another_vendor():
    with pytest.raises(Forbidden):
        policies.prefer(
            a_vendor(),
            channels=[],
            quiet=None,
            language="en",
            by=as_vendor(a_vendor()),
            at=AT,
        )
    with pytest.raises(Forbidden):
        policies.silence(a_vendor(), until=ON, reason="x", by=as_vendor(a_vendor()), at=AT)


def test_a_paper_has_to_be_handed_in_before_its_window_closes():
    market = a_market()
    permit = a_permit(vendor=a_vendor(market=market), expires_on=date(2026, 4, 6))
    plan(AT, "permit_window")

    # fifteen working days before a Monday is a Monday three weeks earlier
    assert {row.due_on for row in permit.vendor.notices.all()} == {date(2026, 3, 16)}

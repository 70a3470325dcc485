"""Answers to renewals, sublets, overstays and meters: who is reminded when, and what ends it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leasing.actions import endings, meters, renewals, sublets
from leasing.core.metering.months import month_billed
from leasing.core.renewing import Again
from leasing.core.sublet_clock import object_by
from leasing.queries.owed_lives import _rounds
from market.actions import reminders
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI
from market.core.workdays import Calendar
from market.models import Notice
from tests.builders import AT, an_operator, as_vendor
from tests.leasing.builders import a_meter, a_reading, a_signed_lease

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JANUARY = datetime(2027, 1, 10, 2, 0, tzinfo=UTC)
APRIL = datetime(2027, 4, 2, 2, 0, tzinfo=UTC)  # the lease ran out on 31 March
MAY = datetime(2026, 5, 1, 2, 0, tzinfo=UTC)


def sweep(occasion, first, days=1):
    """A sweep a day."""
    for day in range(days):
        reminders.void_settled(by=HOUSE, at=first + day * DAY)
        reminders.plan_due(by=HOUSE, at=first + day * DAY, occasions=(occasion,))


def planned(occasion):
    """Day, stage and reader of what was not called off as done."""
    rows = Notice.objects.filter(occasion=occasion).exclude(reason="done")
    return sorted(
        (row.next_attempt_at.astimezone(SHANGHAI).date(), row.stage, (row.vendor or row.user).name)
        for row in rows
    )


# renewals


def offered(days=14):
    lease = a_signed_lease()
    until = JANUARY + days * DAY
    return renewals.offer(lease, Again(months=12), until=until, by=HOUSE, at=JANUARY)


def test_an_offer_is_recalled_a_week_and_two_days_before_its_end():
    vendor = offered().lease.vendor.name
    sweep("renewal_offer", JANUARY, days=15)

    assert planned("renewal_offer") == [
        (date(2027, 1, 17), "before_7", vendor),
        (date(2027, 1, 22), "before_2", vendor),
    ]


def test_a_short_offer_is_not_said_again_on_the_day_on_which_it_was_made():
    offered(days=6)
    sweep("renewal_offer", JANUARY)
    assert planned("renewal_offer") == []

    sweep("renewal_offer", JANUARY, days=7)
    assert [(day, stage) for day, stage, _ in planned("renewal_offer")] == [
        (date(2027, 1, 13), "before_7"),
        (date(2027, 1, 14), "before_2"),
    ]


def test_who_has_answered_is_not_asked_again():
    renewal = offered()
    sweep("renewal_offer", JANUARY + 5 * DAY)
    renewals.decline(renewal, by=as_vendor(renewal.lease.vendor), at=JANUARY + 5 * DAY)
    sweep("renewal_offer", JANUARY + 5 * DAY, days=10)
    sweep("lease_ending", JANUARY + 5 * DAY, days=80)

    assert planned("renewal_offer") == []
    assert set(
        Notice.objects.filter(occasion="renewal_offer").values_list("reason", flat=True)
    ) == {"done"}
    assert planned("lease_ending") == []


# sublets


def test_the_six_months_of_a_sublet_are_told_to_the_house_until_it_objects():
    manager = an_operator("manager", name="甲")
    steward = an_operator("steward", name="乙")
    sublet = sublets.record(
        a_signed_lease(), learned_on=date(2026, 3, 2), evidence="换了人", by=HOUSE, at=AT
    )
    last = object_by(sublet.learned_on)
    sweep("sublet_clock", datetime(2026, 8, 25, 2, 0, tzinfo=UTC))

    assert planned("sublet_clock") == [
        (date(2026, 8, 25), "before_30", manager.name),
        (last - 7 * DAY, "before_7", steward.name),
        (last - 7 * DAY, "before_7", manager.name),
    ]

    at = datetime(2026, 8, 26, 2, 0, tzinfo=UTC)
    sublets.object_to(sublet, by=HOUSE, at=at)
    sweep("sublet_clock", at)
    assert not Notice.objects.filter(occasion="sublet_clock", state="pending").exists()


@pytest.mark.parametrize("learned", [date(2026, 3, 2), date(2026, 8, 31), date(2027, 8, 31)])
def test_the_database_counts_six_months_as_core_does(learned):
    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date + interval '6 months')::date", [learned])
        assert cursor.fetchone() == (object_by(learned),)


# overstays


def test_a_lease_that_ran_out_is_told_to_the_manager_until_somebody_decides():
    manager = an_operator("manager", name="甲")
    lease = a_signed_lease()
    sweep("holdover_clock", APRIL - 12 * DAY, days=11)
    assert planned("holdover_clock") == []

    sweep("holdover_clock", APRIL)
    assert planned("holdover_clock") == [(date(2027, 4, 2), "after_1", manager.name)]

    endings.hold_over(lease, reason="stays", by=HOUSE, at=APRIL + DAY)
    sweep("holdover_clock", APRIL + DAY, days=20)
    assert planned("holdover_clock") == []


def test_who_was_told_in_writing_to_leave_is_no_question_any_more():
    an_operator("manager")
    lease = a_signed_lease()
    sweep("holdover_clock", APRIL)
    assert len(planned("holdover_clock")) == 1

    endings.object_to_staying(lease, leave_by=date(2027, 4, 20), by=HOUSE, at=APRIL + DAY)
    sweep("holdover_clock", APRIL + DAY, days=20)
    assert planned("holdover_clock") == []


# meters


def test_a_zone_is_to_be_read_until_all_its_meters_are():
    manager = an_operator("manager", name="甲")
    steward = an_operator("steward", name="乙")
    one = a_meter()
    other = a_meter(pitch=one.pitch, utility="water")
    sweep("meter_reading", MAY - 2 * DAY)

    assert planned("meter_reading") == [
        (date(2026, 4, 30), "before_1", steward.name),
        (date(2026, 5, 3), "after_2", steward.name),
        (date(2026, 5, 3), "after_2", manager.name),
    ]
    assert Notice.objects.first().facts["place"] == one.pitch.zone.name

    a_reading(one, date(2026, 5, 1), 1100)
    sweep("meter_reading", MAY)
    assert len(planned("meter_reading")) == 3
    a_reading(other, date(2026, 5, 1), 1010)
    sweep("meter_reading", MAY)
    assert planned("meter_reading") == []


def test_a_meter_that_was_taken_out_is_not_read_any_more():
    meter = a_meter()
    meters.remove(meter, on=date(2026, 4, 20), value=Decimal(1050), by=HOUSE, at=MAY - 10 * DAY)
    sweep("meter_reading", MAY)

    assert planned("meter_reading") == []


def test_the_days_of_a_round_are_those_that_are_billed_with_the_month():
    told = _rounds(date(2026, 4, 2), date(2026, 6, 1), Calendar())
    assert told["rounds"] == [date(2026, 5, 1), date(2026, 6, 1)]
    for day, opens in zip(told["rounds"], told["opens"], strict=True):
        month = (day - DAY).replace(day=1)
        assert month_billed(opens) == month_billed(day + (told["late"] - 1) * DAY) == month
        assert month_billed(opens - DAY) != month
        assert month_billed(day + told["late"] * DAY) != month


@pytest.mark.parametrize("occasion", ["renewal_offer", "holdover_clock", "meter_reading"])
def test_five_are_planned_with_as_many_questions_as_two(occasion):
    an_operator("manager")
    make, at = {
        "renewal_offer": (offered, JANUARY + 5 * DAY),
        "holdover_clock": (a_signed_lease, APRIL),
        "meter_reading": (a_meter, MAY),
    }[occasion]

    def questions():
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            sweep(occasion, at)
        return len(asked)

    for _ in range(2):
        make()
    questions()
    two = questions()
    for _ in range(3):
        make()

    assert questions() == two

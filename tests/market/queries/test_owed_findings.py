"""What an inspection found is recalled until it is put right."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.actions import findings, reminders
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI
from market.models import Finding, Notice
from tests import inspecting
from tests.builders import AT, an_operator, as_vendor
from tests.inspecting import Ground

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ground(settings):
    return Ground(settings)


def sweep(days=1, first=AT):
    for day in range(days):
        reminders.void_settled(by=HOUSE, at=first + day * DAY)
        reminders.plan_due(by=HOUSE, at=first + day * DAY, occasions=("rectification",))


def planned():
    rows = Notice.objects.filter(occasion="rectification").exclude(reason="done")
    return sorted(
        (
            row.next_attempt_at.astimezone(SHANGHAI).date(),
            row.stage,
            (row.vendor or row.user).name,
        )
        for row in rows
    )


def a_finding(ground):
    """Something that is to be put right within three days."""
    return inspecting.a_finding(ground, "health")


def test_the_vendor_is_recalled_before_on_and_after_the_day_and_then_the_steward_looks(ground):
    steward = an_operator("steward", market=ground.market)
    steward.roles.get().zones.add(ground.zone)
    finding = a_finding(ground)
    sweep(days=7)

    due, vendor = finding.due_on, ground.vendor.name
    assert planned() == sorted(
        [
            (due - 2 * DAY, "before_2", vendor),
            (due, "on_the_day", vendor),
            (due + DAY, "after_1", vendor),
            (due + DAY, "after_1", steward.name),
        ]
    )
    assert Finding.objects.get().item.name in Notice.objects.filter(stage="on_the_day").get().body


def test_what_is_put_right_is_not_recalled_any_more(ground):
    finding = a_finding(ground)
    sweep()
    assert planned()
    findings.rectify(finding, answer="换好了", by=as_vendor(ground.vendor), at=AT + DAY)
    sweep(first=AT + DAY)

    assert planned() == []
    told = Notice.objects.filter(occasion="rectification")
    assert set(told.values_list("state", "reason")) == {("cancelled", "done")}


def test_what_is_opened_again_is_recalled_by_its_new_day(ground):
    finding = a_finding(ground)
    findings.rectify(finding, answer="换好了", by=as_vendor(ground.vendor), at=AT)
    later = (AT + 5 * DAY).date()
    findings.reopen(finding, reason="没换", due_on=later, by=HOUSE, at=AT + DAY)
    sweep(first=AT + DAY)

    assert {day for day, _, _ in planned()} <= {later - 2 * DAY, later, later + DAY}
    assert planned()


def test_many_findings_are_planned_in_as_many_questions_as_two(ground):
    def questions():
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            sweep()
        return len(asked)

    for _ in range(2):
        a_finding(ground)
    questions()
    two = questions()
    for _ in range(3):
        a_finding(ground)
    assert questions() == two


def test_the_day_is_told_as_a_day(ground):
    finding = a_finding(ground)
    sweep()
    said = Notice.objects.filter(vendor=ground.vendor).first()
    assert datetime.fromisoformat(said.facts["due_on"]).date() == finding.due_on

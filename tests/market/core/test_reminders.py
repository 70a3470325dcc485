"""What is said about a due date on which day. Cases: tests/cases/rent/cases.json, kind reminder."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.hours import SHANGHAI
from market.core.reminders import (
    AHEAD,
    RENT,
    Planned,
    Policy,
    Stage,
    ahead,
    permit_policy,
    plan,
    stage,
)

CASES = Path(__file__).parents[2] / "cases" / "rent" / "cases.json"
REMINDERS = [
    case for case in json.loads(CASES.read_text("utf-8"))["cases"] if case["kind"] == "reminder"
]
# those about failed and simultaneous runs need the database: tests/market/actions
PURE = [case for case in REMINDERS if not {"delivered", "attempts"} & set(case["expected"])]
DUE = date(2026, 5, 10)


def runs(due_on, stages, days, paid_on=None):
    """What one run after the other says, and what was skipped: keys in order, each once."""
    said, skipped = [], []
    for on in map(date.fromisoformat, days):
        if paid_on and on >= date.fromisoformat(paid_on):
            continue
        choice = plan(due_on, stages, on, said)
        said += [choice.stage.key] if choice.stage else []
        skipped += [each.key for each in choice.skipped if each.key not in skipped]
    return said, skipped


def stages_of(asked):
    if "marks" in asked:
        return [Stage(str(mark), -mark) for mark in asked["marks"]]
    return [Stage(each["key"], each["days"]) for each in asked["stages"]]


@pytest.mark.parametrize("case", PURE, ids=lambda case: case["id"])
def test_the_shared_cases_hold(case):
    asked, expected = case["input"], case["expected"]
    due_on = date.fromisoformat(asked.get("due_date") or asked["expires"])
    said, skipped = runs(due_on, stages_of(asked), asked["runs"], asked.get("paid_on"))

    if "then" in asked:
        moved = date.fromisoformat(asked["then"]["due_date"])
        again, _ = runs(moved, stages_of(asked), asked["then"]["runs"])
        said = [f"{key}@{due_on}" for key in said] + [f"{key}@{moved}" for key in again]

    assert said == [str(key) for key in expected["sent"]]
    assert skipped == expected.get("skipped", [])


def test_six_of_the_shared_cases_are_pure():
    assert [case["id"] for case in PURE] == [f"RM-0{number}" for number in (1, 2, 3, 4, 5, 8)]


def test_an_older_stage_is_not_said_after_a_later_one():
    stages = [stage(-7), stage(-3)]

    assert plan(DUE, stages, date(2026, 5, 8), {"before_3"}).stage is None


def test_stages_are_named_for_their_days():
    assert [stage(days).key for days in (-3, 0, 15)] == ["before_3", "on_the_day", "after_15"]


def test_a_stage_may_be_said_until_the_next_opens_and_none_announces_a_day_that_is_over():
    spans = [(span.stage.key, span.occasion, span.opens, span.closes) for span in RENT.spans()]

    assert spans == [
        ("before_3", "rent_due", -3, -1),
        ("before_1", "rent_due", -1, 1),
        ("after_3", "rent_overdue", 3, 15),
        ("after_15", "rent_overdue", 15, 29),
    ]


def test_stages_out_of_order_are_no_policy():
    with pytest.raises(ValueError, match="before_3 must come after after_1"):
        Policy("rent_due", "rent_overdue", (stage(1), stage(-3)))


def test_a_planned_reminder_has_a_decent_hour_an_end_and_a_key():
    planned = ahead("account:12", DUE, RENT, date(2026, 5, 7), {"before_1", "after_3"})

    assert planned == (
        Planned(
            occasion="rent_due",
            subject="account:12",
            due_on=DUE,
            stage="before_3",
            not_before=datetime(2026, 5, 7, 9, tzinfo=SHANGHAI),
            stale_at=datetime(2026, 5, 9, tzinfo=SHANGHAI),
        ),
    )
    assert planned[0].key("mailbox") == "rent_due/account:12/2026-05-10/before_3/mailbox"


def test_ten_days_are_planned_ahead_and_not_an_eleventh():
    def keys(on):
        return [each.stage for each in ahead("account:1", DUE, RENT, on, ())]

    assert keys(date(2026, 4, 26)) == []
    assert keys(date(2026, 4, 27)) == ["before_3"]
    assert keys(date(2026, 4, 29)) == ["before_3", "before_1"]


def test_after_the_day_what_announced_it_is_not_caught_up():
    assert ahead("account:1", DUE, RENT, date(2026, 5, 10), ())[0].stage == "before_1"
    assert ahead("account:1", DUE, RENT, date(2026, 5, 11), ())[0].stage == "after_3"


def test_what_was_due_long_ago_is_left_alone():
    assert [each.stage for each in ahead("account:1", DUE, RENT, date(2026, 6, 7), ())] == [
        "after_15"
    ]
    assert ahead("account:1", DUE, RENT, date(2026, 6, 8), ()) == ()


def test_a_paper_has_its_own_marks_or_the_usual_ones_and_one_more_when_it_has_lapsed():
    def days(*marks):
        return [each.days for each in permit_policy(marks).stages]

    assert days() == [-30, -14, -3, 1]
    assert days(60, 30, 15, 3) == [-60, -30, -15, -3, 1]
    assert permit_policy(()).spans()[-1].occasion == "permit_lapsed"


policies = st.sets(st.integers(-40, 40), min_size=1, max_size=7).map(
    lambda days: Policy("before", "after", tuple(map(stage, sorted(days))))
)


@given(policies, st.lists(st.integers(-60, 60), max_size=30).map(sorted))
def test_whatever_days_the_job_runs_every_stage_is_said_at_most_once_and_in_order(policy, days):
    said, _ = runs(DUE, policy.stages, [(DUE + timedelta(days=day)).isoformat() for day in days])
    places = [[each.key for each in policy.stages].index(key) for key in said]

    assert places == sorted(set(places))


@given(policies, st.lists(st.integers(-60, 60), max_size=30).map(sorted))
def test_planning_ahead_and_planning_again_come_to_the_same_rows(policy, days):
    rows: dict[str, Planned] = {}
    for day in days:
        on = DUE + timedelta(days=day)
        for planned in ahead("x:1", DUE, policy, on, set(rows)):
            assert planned.stage not in rows
            rows[planned.stage] = planned
        assert not ahead("x:1", DUE, policy, on, set(rows))


@given(policies, st.integers(-60, 60))
def test_nothing_is_planned_that_is_stale_already_or_further_off_than_the_window(policy, day):
    on = DUE + timedelta(days=day)
    for planned in ahead("x:1", DUE, policy, on, ()):
        assert planned.not_before < planned.stale_at
        assert planned.stale_at > datetime.combine(on, datetime.min.time(), tzinfo=SHANGHAI)
        assert planned.not_before.date() <= on + timedelta(days=AHEAD)


@given(policies)
def test_swept_every_day_every_stage_is_planned(policy):
    rows: set[str] = set()
    for day in range(-60, 60):
        on = DUE + timedelta(days=day)
        rows |= {planned.stage for planned in ahead("x:1", DUE, policy, on, rows)}

    assert rows == {each.key for each in policy.stages}

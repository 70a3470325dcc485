"""What is said about a due date on which day. Cases: tests/cases/rent/cases.json, kind reminder."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.hours import SHANGHAI
from market.core.phrases import OCCASIONS
from market.core.policies import REMINDERS, Policy, Stage, Unit, Whom, stage
from market.core.refusals import Invalid
from market.core.reminder_previews import reminders
from market.core.reminders import (
    AHEAD,
    Span,
    ahead,
    key_of,
    opens_at,
    plan,
    reaches,
    say_at,
    spans,
    stale_at,
)
from market.core.workdays import Calendar

CASES = Path(__file__).parents[2] / "cases" / "rent" / "cases.json"
REMINDERS_CASES = [
    case for case in json.loads(CASES.read_text("utf-8"))["cases"] if case["kind"] == "reminder"
]
DUE = date(2026, 5, 10)
RENT = REMINDERS["rent_due"].policy


@pytest.mark.parametrize("case", REMINDERS_CASES, ids=lambda case: case["id"])
def test_the_shared_cases_hold(case):
    answer = reminders(case["input"])

    assert {name: answer[name] for name in case["expected"]} == case["expected"]
    assert answer["skipped"] == case["expected"].get("skipped", [])


def test_there_are_eight_shared_cases():
    assert [case["id"] for case in REMINDERS_CASES] == [f"RM-0{number}" for number in range(1, 9)]


def test_an_older_stage_is_not_said_after_a_later_one():
    stages = [stage(-7), stage(-3)]

    assert plan(DUE, stages, date(2026, 5, 8), {"before_3"}).stage is None


def test_stages_are_named_for_their_days():
    assert [stage(days).key for days in (-3, 0, 15)] == ["before_3", "on_the_day", "after_15"]


def test_a_stage_may_be_said_until_the_next_opens_and_none_announces_a_day_that_is_over():
    def days(occasion):
        found = spans(DUE, REMINDERS[occasion].policy)
        return [
            (each.stage.key, (each.opens_on - DUE).days, (each.closes_on - DUE).days)
            for each in found
        ]

    assert days("rent_due") == [("before_3", -3, -1), ("before_1", -1, 1)]
    assert days("rent_overdue") == [("after_3", 3, 15), ("after_15", 15, 29)]


def test_the_same_day_twice_or_nobody_told_is_no_policy():
    for stages, code in (
        ((stage(1), stage(1)), "stage_twice"),
        ((Stage("x", 1, to=()),), "nobody_told"),
        (tuple(map(stage, range(9))), "too_many_stages"),
        ((stage(-401),), "stage_too_far"),
    ):
        with pytest.raises(Invalid) as refused:
            Policy(stages)
        assert refused.value.code == code


def test_a_planned_reminder_has_a_decent_hour_an_end_and_a_key():
    (span,) = ahead(DUE, RENT, date(2026, 5, 7), {"before_1"})

    assert span == Span(stage(-3), DUE, date(2026, 5, 7), date(2026, 5, 9))
    assert opens_at(span) == datetime(2026, 5, 7, 9, tzinfo=SHANGHAI)
    assert stale_at(span) == datetime(2026, 5, 9, tzinfo=SHANGHAI)
    assert (
        key_of("rent_due", "account:12", span, "vendor")
        == "rent_due/account:12/2026-05-10/before_3/vendor"
    )


def test_nothing_is_said_in_the_quiet_hours_of_anybody():
    (span,) = ahead(DUE, RENT, date(2026, 5, 7), {"before_1"})
    late = datetime(2026, 5, 7, 21, tzinfo=SHANGHAI)
    house, own = (time(20), time(8)), (time(6), time(11))

    assert say_at(span, late, [house]) == datetime(2026, 5, 8, 8, tzinfo=SHANGHAI)
    assert say_at(span, late, [house, own]) == datetime(2026, 5, 8, 11, tzinfo=SHANGHAI)
    assert say_at(span, late, []) == late


def test_ten_days_are_planned_ahead_and_not_an_eleventh():
    def keys(on):
        return [each.stage.key for each in ahead(DUE, RENT, on, ())]

    assert keys(date(2026, 4, 26)) == []
    assert keys(date(2026, 4, 27)) == ["before_3"]
    assert keys(date(2026, 4, 29)) == ["before_3", "before_1"]


def test_working_days_step_over_rest_days_and_count_make_up_days():
    golden = Calendar(
        holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
        working_weekends=frozenset({date(2026, 10, 10)}),
    )
    policy = Policy((stage(-3, unit=Unit.WORKING_DAY), stage(1, unit=Unit.WORKING_DAY)))
    found = spans(date(2026, 10, 9), policy, golden)

    assert [(each.stage.key, each.opens_on) for each in found] == [
        ("before_3w", date(2026, 9, 29)),
        ("after_1w", date(2026, 10, 10)),
    ]


def test_after_the_day_what_announced_it_is_not_caught_up():
    assert ahead(DUE, RENT, date(2026, 5, 10), ())[0].stage.key == "before_1"
    assert ahead(DUE, RENT, date(2026, 5, 11), ()) == ()


def test_what_was_due_long_ago_is_left_alone():
    overdue = REMINDERS["rent_overdue"].policy

    assert [each.stage.key for each in ahead(DUE, overdue, date(2026, 6, 7), ())] == ["after_15"]
    assert ahead(DUE, overdue, date(2026, 6, 8), ()) == ()


units = st.sampled_from(Unit)
policies = st.sets(st.tuples(st.integers(-40, 40), units), min_size=1, max_size=7).map(
    lambda days: Policy(
        tuple({each.key: each for each in (stage(n, unit=unit) for n, unit in days)}.values())
    )
)
CALENDAR = Calendar(holidays=frozenset(date(2026, 5, day) for day in range(1, 6)))


def order_of(policy):
    return [span.stage.key for span in spans(DUE, policy, CALENDAR)]


@given(policies, st.lists(st.integers(-90, 90), max_size=30).map(sorted), st.integers(-90, 90))
def test_a_stage_is_never_said_twice_nor_out_of_order_nor_after_settlement(policy, days, settled):
    said = []
    for day in days:
        on = DUE + timedelta(days=day)
        choice = plan(DUE, policy.stages, on, said, CALENDAR) if day < settled else None
        if choice and choice.stage:
            assert day < settled
            said.append(choice.stage.key)
    places = [order_of(policy).index(key) for key in said]

    assert places == sorted(set(places))


@given(policies, st.lists(st.integers(-90, 90), max_size=30).map(sorted))
def test_planning_ahead_and_planning_again_come_to_the_same_rows(policy, days):
    rows: dict[str, Span] = {}
    for day in days:
        on = DUE + timedelta(days=day)
        for span in ahead(DUE, policy, on, set(rows), calendar=CALENDAR):
            assert span.stage.key not in rows
            rows[span.stage.key] = span
        assert not ahead(DUE, policy, on, set(rows), calendar=CALENDAR)


@given(policies, st.integers(-90, 90))
def test_nothing_is_planned_that_is_stale_already_or_further_off_than_the_window(policy, day):
    on = DUE + timedelta(days=day)
    for span in ahead(DUE, policy, on, (), calendar=CALENDAR):
        assert span.opens_on < span.closes_on
        assert span.closes_on > on
        assert span.opens_on <= on + timedelta(days=AHEAD)


@given(policies)
def test_swept_every_day_every_stage_that_has_a_day_of_its_own_is_planned(policy):
    rows: set[str] = set()
    for day in range(-110, 110):
        on = DUE + timedelta(days=day)
        rows |= {span.stage.key for span in ahead(DUE, policy, on, rows, calendar=CALENDAR)}

    own = {
        each.stage.key for each in spans(DUE, policy, CALENDAR) if each.opens_on < each.closes_on
    }
    assert rows == own


@given(policies, st.integers(-60, 60))
def test_a_stage_reaches_exactly_the_due_dates_about_which_it_may_be_said(policy, day):
    on = DUE + timedelta(days=day)
    reached = {
        each.stage.key
        for each in reaches(policy, on, calendar=CALENDAR)
        if each.first <= DUE <= each.last
    }
    until = on + timedelta(days=AHEAD)
    open_then = {
        span.stage.key
        for span in spans(DUE, policy, CALENDAR)
        if on < span.closes_on and span.opens_on <= until and span.opens_on < span.closes_on
    }

    assert reached == open_then
    assert {span.stage.key for span in ahead(DUE, policy, on, (), calendar=CALENDAR)} <= reached


@given(
    st.integers(0, 24 * 60 - 1),
    st.lists(st.tuples(st.times(), st.times()), max_size=2),
)
def test_whatever_is_quiet_it_is_said_later_or_now(minute, quiet):
    (span,) = ahead(DUE, RENT, date(2026, 5, 7), {"before_1"})
    at = datetime(2026, 5, 7, tzinfo=SHANGHAI) + timedelta(minutes=minute)

    assert say_at(span, at, quiet) >= max(at, opens_at(span))


def test_everybody_of_the_house_is_told_only_where_there_are_words_for_them():
    for name, reminder in REMINDERS.items():
        told = {whom for each in reminder.policy.stages for whom in each.to}
        assert told <= set(reminder.whom), name
        assert Whom.VENDOR in reminder.whom or OCCASIONS[name].despite_silence


def test_what_is_legal_is_said_despite_silence_and_nothing_else_to_vendors():
    for name, reminder in REMINDERS.items():
        if Whom.VENDOR in reminder.whom:
            assert OCCASIONS[name].despite_silence == reminder.legal, name

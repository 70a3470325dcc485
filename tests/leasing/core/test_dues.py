from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.dues import due_on, period_due_on
from leasing.core.terms import DueBase, DueRule
from market.core.periods import month_of
from market.core.refusals import Invalid
from market.core.workdays import Calendar
from tests.rent_cases import cases, month_day, through

START = date(2025, 1, 1)
FEBRUARY = month_of(date(2026, 2, 1))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (DueRule(), "2026-02-01"),
        (DueRule(DueBase.PERIOD_END), "2026-02-28"),
        (DueRule(DueBase.PERIOD_END, offset_days=3), "2026-03-03"),
        (DueRule(DueBase.DAY_OF_MONTH, day=10), "2026-02-10"),
        (DueRule(DueBase.DAY_OF_MONTH, day=31), "2026-02-28"),
        (DueRule(offset_days=-10), "2026-01-22"),
        (DueRule(roll=Calendar()), "2026-02-02"),
        (DueRule(roll=Calendar(holidays=frozenset({date(2026, 2, 2)}))), "2026-02-03"),
        (DueRule(roll=Calendar(working_weekends=frozenset({date(2026, 2, 1)}))), "2026-02-01"),
    ],
)
def test_a_bill_is_due_by_its_rule(rule, expected):
    assert due_on(rule, FEBRUARY, START).isoformat() == expected


def test_days_after_a_due_day_that_moved_to_the_start_count_from_the_start():
    rule = DueRule(DueBase.DAY_OF_MONTH, day=5, offset_days=3)
    assert due_on(rule, through("2026-01-20", "2026-01-31"), START) == date(2026, 1, 23)


def test_payment_ahead_is_never_due_before_the_lease():
    lease_start = date(2026, 1, 28)
    assert due_on(DueRule(offset_days=-10), FEBRUARY, lease_start) == lease_start


def test_days_before_a_periods_end_never_lead_to_before_its_start():
    three_days = through("2026-02-01", "2026-02-03")
    rule = DueRule(DueBase.PERIOD_END, offset_days=-5)
    assert due_on(rule, three_days, START) == date(2026, 2, 1)


@given(st.dates(START, date(2035, 1, 1)), st.integers(1, 31), st.integers(0, 60))
def test_without_payment_ahead_no_bill_is_due_before_its_period(start, day, offset):
    for rule in (
        DueRule(DueBase.DAY_OF_MONTH, day=day, offset_days=offset),
        DueRule(DueBase.PERIOD_END, offset_days=-offset),
    ):
        assert due_on(rule, through(str(start), str(start)), START) >= start


def test_a_day_belongs_to_the_day_of_month_rule_and_to_no_other():
    for base, day in ((DueBase.DAY_OF_MONTH, None), (DueBase.PERIOD_START, 5)):
        with pytest.raises(Invalid) as refused:
            DueRule(base, day)
        assert refused.value.code == "bad_due_rule"


@pytest.mark.parametrize(("given_", "expected"), cases("due_date_to_period"))
def test_the_nth_due_date_of_a_year_stands_for_the_nth_period(given_, expected):
    due_days = [month_day(text) for text in given_["due_dates"]]
    found = [period_due_on(date.fromisoformat(text), due_days) for text in given_["lookups"]]
    assert [
        None if period is None else [period.start.isoformat(), period.last.isoformat()]
        for period in found
    ] == expected["periods"]


def test_due_dates_out_of_order_are_refused():
    with pytest.raises(Invalid) as refused:
        period_due_on(date(2026, 1, 1), [(9, 30), (3, 15)])
    assert refused.value.code == "due_dates_out_of_order"

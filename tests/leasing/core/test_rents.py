from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.rents import MOST_INSTALMENTS, lay_out
from leasing.core.terms import (
    Anchor,
    Billing,
    DueBase,
    DueRule,
    LeaseTerms,
    OneOff,
    Per,
    Proration,
    Rate,
)
from market.core.money import rounded
from market.core.periods import PARTS_OF_A_YEAR, Period
from market.core.refusals import Invalid
from tests.rent_cases import through

MONTHLY = Billing(1, Anchor.CALENDAR, Proration.ACTUAL_DAYS_IN_MONTH, DueRule())
RENT = Rate("rent", 310000, Per.MONTH)
ADDITIVE = [proration for proration in Proration if proration is not Proration.NONE]

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
billings = st.builds(
    Billing,
    st.sampled_from(PARTS_OF_A_YEAR),
    st.sampled_from(Anchor),
    st.sampled_from(Proration),
    st.just(DueRule()),
)


@st.composite
def leases(draw):
    start = draw(days)
    period = Period(start, start + timedelta(days=draw(st.integers(1, 1200))))
    rate = st.builds(
        Rate, st.just("rent"), st.integers(0, 10**7), st.sampled_from(Per), st.none() | days
    )
    return LeaseTerms(period, tuple(draw(st.lists(rate, max_size=2))), draw(billings))


def a_lease(first="2026-01-01", last=None, charges=(RENT,), billing=MONTHLY):
    period = Period.through(date.fromisoformat(first), last and date.fromisoformat(last))
    return LeaseTerms(period, tuple(charges), billing)


@given(leases())
def test_instalments_follow_one_another_and_cover_the_lease(lease):
    plan = lay_out(lease)
    assert plan[0].period.start == lease.period.start
    assert plan[-1].period.end == lease.period.end
    for before, after in pairwise(plan):
        assert before.period.end == after.period.start
    assert not any(instalment.period.empty for instalment in plan)


@given(leases(), st.lists(days, max_size=3))
def test_windows_laid_end_to_end_give_the_plan_of_the_whole_lease(lease, turns):
    windows = lease.period.cut(turns)
    assert sum((lay_out(lease, window=window) for window in windows), ()) == lay_out(lease)


@given(leases())
def test_the_same_terms_lay_out_the_same_plan(lease):
    assert lay_out(lease) == lay_out(replace(lease))


@given(leases())
def test_every_line_is_its_working_rounded_once(lease):
    rates = {rate.amount_fen for rate in lease.charges}
    for instalment in lay_out(lease):
        for line in instalment.lines:
            worked = line.working
            shares = sum(share.worth * Fraction(share.days, share.of) for share in worked.shares)
            assert worked.exact == worked.rate.amount_fen * shares
            assert line.amount_fen == rounded(worked.exact)
            assert worked.rate.amount_fen in rates
            assert line.period == worked.period
            assert line.period.intersect(instalment.period) == line.period


@given(leases(), st.sampled_from(ADDITIVE))
def test_unrounded_the_bills_of_a_rate_come_to_the_same_however_it_is_cut(lease, proration):
    billing = replace(lease.billing, proration=proration)
    whole = [Rate("rent", 310000, Per.MONTH)]
    middle = lease.period.start + timedelta(days=lease.period.days // 2)
    halves = []
    if middle > lease.period.start:
        halves.append(replace(whole[0], ends=middle))
    halves.append(replace(whole[0], begins=middle))

    def exact(charges):
        plan = lay_out(LeaseTerms(lease.period, tuple(charges), billing))
        return sum(line.working.exact for instalment in plan for line in instalment.lines)

    assert exact(halves) == exact(whole)


@given(days, st.sampled_from(Anchor), st.sampled_from(PARTS_OF_A_YEAR))
def test_a_whole_period_bills_exactly_its_months_under_every_proration_of_months(
    start, anchor, months
):
    for proration in set(Proration) - {Proration.ACTUAL_DAYS_IN_YEAR}:
        billing = Billing(months, anchor, proration, DueRule())
        if anchor is Anchor.LEASE_START and proration is Proration.ACTUAL_DAYS_IN_MONTH:
            start = start.replace(day=1)
        if anchor is Anchor.LEASE_START and proration is Proration.THIRTY_DAY_MONTH:
            start = start.replace(day=min(start.day, 28))
        lease = LeaseTerms(Period(start, None), (RENT,), billing)
        window = Period(start, start + timedelta(days=800))
        bills = [bill.amount_fen for bill in lay_out(lease, window=window)]
        assert set(bills[1:]) == {310000 * months}


def test_a_bill_that_begins_in_the_window_is_whole_and_one_that_began_before_is_not_repeated():
    plan = lay_out(a_lease(), window=through("2026-01-15", "2026-03-02"))
    assert [bill.period for bill in plan] == [
        through("2026-02-01", "2026-02-28"),
        through("2026-03-01", "2026-03-31"),
    ]


def test_a_lease_that_begins_inside_a_billing_period_is_billed_from_its_own_first_day():
    quarterly = replace(MONTHLY, interval_months=3)
    plan = lay_out(
        a_lease("2026-02-15", billing=quarterly), window=through("2026-02-01", "2026-06-30")
    )
    assert [bill.period for bill in plan] == [
        through("2026-02-15", "2026-03-31"),
        through("2026-04-01", "2026-06-30"),
    ]


def test_a_free_stretch_gives_bills_without_lines():
    plan = lay_out(a_lease(last="2026-02-28", charges=[replace(RENT, begins=date(2026, 2, 1))]))
    assert [bill.amount_fen for bill in plan] == [0, 310000]
    assert plan[0].lines == ()


def test_a_one_off_is_billed_once_and_only_within_the_lease():
    once = [OneOff("sign", 25000, date(2026, 2, 10)), OneOff("late", 100, date(2026, 4, 1))]
    plan = lay_out(a_lease(last="2026-03-31", charges=once))
    assert [[line.charge for line in bill.lines] for bill in plan] == [[], ["sign"], []]
    assert plan[1].lines[0].period == through("2026-02-10", "2026-02-10")
    assert plan[1].lines[0].working.as_json() == {
        **{"amount": "250.00", "per": "once", "on": "2026-02-10"}
    }


def test_a_lease_without_an_end_needs_a_window():
    with pytest.raises(Invalid) as refused:
        lay_out(a_lease())
    assert refused.value.code == "window_needed"
    with pytest.raises(Invalid):
        lay_out(a_lease(), window=Period(date(2026, 1, 1), None))


def test_a_window_of_more_bills_than_any_lease_has_is_refused():
    with pytest.raises(Invalid) as refused:
        lay_out(a_lease(last="2199-12-31"))
    assert refused.value.code == "window_too_wide"
    century = through("2026-01-01", "2125-12-31")
    assert len(lay_out(a_lease(), window=century)) == MOST_INSTALMENTS


def test_each_bill_says_when_it_is_due():
    by_the_tenth = replace(MONTHLY, due=DueRule(DueBase.DAY_OF_MONTH, day=10))
    plan = lay_out(a_lease("2026-01-20", "2026-03-31", billing=by_the_tenth))
    assert [bill.due_on.isoformat() for bill in plan] == ["2026-01-20", "2026-02-10", "2026-03-10"]


def test_an_interval_that_does_not_divide_a_year_is_refused():
    with pytest.raises(Invalid) as refused:
        replace(MONTHLY, interval_months=5)
    assert refused.value.facts["field"] == "billing.interval_months"

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.late_fees import FeePer, Grace, LateRate, LateTerms, Paid, YearBasis, late_fee
from market.core.money import rounded
from market.core.periods import days_in_month
from market.core.refusals import Invalid
from tests.rent_cases import through

DUE = date(2026, 3, 1)
DAILY = LateRate(Fraction("0.05"), FeePer.DAY)

terms = st.builds(
    LateTerms,
    st.just((DAILY,)),
    st.integers(0, 20),
    st.sampled_from(Grace),
    st.sampled_from(YearBasis),
    st.none() | st.fractions(0, 30),
    st.integers(0, 1000),
)
payments = st.lists(
    st.builds(Paid, st.dates(DUE - timedelta(20), DUE + timedelta(90)), st.integers(0, 600_000)),
    max_size=4,
)


def _after(days):
    return DUE + timedelta(days)


def _slowly(principal, rate_of, payments, on):
    """The fee reckoned day by day, as a person with a calendar would."""
    fee = Fraction(0)
    for number in range(1, (on - DUE).days + 1):
        day = _after(number)
        paid = sum(each.amount_fen for each in payments if each.on < day)
        fee += max(principal - paid, 0) * rate_of(day)
    return rounded(fee)


@given(st.integers(0, 1_000_000), payments, st.integers(-5, 120))
def test_the_fee_is_what_counting_day_by_day_comes_to(principal, paid, late):
    fee = late_fee(principal, LateTerms((DAILY,)), due_on=DUE, on=_after(late), payments=paid)
    assert fee.amount_fen == _slowly(principal, lambda _: Fraction("0.0005"), paid, _after(late))


@given(st.integers(0, 1_000_000), payments, st.integers(0, 400))
def test_rates_per_month_and_year_follow_the_calendar_day_by_day(principal, paid, late):
    monthly = LateTerms((LateRate(Fraction(1), FeePer.MONTH),))
    yearly = LateTerms((LateRate(Fraction(12), FeePer.YEAR),), year_basis=YearBasis.ACTUAL)
    on = _after(late)
    assert late_fee(principal, monthly, due_on=DUE, on=on, payments=paid).amount_fen == _slowly(
        principal, lambda day: Fraction(1, 100 * days_in_month(day.year, day.month)), paid, on
    )
    assert late_fee(principal, yearly, due_on=DUE, on=on, payments=paid).amount_fen == _slowly(
        principal, lambda _: Fraction(12, 100 * 365), paid, on
    )


@given(st.integers(0, 1_000_000), terms, payments, st.integers(0, 100), st.integers(0, 100))
def test_a_fee_never_shrinks_with_time_nor_passes_its_cap(principal, agreed, paid, one, other):
    before, after = (
        late_fee(principal, agreed, due_on=DUE, on=_after(late), payments=paid).amount_fen
        for late in sorted((one, other))
    )
    assert 0 <= before <= after
    if agreed.cap_percent is not None:
        assert after <= rounded(principal * agreed.cap_percent / 100)


@given(st.integers(1, 1_000_000), terms, st.integers(0, 100), st.integers(0, 100))
def test_paid_in_full_the_fee_stands_still(principal, agreed, paid_after, later):
    paid = [Paid(_after(paid_after), principal)]
    fees = {
        late_fee(principal, agreed, due_on=DUE, on=_after(paid_after + days), payments=paid)
        for days in (0, later)
    }
    assert len(fees) == 1


def test_paid_within_the_days_of_grace_nothing_is_owed_and_a_day_later_all_of_it():
    agreed = LateTerms((DAILY,), grace_days=5)
    for paid_after, expected in ((5, 0), (6, 3000)):
        paid = [Paid(_after(paid_after), 1_000_000)]
        fee = late_fee(1_000_000, agreed, due_on=DUE, on=_after(60), payments=paid)
        assert fee.amount_fen == expected


def test_a_payment_lowers_the_balance_from_the_next_day():
    paid = [Paid(_after(10), 600_000), Paid(_after(200), 1)]
    fee = late_fee(1_000_000, LateTerms((DAILY,)), due_on=DUE, on=_after(30), payments=paid)
    assert [stretch.as_json() for stretch in fee.stretches] == [
        {
            **{"from": "2026-03-02", "to": "2026-03-11", "days": 10, "balance": "10000.00"},
            **{"rate": "1/20", "per": "day", "exact": "50"},
        },
        {
            **{"from": "2026-03-12", "to": "2026-03-31", "days": 20, "balance": "4000.00"},
            **{"rate": "1/20", "per": "day", "exact": "40"},
        },
    ]
    assert fee.amount_fen == 9000


def test_a_leap_year_is_divided_by_its_own_days_only_when_that_is_the_basis():
    rate = (LateRate(Fraction(10), FeePer.YEAR),)
    due, on = date(2027, 12, 31) - timedelta(10), date(2028, 1, 10)
    days = {"360": 360, "365": 365, "366": 366}
    for basis in YearBasis:
        fee = late_fee(36_600_00, LateTerms(rate, year_basis=basis), due_on=due, on=on)
        split = Fraction(10, 365) + Fraction(10, 366)
        share = split if basis is YearBasis.ACTUAL else Fraction(20, days[basis])
        assert fee.amount_fen == rounded(36_600_00 * share / 10)


def test_the_cap_binds_the_minimum_too_and_each_says_that_it_decided():
    low = LateTerms((DAILY,), minimum_fen=500)
    assert late_fee(10_000, low, due_on=DUE, on=_after(1)).at_minimum
    capped = late_fee(
        1_000,
        LateTerms((DAILY,), minimum_fen=500, cap_percent=Fraction(30)),
        due_on=DUE,
        on=_after(1),
    )
    assert (capped.amount_fen, capped.at_cap, capped.at_minimum) == (300, True, False)
    assert late_fee(10_000, low, due_on=DUE, on=DUE).amount_fen == 0


def test_an_unpaid_day_needs_exactly_one_rate():
    march = through("2026-03-01", "2026-03-31")
    only_march = LateRate(Fraction(1), FeePer.DAY, march.start, march.end)
    for rates, code in (((only_march,), "no_rate"), ((only_march, DAILY), "two_rates")):
        with pytest.raises(Invalid) as refused:
            late_fee(100_000, LateTerms(rates), due_on=DUE, on=date(2026, 4, 1))
        assert refused.value.code == code

    paid = [Paid(date(2026, 3, 31), 100_000)]
    fee = late_fee(
        100_000, LateTerms((only_march,)), due_on=DUE, on=date(2026, 4, 9), payments=paid
    )
    assert fee.amount_fen == 30_000

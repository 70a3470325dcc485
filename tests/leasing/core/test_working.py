from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.terms import Per, Proration, Rate
from leasing.core.working import by_months, reckon
from market.core.cycles import CALENDAR_MONTHS, Cycle
from market.core.money import fen, rounded, yuan
from market.core.periods import Period, days_in_month
from tests.rent_cases import cases, through

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
cycles = st.builds(Cycle, days, st.sampled_from([1, 2, 3, 6, 12]))


def _rate(charge):
    span = (date.fromisoformat(charge[name]) if name in charge else None for name in ("from", "to"))
    begins, last = span
    ends = last and last + timedelta(days=1)
    return Rate(charge["id"], fen(charge["amount"]), Per(charge["per"]), begins, ends)


def _measure(given_):
    """The proration and the cycle that a case of kind `amount` asks for."""
    first = date.fromisoformat(given_["from"])
    if "period_days" in given_:
        last = date.fromisoformat(given_["to"])
        starts_whole = days_in_month(first.year, first.month) == given_["period_days"]
        anchor = first if first.day == 1 and starts_whole else last - timedelta(30)
        return Proration.ACTUAL_DAYS_IN_PERIOD, Cycle(anchor, 1)
    if "anchor_day" in given_:
        return Proration.ACTUAL_DAYS_IN_PERIOD, Cycle(first.replace(day=given_["anchor_day"]), 1)
    proration = given_.get("proration", "actual_days_in_month")
    return Proration(proration), CALENDAR_MONTHS


@pytest.mark.parametrize(("given_", "expected"), cases("amount"))
def test_a_rate_comes_to_its_share_of_the_days(given_, expected):
    proration, cycle = _measure(given_)
    if "period_days" in given_:
        assert (
            cycle.stretch(cycle.number(date.fromisoformat(given_["from"]))).days
            == (given_["period_days"])
        )
    period = through(given_["from"], given_["to"])
    rates = [_rate(charge) for charge in given_.get("charges", [given_.get("charge")])]
    total = sum(
        rounded(reckon(rate, charged, proration, cycle).exact)
        for rate in rates
        if (charged := rate.within(period)) is not None
    )
    assert yuan(total) == expected["amount"]


@pytest.mark.parametrize(("given_", "expected"), cases("property"))
def test_splitting_a_month_at_any_day_never_changes_its_total(given_, expected):
    rate = _rate(given_["charge"])
    first = date.fromisoformat(f"{given_['month']}-01")
    month = CALENDAR_MONTHS.stretch(CALENDAR_MONTHS.number(first))
    totals = {
        rounded(sum(by_months(rate, part).exact for part in month.cut([first + timedelta(day)])))
        for day in given_["split_days"]
    }
    assert expected["for_each_split"].endswith(f"== {yuan(*totals)} before rounding the parts")


@given(st.data(), st.sampled_from(Per), st.sampled_from(sorted(Proration)), cycles)
def test_the_parts_of_a_period_come_to_the_whole_unrounded(data, per, proration, cycle):
    start = data.draw(days)
    period = Period(start, start + timedelta(data.draw(st.integers(1, 1500))))
    parts = period.cut([start + timedelta(data.draw(st.integers(0, 1500)))])
    rate = Rate("rent", 333333, per)
    whole = reckon(rate, period, proration, cycle).exact
    apart = sum(reckon(rate, part, proration, cycle).exact for part in parts)
    assert apart == whole or (proration is Proration.NONE and apart > whole)


@given(st.data(), cycles)
def test_shares_lie_end_to_end_over_the_period(data, cycle):
    start = data.draw(days)
    period = Period(start, start + timedelta(data.draw(st.integers(1, 1500))))
    proration = data.draw(st.sampled_from(sorted(Proration)))
    shares = reckon(Rate("rent", 100, Per.MONTH), period, proration, cycle).shares
    assert period.cut(share.period.start for share in shares) == tuple(s.period for s in shares)


@pytest.mark.parametrize(
    ("per", "proration", "span", "expected"),
    [
        ("week", "actual_days_in_month", ("2026-05-01", "2026-05-10"), Fraction(10, 7)),
        ("day", "none", ("2026-05-01", "2026-05-10"), 10),
        ("quarter", "actual_days_in_month", ("2026-05-01", "2026-06-15"), Fraction(1, 2)),
        (
            "month",
            "actual_days_in_year",
            ("2027-12-01", "2028-01-31"),
            Fraction(372, 365) + Fraction(372, 366),
        ),
        ("year", "actual_days_in_year", ("2028-01-01", "2028-12-31"), 1),
        ("month", "none", ("2026-01-31", "2026-03-01"), 3),
        ("month", "thirty_day_month", ("2026-02-15", "2026-02-28"), Fraction(16, 30)),
        ("month", "thirty_day_month", ("2026-01-31", "2026-01-31"), 0),
        ("year", "thirty_day_month", ("2026-03-01", "2027-02-28"), 1),
    ],
)
def test_a_span_is_worth_so_many_times_the_stated_amount(per, proration, span, expected):
    worked = reckon(
        Rate("rent", 1, Per(per)), through(*span), Proration(proration), CALENDAR_MONTHS
    )
    assert worked.exact == expected


def test_the_working_shows_the_whole_sum():
    rate = Rate("rent", 310000, Per.MONTH)
    assert by_months(rate, through("2026-04-16", "2026-07-03")).as_json() == {
        **{"amount": "3100.00", "per": "month", "proration": "actual_days_in_month"},
        **{"from": "2026-04-16", "to": "2026-07-03", "days": 79},
        "shares": [
            {"from": "2026-04-16", "to": "2026-04-30", "days": 15, "of": 30, "worth": "1"},
            {"from": "2026-05-01", "to": "2026-06-30", "days": 61, "of": 61, "worth": "2"},
            {"from": "2026-07-01", "to": "2026-07-03", "days": 3, "of": 31, "worth": "1"},
        ],
        "exact": "8050",
    }


def test_an_open_period_cannot_be_reckoned():
    with pytest.raises(ValueError, match="open"):
        by_months(Rate("rent", 100, Per.MONTH), Period(date(2026, 1, 1), None))

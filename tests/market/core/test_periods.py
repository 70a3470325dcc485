from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.periods import (
    Period,
    cut_yearly,
    day_of_month,
    days_in_month,
    divide_year,
    month_of,
    months_after,
)
from market.core.refusals import Invalid
from tests.rent_cases import cases, month_day, through

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@st.composite
def periods(draw):
    start = draw(days)
    length = draw(st.none() | st.integers(0, 800))
    return Period(start, None if length is None else start + timedelta(days=length))


def as_texts(found):
    return [[period.start.isoformat(), period.last.isoformat()] for period in found]


def test_a_period_holds_its_first_day_and_not_its_end():
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert date(2026, 1, 1) in january
    assert date(2026, 1, 31) in january
    assert date(2026, 2, 1) not in january
    assert (january.days, january.last) == (31, date(2026, 1, 31))


def test_a_period_through_a_last_day_includes_it():
    assert Period.through(date(2026, 1, 1), date(2026, 1, 31)) == month_of(date(2026, 1, 9))
    assert Period.through(date(2026, 1, 1), None) == Period(date(2026, 1, 1), None)


def test_a_period_may_be_empty_but_not_backwards():
    day = date(2026, 1, 1)
    assert Period(day, day).empty
    assert day not in Period(day, day)
    with pytest.raises(Invalid):
        Period(day, date(2025, 12, 31))


def test_an_open_period_holds_every_later_day_and_has_no_length():
    since = Period(date(2026, 1, 1), None)
    assert date(2199, 1, 1) in since
    assert since.last is None
    with pytest.raises(ValueError, match="open"):
        _ = since.days


@given(periods(), periods(), days)
def test_a_day_is_in_the_intersection_when_it_is_in_both(one, other, day):
    both = one.intersect(other)
    assert (both is not None and day in both) == (day in one and day in other)
    assert both == other.intersect(one)
    assert one.overlaps(other) == (both is not None)


@given(periods(), st.lists(days))
def test_the_pieces_of_a_period_follow_one_another_and_are_the_period(period, turns):
    pieces = period.cut(turns)
    assert pieces[0].start == period.start
    assert pieces[-1].end == period.end
    assert [piece.end for piece in pieces[:-1]] == [piece.start for piece in pieces[1:]]
    assert {day for day in turns if day in period} <= {piece.start for piece in pieces}


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024])
def test_every_month_has_the_days_the_calendar_gives_it(year):
    for month in range(1, 13):
        after = date(year + month // 12, month % 12 + 1, 1)
        assert days_in_month(year, month) == (after - date(year, month, 1)).days


def test_months_are_counted_from_the_original_day_and_never_drift():
    start = date(2026, 1, 31)
    assert [months_after(start, number).isoformat() for number in range(5)] == [
        *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")
    ]
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert months_after(date(2026, 1, 15), -1) == date(2025, 12, 15)


@given(days, st.integers(-600, 600))
def test_so_many_months_on_it_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, days_in_month(later.year, later.month))


def test_a_day_of_the_month_falls_back_to_the_last():
    assert day_of_month(date(2026, 2, 10), 31) == date(2026, 2, 28)
    assert day_of_month(date(2026, 3, 10), 5) == date(2026, 3, 5)


@pytest.mark.parametrize(("given_", "expected"), cases("periods"))
def test_a_year_divides_into_equal_billing_periods(given_, expected):
    if "periods" in expected:
        found = divide_year(given_["year"], given_["periods_per_year"])
        assert as_texts(found) == expected["periods"]
        return
    for number in given_["periods_per_year_each"]:
        with pytest.raises(Invalid) as refused:
            divide_year(given_["year"], number)
        facts = refused.value.facts
        assert f"{facts['field']} must be one of {facts['allowed']}" == expected["error"]


@pytest.mark.parametrize(("given_", "expected"), cases("split_range"))
def test_a_long_range_is_cut_at_the_same_day_of_each_year(given_, expected):
    pieces = cut_yearly(through(given_["from"], given_["to"]), *month_day(given_["cycle_start"]))
    assert as_texts(pieces) == expected["ranges"]

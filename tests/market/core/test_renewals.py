"""When a paper may be renewed."""

import json
from datetime import date
from pathlib import Path

import pytest

from market.core.renewals import Terms, phase, soon_until, window
from market.core.validity import proposed_expiry
from market.core.workdays import Calendar

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "dates" / "cases.json").read_text("utf-8")
)
W05 = [case for case in CASES["cases"] if case["id"].startswith("W05")]
B06 = next(case for case in CASES["cases"] if case["id"] == "B06")
FULL = Terms.of("working_day", 90, 15, [])
SMALL = Terms.of("day", None, 30, [])
HEALTH = Terms.of("", None, None, [45, 30, 15, 7, 1])
PLAIN = Calendar(published=frozenset((2025, 2026)))


def days(*texts):
    return frozenset(date.fromisoformat(text) for text in texts)


# the official lists of 2025 and 2026, as far as the windows of the cases reach
OFFICIAL = Calendar(
    holidays=days(
        *(f"2025-10-0{n}" for n in range(1, 9)),
        *("2026-01-01", "2026-01-02", "2026-01-03"),
        *(f"2026-02-{n}" for n in range(15, 24)),
        *("2026-04-04", "2026-04-05", "2026-04-06"),
        *(f"2026-05-0{n}" for n in range(1, 6)),
        *("2026-06-19", "2026-06-20", "2026-06-21"),
    ),
    working_weekends=days(
        *("2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09")
    ),
    published=frozenset((2025, 2026)),
)


@pytest.mark.parametrize("case", W05, ids=[case["id"] for case in W05])
def test_the_window_of_a_food_permit_is_counted_in_working_days(case):
    terms = Terms.of("working_day", case["open_working_days"], case["close_working_days"], [])
    there = window(date.fromisoformat(case["expires"]), terms, OFFICIAL)
    assert [there.opens_on.isoformat(), there.closes_on.isoformat()] == case["expected"]
    assert not there.provisional


def test_a_small_catering_registration_is_applied_for_thirty_days_before_its_end():
    (issued, (until, apply_by)), *_ = B06["expected"].items()
    expires = proposed_expiry(date.fromisoformat(issued.split()[1]), 36)
    there = window(expires, SMALL, PLAIN)
    assert [f"valid_until {expires}", f"apply_by {there.closes_on}"] == [until, apply_by]


def test_a_window_that_reaches_into_a_year_not_published_is_provisional():
    assert window(date(2027, 3, 1), FULL, OFFICIAL).provisional
    assert not window(date(2027, 3, 1), SMALL, OFFICIAL).provisional


def test_months_are_counted_as_months():
    terms = Terms.of("month", None, 1, [])
    there = window(date(2026, 8, 31), terms, PLAIN)
    assert (there.opens_on, there.closes_on) == (date(2026, 5, 31), date(2026, 7, 31))


@pytest.mark.parametrize("terms", [FULL, SMALL, HEALTH, Terms.of("month", None, 1, [])])
def test_soon_is_the_latest_last_day_whose_window_is_open(terms):
    on = date(2026, 3, 2)
    last = soon_until(on, terms, OFFICIAL)
    assert window(last, terms, OFFICIAL).opens_on <= on
    assert window(date.fromordinal(last.toordinal() + 1), terms, OFFICIAL).opens_on > on


@pytest.mark.parametrize(
    ("on", "applied", "in_time", "what"),
    [
        (date(2026, 7, 15), False, False, "valid"),
        (date(2026, 7, 16), False, False, "open"),
        (date(2026, 9, 14), False, False, "open"),
        (date(2026, 9, 15), False, False, "late"),
        (date(2026, 10, 14), False, False, "late"),
        (date(2026, 10, 15), False, False, "lapsed"),
        (date(2026, 9, 1), True, True, "applied"),
        (date(2026, 10, 15), True, True, "continues"),
        (date(2026, 10, 15), True, False, "lapsed"),
    ],
)
def test_what_a_day_makes_of_a_paper(on, applied, in_time, what):
    expires = date(2026, 10, 14)
    assert phase(expires, SMALL, PLAIN, on=on, applied=applied, in_time=in_time) == what


def test_a_paper_without_a_last_day_is_always_in_order():
    assert phase(None, HEALTH, PLAIN, on=date(2026, 1, 1)) == "valid"

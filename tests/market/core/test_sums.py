from datetime import date
from fractions import Fraction

import pytest

from leasing.core.terms import Per, Proration, Rate
from leasing.core.working import reckon
from market.core.cycles import CALENDAR_MONTHS
from market.core.periods import Period
from market.core.sums import sum_of

MAY = Period(date(2026, 5, 17), date(2026, 6, 1))


def working(fen, per, period, proration=Proration.ACTUAL_DAYS_IN_MONTH):
    return reckon(Rate("rent", fen, per), period, proration, CALENDAR_MONTHS).as_json()


@pytest.mark.parametrize(
    ("said", "sum_"),
    [
        (working(310000, Per.MONTH, MAY), "3100.00 × 15/31 = 1500.00"),
        (working(100000, Per.MONTH, MAY), "1000.00 × 15/31 ≈ 483.87"),
        (working(310000, Per.MONTH, Period(date(2026, 5, 1), date(2026, 6, 1))), "3100.00"),
        (
            working(310000, Per.MONTH, Period(date(2026, 5, 1), date(2026, 8, 1))),
            "3100.00 × 3 = 9300.00",
        ),
        (
            working(1200000, Per.YEAR, Period(date(2026, 5, 17), date(2026, 7, 1))),
            "12000.00 × (1/12 × 15/31 + 1/12) ≈ 1483.87",
        ),
        (working(2000, Per.DAY, MAY), "20.00 × 15 = 300.00"),
        (working(14000, Per.WEEK, MAY), "140.00 × 15/7 = 300.00"),
        ({"amount": "500.00", "per": "once", "on": "2026-05-17"}, "500.00"),
        ({}, ""),
    ],
)
def test_an_amount_is_shown_as_a_sum_that_can_be_checked(said, sum_):
    assert sum_of(said) == sum_


def test_the_parts_of_a_sum_are_worth_the_whole():
    said = working(1200000, Per.YEAR, Period(date(2026, 5, 17), date(2026, 7, 1)))
    assert Fraction(said["exact"]) == 12000 * (Fraction(1, 12) * Fraction(15, 31) + Fraction(1, 12))

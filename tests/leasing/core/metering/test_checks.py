"""A reading that cannot be true is refused in words; one that is hard to believe is asked about."""

from datetime import date
from fractions import Fraction

import pytest

from leasing.core.metering.checks import Neighbours, check
from leasing.core.metering.dials import Dial, Mark
from tests.refused import refused

DIAL = Dial("D-1", Fraction(1), 4)
ON = date(2026, 6, 2)
BEFORE = tuple(
    Mark(date(2026, month, 1), Fraction(value)) for month, value in ((3, 900), (4, 960), (5, 1020))
)


def judged(value, day=date(2026, 6, 1), before=BEFORE, after=None, sure=False, **flags):
    new = Mark(day, Fraction(value), **flags)
    check(DIAL, new, Neighbours(before, after), on=ON, sure=sure)


def test_a_reading_like_the_others_is_taken():
    judged(1080)
    judged("1080.5")


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("reading_in_future", {"value": 1080, "day": date(2026, 6, 3)}),
        ("beyond_the_dial", {"value": 10000}),
        ("reading_taken", {"value": 1030, "day": date(2026, 5, 1)}),
        ("reading_too_low", {"value": 1019}),
        ("not_rolled_over", {"value": 1080, "rolled_over": True}),
        ("reading_too_high", {"value": 1080, "after": Mark(ON, Fraction(1070))}),
        ("reading_jumped", {"value": 1300}),
    ],
)
def test_what_is_wrong_is_said(code, given):
    assert refused(judged, **given)[0] == code


def test_a_jump_is_taken_from_somebody_who_looked_again():
    judged(1300, sure=True)


def test_a_dial_that_went_past_all_nines_may_show_less():
    judged(5, before=(Mark(date(2026, 5, 1), Fraction(9990)),), rolled_over=True)


def test_a_reading_may_be_below_an_estimate():
    judged(1010, before=(Mark(date(2026, 5, 1), Fraction(1020), estimated=True),))


def test_while_nothing_is_usual_nothing_jumps():
    judged(9000, before=BEFORE[:2])


def test_a_jump_is_said_with_the_usual():
    assert refused(judged, 1300)[1] == (
        "280 in 31 days is more than 3 times the usual 61. Look at the dial again; if it is right, "
        "tick that you did."
    )

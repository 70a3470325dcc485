from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.year_rounding import last_corrects, running_total
from market.core.money import fen, yuan
from tests.rent_cases import cases

POLICIES = {
    "round each, correct the last": last_corrects,
    "round the running total": running_total,
}


@pytest.mark.parametrize(("given_", "expected"), cases("year_rounding"))
def test_the_instalments_of_a_year_add_up_to_the_year(given_, expected):
    policy = POLICIES[given_["policy"]]
    several = isinstance(given_["annual"], list)
    annual = given_["annual"] if several else [given_["annual"]]
    amounts = [policy(fen(each), given_["periods"]) for each in annual]
    texts = [[yuan(part) for part in parts] for parts in amounts]
    answer = {
        "amounts": texts if several else texts[0],
        "total": yuan(sum(sum(parts) for parts in amounts)),
    }
    assert answer == expected


@given(st.integers(0, 10**9), st.integers(1, 36))
def test_both_ways_add_up_and_no_running_total_is_off_by_more_than_half_a_fen(total, count):
    parts = running_total(total, count)
    assert sum(parts) == sum(last_corrects(total, count)) == total
    for number in range(count + 1):
        assert abs(sum(parts[:number]) - Fraction(total * number, count)) <= Fraction(1, 2)

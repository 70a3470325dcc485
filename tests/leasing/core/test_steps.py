from fractions import Fraction

import pytest

from leasing.core.steps import steps
from market.core.money import fen, yuan
from tests.rent_cases import cases


@pytest.mark.parametrize(("given_", "expected"), cases("escalation"))
def test_rent_steps_up_from_the_rounded_amount_of_the_year_before(given_, expected):
    percent = Fraction(given_.get("percent_per_year") or given_["percent"])
    amounts = steps(
        fen(given_["base_monthly"]),
        percent,
        every_years=given_.get("every_years", 1),
        years=given_["years"],
    )
    assert [yuan(amount) for amount in amounts] == expected["monthly"]

from fractions import Fraction

import pytest

from leasing.core.concessions import Adjustment, Direction, Kind
from leasing.core.discounts import adjusted
from leasing.core.indexes import indexed, over_ranges
from leasing.core.terms import Per, Rate
from market.core.money import fen, yuan
from tests.rent_cases import cases, through


def _at_the_index(given_):
    base, current = Fraction(given_["base_index"]), Fraction(given_["current_index"])
    amounts = given_.get("amounts") or [given_["amount"]]
    yearly = sum(indexed(fen(amount), base=base, current=current) for amount in amounts)
    percent = Fraction(given_.get("discount_percent", 0))
    discount = Adjustment(Direction.DISCOUNT, Kind.PERCENT, percent)
    year = through("2026-01-01", "2026-12-31")
    return adjusted(Rate("rent", yearly, Per.YEAR), year, [discount])


def _over_ranges(given_):
    base = Fraction(given_.get("base_index", 1))
    return over_ranges(
        fen(given_["amount"]),
        [
            (through(each["from"], each["to"]), Fraction(each.get("index") or each["ratio"]) / base)
            for each in given_["ranges"]
        ],
    )


@pytest.mark.parametrize(("given_", "expected"), cases("index"))
def test_rent_follows_its_index(given_, expected):
    amount = _over_ranges(given_) if "ranges" in given_ else _at_the_index(given_)
    assert yuan(amount) == expected["amount"]

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.concessions import Adjustment, Direction, Kind
from leasing.core.discounts import Pot, adjusted
from leasing.core.terms import Per, Rate
from market.core.money import fen, rounded, yuan
from market.core.periods import year_of
from tests.rent_cases import cases, projected, through

fens = st.integers(0, 10**6)


def _adjustment(given_):
    kind = Kind(given_["type"])
    value = Fraction(given_["value"]) * (100 if kind is Kind.PER_YEAR else 1)
    during = through(given_["from"], given_["to"]) if "from" in given_ else None
    return Adjustment(Direction(given_["direction"]), kind, value, during)


@pytest.mark.parametrize(("given_", "expected"), cases("discount"))
def test_adjustments_apply_for_their_days_one_after_the_other(given_, expected):
    rent = Rate("rent", fen(given_["rent_per_year"]), Per.YEAR)
    adjustments = [_adjustment(each) for each in given_["adjustments"]]
    assert yuan(adjusted(rent, year_of(given_["year"]), adjustments)) == expected["amount"]


@given(fens)
def test_without_adjustments_the_rent_is_the_rent(yearly):
    assert adjusted(Rate("rent", yearly, Per.YEAR), year_of(2028), []) == yearly


@pytest.mark.parametrize(("given_", "expected"), cases("discount_pot"))
def test_a_pot_pays_what_it_can_after_the_other_discounts(given_, expected):
    percents = [Fraction(percent) for percent in given_.get("percent_discounts", [])]
    discounts = [Adjustment(Direction.DISCOUNT, Kind.PERCENT, percent) for percent in percents]
    rent = adjusted(Rate("rent", fen(given_["rent"]), Per.YEAR), year_of(2018), discounts)

    pot = Pot(fen(given_["pot"]))
    rent_after, used = pot.cover(rent)
    kept = pot if given_.get("dry_run") else used
    answer = {"rent_after": yuan(rent_after), "pot_left": yuan(kept.left_fen)}
    assert answer == expected


@pytest.mark.parametrize(("given_", "expected"), cases("discount_pot_series"))
def test_what_is_left_in_the_pot_goes_to_the_next_bill(given_, expected):
    pot = Pot(fen(given_["pot"]))
    rents, pots = [], []
    for rent in given_["rent_each"]:
        rent_after, pot = pot.cover(fen(rent))
        rents.append(yuan(rent_after))
        pots.append(yuan(pot.left_fen))
    assert projected({"rents_after": rents, "pot_left": pots}, expected) == expected


@given(st.lists(fens, max_size=6), fens)
def test_a_pot_gives_away_exactly_what_it_held_or_what_was_owed(rents, held):
    pot, given_away = Pot(held), 0
    for rent in rents:
        rent_after, pot = pot.cover(rent)
        given_away += rent - rent_after
    assert given_away == min(held, sum(rents))
    assert pot.left_fen == held - given_away


@given(fens, st.lists(st.integers(0, 100), max_size=3))
def test_percentages_compound(yearly, percents):
    discounts = [Adjustment(Direction.DISCOUNT, Kind.PERCENT, Fraction(each)) for each in percents]
    left = Fraction(yearly)
    for percent in percents:
        left *= Fraction(100 - percent, 100)
    assert adjusted(Rate("rent", yearly, Per.YEAR), year_of(2026), discounts) == rounded(left)

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.joint_shares import JointShare, split_over_time
from leasing.core.terms import Per, Rate
from market.core.money import fen, yuan
from market.core.periods import Period, year_of
from market.core.refusals import Invalid
from tests.rent_cases import cases

HALF = Fraction(1, 2)


def _share(given_, year):
    first = date.fromisoformat(given_.get("from", f"{year}-01-01"))
    last = date.fromisoformat(given_.get("to", f"{year}-12-31"))
    return JointShare(given_["party"], Fraction(given_["share"]), Period.through(first, last))


@pytest.mark.parametrize(("given_", "expected"), cases("split_over_time"))
def test_each_party_bears_its_share_for_its_own_months(given_, expected):
    parts = split_over_time(
        Rate("rent", fen(given_["annual"]), Per.YEAR),
        year_of(given_["year"]),
        [_share(each, given_["year"]) for each in given_["shares"]],
    )
    answer = {
        "parts": {party: yuan(part) for party, part in parts.items()},
        "total": yuan(sum(parts.values())),
    }
    assert answer == expected


@given(st.integers(0, 10**7), st.integers(1, 364))
def test_the_parts_add_up_to_the_rent_whenever_a_party_changes(yearly, day):
    turn = date(2026, 1, 1) + timedelta(day)
    shares = [
        JointShare("A", HALF),
        JointShare("B", HALF, Period(date(2026, 1, 1), turn)),
        JointShare("C", HALF, Period(turn, None)),
    ]
    parts = split_over_time(Rate("rent", yearly, Per.YEAR), year_of(2026), shares)
    assert sum(parts.values()) == yearly
    assert list(parts) == ["A", "B", "C"]


def test_the_odd_fen_always_falls_on_the_earlier_party():
    shares = [JointShare("A", HALF), JointShare("B", HALF)]
    assert split_over_time(Rate("rent", 25001, Per.YEAR), year_of(2026), shares) == {
        **{"A": 12501, "B": 12500}
    }


def test_shares_that_are_no_whole_on_some_day_are_refused():
    gap = Period(date(2026, 7, 2), None)
    shares = [
        JointShare("A", HALF),
        JointShare("B", HALF, Period(date(2026, 1, 1), date(2026, 7, 1))),
        JointShare("C", HALF, gap),
    ]
    with pytest.raises(Invalid) as refused:
        split_over_time(Rate("rent", 100, Per.YEAR), year_of(2026), shares)
    assert refused.value.code == "shares_do_not_add_up"
    assert refused.value.facts["day"] == "2026-07-01"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.refusals import Invalid
from market.core.tills import Entry, Taking, counted, expected_cash, takings

entries = st.lists(
    st.builds(Entry, st.sampled_from(["cash", "bank", "wechat"]), st.integers(1, 9_999))
    | st.builds(Entry, st.sampled_from(["cash", "bank"]), st.integers(-9_999, -1), st.booleans())
)


def test_a_method_has_one_line_and_cash_comes_first():
    lines = takings(
        [
            Entry("bank", 500),
            Entry("cash", 1000),
            Entry("cash", -200),
            Entry("cash", -300, refund=True),
        ]
    )
    assert lines == (Taking("cash", 3, 1000, 200, 300), Taking("bank", 1, 500, 0, 0))
    assert expected_cash(lines, float_fen=50) == 550


@given(entries)
def test_what_came_and_went_adds_up(found):
    lines = takings(found)
    assert sum(line.net_fen for line in lines) == sum(entry.amount_fen for entry in found)
    assert sum(line.count for line in lines) == len(found)


def test_notes_and_coins_are_counted():
    assert counted({10000: 3, 50: 2}) == 30100
    for wrong in ({300: 1}, {10000: -1}):
        with pytest.raises(Invalid):
            counted(wrong)

from hypothesis import given
from hypothesis import strategies as st

from market.core.journals import Kind, Turnover, totals_of
from market.core.trial_balances import BalanceLine, trial_balance

sums = st.lists(
    st.tuples(
        st.sampled_from(list(Kind)),
        st.sampled_from(["1001", "5001", "2241"]),
        st.integers(-9999, 9999).filter(bool),
    )
)


def test_a_balance_lies_on_the_side_where_it_is_more():
    line = BalanceLine("1122", 100, Turnover(50, 200))
    assert (line.opening, line.closing_fen, line.closing) == (
        Turnover(100, 0),
        -50,
        Turnover(0, 50),
    )


def test_an_account_on_which_nothing_stands_and_nothing_moved_is_left_out():
    before = {"1001": Turnover(5, 5), "1002": Turnover(5, 0)}
    assert [line.code for line in trial_balance(before, {}).lines] == ["1002"]


@given(sums, sums)
def test_debits_are_credits_in_every_pair_of_columns(before, during):
    balance = trial_balance(totals_of(before), totals_of(during))
    for pair in (balance.opening, balance.turnover, balance.closing):
        assert pair.balance_fen == 0

from hypothesis import given
from hypothesis import strategies as st

from leasing.core.deposits import settle


@given(st.integers(0, 10_000), st.lists(st.integers(0, 5_000), max_size=6))
def test_every_fen_of_the_deposit_is_applied_or_returned_and_every_claim_met_or_owed(
    deposit, claims
):
    settled = settle(deposit, claims)
    assert sum(settled.applied_fen) + settled.returned_fen == deposit
    assert sum(settled.applied_fen) + settled.still_owed_fen == sum(claims)
    assert settled.returned_fen == 0 or settled.still_owed_fen == 0


def test_claims_are_met_in_the_order_given():
    assert settle(100, [80, 50, 20]).applied_fen == (80, 20, 0)

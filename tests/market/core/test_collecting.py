from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from market.core.allocations import OpenCharge, Portion
from market.core.collecting import Part, share_as_told, share_out

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)

books = st.dictionaries(
    st.sampled_from("ABC"),
    st.lists(
        st.builds(
            OpenCharge,
            st.uuids().map(str),
            st.integers(1, 9_000),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        ),
        max_size=5,
    ),
    min_size=1,
)


def test_the_oldest_due_of_all_is_paid_first_and_the_rest_is_the_keepers():
    owed = {"A": [OpenCharge("a", 100, MARCH)], "B": [OpenCharge("b", 70, JANUARY)]}
    assert share_out(owed, 200, keeper="B") == (
        Part("A", 100, (Portion("a", 100),)),
        Part("B", 100, (Portion("b", 70),)),
    )
    assert [part.credit_fen for part in share_out(owed, 200, keeper="B")] == [0, 30]


def test_what_is_named_is_paid_before_what_is_older():
    owed = {"A": [OpenCharge("a", 100, MARCH)], "B": [OpenCharge("b", 70, JANUARY)]}
    assert share_out(owed, 120, keeper="A", named={"a"}) == (
        Part("A", 100, (Portion("a", 100),)),
        Part("B", 20, (Portion("b", 20),)),
    )


def test_an_account_that_gets_nothing_has_no_part():
    owed = {"A": [OpenCharge("a", 100, JANUARY)], "B": [OpenCharge("b", 70, MARCH)]}
    assert share_out(owed, 60, keeper="B") == (Part("A", 60, (Portion("a", 60),)),)


def test_each_gets_what_the_payer_said():
    owed = {"A": [OpenCharge("a", 100, MARCH)], "B": [OpenCharge("b", 70, JANUARY)]}
    parts = share_as_told(owed, {"A": 30, "B": 90})
    assert [(part.account, part.amount_fen, part.credit_fen) for part in parts] == [
        ("A", 30, 0),
        ("B", 90, 20),
    ]


@given(books, st.integers(1, 60_000), st.data())
def test_parts_add_up_and_nothing_is_credit_while_something_is_owed(owed, amount, data):
    keeper = data.draw(st.sampled_from(sorted(owed)))
    every = [charge for charges in owed.values() for charge in charges]
    named = data.draw(st.sets(st.sampled_from([charge.key for charge in every]))) if every else ()
    parts = share_out(owed, amount, keeper=keeper, named=named)

    assert sum(part.amount_fen for part in parts) == amount
    paid = {portion.key: portion.amount_fen for part in parts for portion in part.portions}
    assert all(0 < paid[charge.key] <= charge.open_fen for charge in every if charge.key in paid)
    credit = {part.account: part.credit_fen for part in parts if part.credit_fen}
    assert set(credit) <= {keeper}
    if credit:
        assert sum(paid.values()) == sum(charge.open_fen for charge in every)

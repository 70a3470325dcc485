"""Whose money it is: what is known of the payer, how the amount fits, and how sure that makes."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from market.core.matching import (
    MOST,
    Bill,
    Book,
    Confidence,
    Incoming,
    Index,
    Known,
    Part,
    Typed,
    propose,
)
from market.core.matching.sums import leading, subset

ON = date(2026, 11, 20)
MARCH, APRIL = Bill(170000, date(2026, 3, 1)), Bill(90000, date(2026, 4, 1))
WANG = Book(1, ("蔄记海鲜", "王小蔄"), (MARCH, APRIL), phone="13800000001", signs=("A-12",))
YU = Book(2, ("于家水果", "于镕"), (Bill(170000, MARCH.due_on),), signs=("夜-07", "L-H3SF-A29U"))


def proposed(*books, known=(), typed=(), **told):
    line = Incoming(**{"amount_fen": 170000, "on": ON, **told})
    return propose(line, Index(books or (WANG, YU), known, typed))


def brief(proposals):
    return [
        (sorted(each.accounts), str(each.confidence), [reason.code for reason in each.reasons])
        for each in proposals
    ]


def test_the_vendors_own_name_and_a_bill_to_the_fen_are_sure():
    [first, *_] = brief(proposed(name="王小蔄"))
    assert first == ([1], "sure", ["named", "oldest_bills"])


def test_a_remembered_account_and_all_that_is_open_are_sure():
    [first, *_] = brief(proposed(amount_fen=260000, print="p", known=[Known(1, print="p")]))
    assert first == ([1], "sure", ["remembered", "all_open"])


def test_the_code_of_a_stall_or_a_lease_in_the_memo_is_as_good_as_a_name():
    assert brief(proposed(memo="交夜-07十一月租"))[0] == ([2], "sure", ["signed", "all_open"])
    assert brief(proposed(memo="l-h3sf-a29u"))[0] == ([2], "sure", ["signed", "all_open"])
    assert brief(proposed(memo="a12"))[0] == ([1], "sure", ["signed", "oldest_bills"])


def test_a_starred_name_or_one_of_the_same_sound_is_never_sure():
    starred = brief(proposed(WANG, name="*小蔄"))
    sounding = brief(proposed(WANG, name="王小慢"))
    assert starred == [([1], "likely", ["starred", "oldest_bills"])]
    assert sounding[0][1:] == ("likely", ["sounds", "oldest_bills"])


def test_a_number_behind_the_name_does_not_hide_it():
    assert brief(proposed(name="王小蔄(138****0001)"))[0][:2] == ([1], "sure")


def test_two_vendors_of_one_name_are_both_named_and_neither_is_sure():
    twin = Book(3, ("王小蔄",), (Bill(170000, MARCH.due_on),))
    found = proposed(WANG, twin, name="王小蔄")
    assert [str(each.confidence) for each in found] == ["likely", "likely"]
    assert {each.reasons[0].code for each in found} == {"named_alike"}


def test_the_amount_alone_is_a_hint_where_hardly_anybody_owes_it():
    assert brief(proposed(WANG, amount_fen=260000)) == [([1], "maybe", ["owes_alone", "all_open"])]
    many = [Book(n, (f"某{n}",), (MARCH,)) for n in range(1, 9)]
    assert proposed(*many) == ()


def test_nobody_is_proposed_for_a_stranger_with_an_odd_amount():
    assert proposed(name="路人甲", amount_fen=12345) == ()


def test_what_is_open_may_be_paid_in_part_or_over():
    assert brief(proposed(name="王小蔄", amount_fen=100))[0][1:] == (
        "maybe",
        ["named", "less_than_open"],
    )
    assert brief(proposed(name="王小蔄", amount_fen=999999))[0][2] == ["named", "more_than_open"]


def test_one_payer_for_several_stalls_is_split_over_what_each_owes():
    aunt = Book(4, ("蔄家粮油", "王小蔄"), (Bill(50000, ON),))
    uncle = Book(5, ("蔄家百货", "王小蔄"), (Bill(70000, ON),))
    [first, *_] = proposed(WANG, aunt, uncle, name="王小蔄", amount_fen=120000)
    assert first.parts == (Part(4, 50000), Part(5, 70000))
    assert first.reasons[0].code == "together"


def test_a_payment_that_was_typed_in_by_hand_is_proposed_to_be_tied():
    typed = [Typed(9, 1, 170000, ON - timedelta(days=2))]
    [first, *_] = proposed(WANG, name="王小蔄", typed=typed)
    assert (first.payment, str(first.confidence), first.reasons[0].code) == (9, "likely", "by_hand")
    long_ago = [Typed(9, 1, 170000, ON - timedelta(days=4))]
    assert proposed(WANG, name="王小蔄", typed=long_ago)[0].payment is None


def test_a_line_without_a_number_like_one_that_is_booked_is_not_sure():
    booked = [Typed(9, 1, 170000, ON, lined=True)]
    [first, *_] = brief(proposed(WANG, name="王小蔄", typed=booked, referenced=False))
    assert first == ([1], "likely", ["named", "oldest_bills", "lined"])
    assert brief(proposed(WANG, name="王小蔄", typed=booked))[0][1] == "sure"


AMOUNTS = st.integers(1, 2000)
NAMES = st.sampled_from(["王小蔄", "于镕", "于荣", "蔄记", "*镕", "", "丛海燕", "丛海"])
BOOKS = st.lists(st.tuples(NAMES, st.lists(AMOUNTS, max_size=4)), min_size=1, max_size=8).map(
    lambda rows: [
        Book(place, (name or f"第{place}家",), tuple(Bill(fen, ON) for fen in bills))
        for place, (name, bills) in enumerate(rows, start=1)
    ]
)


@given(BOOKS, NAMES, AMOUNTS)
@settings(max_examples=150, deadline=None)
def test_proposals_are_few_add_up_and_at_most_one_is_sure(books, name, amount):
    line = Incoming(amount, ON, name=name)
    found = propose(line, Index(books))
    assert len(found) <= MOST
    assert {sum(part.amount_fen for part in each.parts) for each in found} <= {amount}
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert [each.confidence for each in found[1:]].count(Confidence.SURE) == 0
    assert found == propose(line, Index(reversed(books)))


@given(st.lists(AMOUNTS, max_size=10), st.integers(1, 6000))
@settings(deadline=None)
def test_a_subset_makes_the_total_and_is_found_where_there_is_one(amounts, total):
    places, only = subset(amounts, total)
    if places:
        assert sum(amounts[at] for at in places) == total
        assert len(set(places)) == len(places)
    else:
        sums = {0}
        for amount in amounts:
            sums |= {amount + each for each in sums}
        assert total not in sums
    assert isinstance(only, bool)


@given(st.lists(AMOUNTS, max_size=10), st.integers(0, 10))
def test_the_leading_amounts_are_counted(amounts, count):
    whole = sum(amounts[:count])
    assert sum(amounts[: leading(amounts, whole)]) == (whole if amounts[:count] else 0)

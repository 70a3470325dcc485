from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leasing.core.late_fees import FeePer, LateRate, LateTerms, Paid, late_fee
from leasing.core.late_histories import History, Movement, Portion, fee_of, paid_of

DUE = date(2026, 4, 1)
TERMS = LateTerms((LateRate(Fraction(1, 20), FeePer.DAY),), cap_percent=Fraction(30))


def days(n):
    return DUE + timedelta(days=n)


def test_money_that_was_taken_back_has_never_paid():
    moved = [Movement(1, 500, days(3)), Movement(2, 300, days(5)), Movement(1, -200, days(3))]
    assert paid_of(moved) == (Paid(days(3), 300), Paid(days(5), 300))


def test_a_deposit_that_was_let_go_pays_from_that_day_and_not_from_the_day_it_was_paid_in():
    moved = [Movement(1, 500, date(2025, 1, 1), released_on=days(40))]
    assert paid_of(moved) == (Paid(days(40), 500),)


def test_without_an_agreement_the_fee_is_the_plain_one():
    history = History(170000, DUE, (Paid(days(10), 100000),))
    plain = late_fee(170000, TERMS, due_on=DUE, on=days(30), payments=history.paid)
    assert fee_of(history, TERMS, on=days(30)) == plain
    assert plain.amount_fen == 850 + 700


def test_under_an_agreement_the_days_until_it_count_and_then_the_agreed_days():
    portions = (Portion(days(40), 100000), Portion(days(70), 70000))
    history = History(170000, DUE, (), portions, agreed_on=days(10))
    assert fee_of(history, TERMS, on=days(10)).amount_fen == 850
    assert fee_of(history, TERMS, on=days(40)).amount_fen == 850
    assert fee_of(history, TERMS, on=days(42)).amount_fen == 850 + 100
    assert fee_of(history, TERMS, on=days(71)).amount_fen == 850 + 1550 + 35


def test_what_is_paid_under_an_agreement_pays_its_first_portion_first():
    portions = (Portion(days(40), 100000), Portion(days(70), 70000))
    history = History(
        200000, DUE, (Paid(days(5), 30000), Paid(days(39), 100000)), portions, days(10)
    )
    assert (
        fee_of(history, TERMS, on=days(60)).amount_fen
        == fee_of(history, TERMS, on=days(10)).amount_fen
    )
    assert fee_of(history, TERMS, on=days(72)).amount_fen == (
        fee_of(history, TERMS, on=days(10)).amount_fen + 70
    )


def test_what_is_credited_after_an_agreement_is_taken_off_its_last_portion():
    portions = (Portion(days(40), 100000), Portion(days(70), 70000))
    history = History(100000, DUE, (), portions, days(10))
    assert fee_of(history, TERMS, on=days(80)).amount_fen == 500 + 2000


@given(
    st.integers(1, 10**7),
    st.lists(st.tuples(st.integers(-30, 400), st.integers(1, 10**7)), max_size=6),
    st.integers(0, 800),
)
def test_the_fee_never_passes_the_cap_however_it_was_paid_or_put_off(principal, paid, after):
    payments = tuple(Paid(days(day), fen) for day, fen in paid)
    half = principal // 2
    portions = tuple(
        Portion(days(30 * n), fen) for n, fen in ((2, half), (3, principal - half)) if fen
    )
    for history in (
        History(principal, DUE, payments),
        History(principal, DUE, payments, portions, days(20)),
    ):
        fee = fee_of(history, TERMS, on=days(after))
        assert 0 <= fee.amount_fen <= -(-principal * 30 // 100)


@given(
    st.integers(1, 10**6),
    st.lists(st.tuples(st.integers(-10, 90), st.integers(1, 10**5)), max_size=5),
    st.lists(st.integers(1, 20), min_size=1, max_size=8),
)
def test_fees_that_are_posted_in_any_steps_sum_to_the_fee_at_the_end(principal, paid, steps):
    history = History(principal, DUE, tuple(Paid(days(day), fen) for day, fen in paid))
    posted, day = 0, 0
    for step in steps:
        day += step
        posted += fee_of(history, TERMS, on=days(day)).amount_fen - posted
    assert posted == fee_of(history, TERMS, on=days(day)).amount_fen

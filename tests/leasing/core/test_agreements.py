from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.agreements import check, divide, lay, missed_fen, standing
from leasing.core.late_histories import Portion
from tests.refused import refused

DAY = date(2026, 4, 30)


@given(st.integers(1, 10**9), st.integers(1, 36))
def test_equal_parts_come_to_the_total_and_pass_the_check(total, count):
    parts = divide(total, count, first=DAY)
    assert sum(part.amount_fen for part in parts) == total
    check(parts, total, on=DAY)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6), st.integers(1, 12))
def test_the_portions_of_all_charges_are_the_parts(opened, count):
    parts = divide(sum(opened), count, first=DAY)
    laid = lay(dict(enumerate(opened)), parts)
    by_charge = [sum(portion.amount_fen for portion in laid[n]) for n in range(len(opened))]
    by_day = {}
    for portions in laid.values():
        for portion in portions:
            by_day[portion.due_on] = by_day.get(portion.due_on, 0) + portion.amount_fen
    assert by_charge == opened
    assert by_day == {part.due_on: part.amount_fen for part in parts}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((), "bad_parts"),
        ((Portion(DAY, 50), Portion(DAY, 50)), "bad_days"),
        ((Portion(date(2026, 4, 1), 100),), "bad_days"),
        ((Portion(DAY, 99),), "parts_do_not_add_up"),
        ((Portion(DAY, 101), Portion(date(2026, 5, 1), -1)), "bad_amount"),
    ],
)
def test_parts_that_cannot_stand_are_refused(parts, code):
    assert refused(check, parts, 100, on=DAY)[0] == code


def test_the_refusal_says_by_how_much_the_parts_are_out():
    assert refused(check, (Portion(DAY, 9900),), 10000, on=DAY)[1] == (
        "The parts come to 99.00 yuan, and 100.00 yuan is owed. Change one of them by 1.00."
    )


def test_a_part_is_missed_on_the_day_after_its_own():
    parts = (Portion(DAY, 60), Portion(date(2026, 5, 30), 40))
    assert missed_fen(parts, 50, on=DAY) == 0
    assert missed_fen(parts, 50, on=date(2026, 5, 1)) == 10


@pytest.mark.parametrize(
    ("state", "open_fen", "expected"),
    [
        ("proposed", 100, "proposed"),
        ("agreed", 0, "kept"),
        ("agreed", 40, "agreed"),
        ("agreed", 50, "broken"),
        ("ended", 50, "ended"),
    ],
)
def test_kept_and_broken_are_read_off_the_clock(state, open_fen, expected):
    parts = (Portion(DAY, 60), Portion(date(2026, 5, 30), 40))
    on = date(2026, 5, 1)
    assert standing(state, parts, covered_fen=100, open_fen=open_fen, on=on) == expected

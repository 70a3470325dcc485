from datetime import date

import pytest

from market.core.conditions import of_charge, of_permit

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("state", "expires_on", "condition"),
    [
        ("accepted", None, "valid"),
        ("accepted", date(2026, 4, 2), "valid"),
        ("accepted", date(2026, 4, 1), "expiring"),
        ("accepted", date(2026, 3, 2), "expiring"),
        ("accepted", date(2026, 3, 1), "lapsed"),
        ("submitted", date(2026, 3, 1), "submitted"),
        ("refused", None, "refused"),
    ],
)
def test_the_day_says_what_a_checked_paper_is_worth(state, expires_on, condition):
    assert of_permit(state, expires_on, on=ON) == condition


@pytest.mark.parametrize(
    ("open_fen", "due_on", "credited_fen", "condition"),
    [
        (100, date(2026, 3, 2), 0, "due"),
        (1, date(2026, 3, 1), 0, "overdue"),
        (0, date(2026, 3, 1), 0, "paid"),
        (0, date(2026, 3, 1), 40, "paid"),
        (0, date(2026, 3, 1), 100, "reversed"),
    ],
)
def test_the_day_says_how_a_charge_stands(open_fen, due_on, credited_fen, condition):
    assert of_charge(100, open_fen, due_on, on=ON, credited_fen=credited_fen) == condition

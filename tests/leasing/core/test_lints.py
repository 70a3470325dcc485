from datetime import date
from fractions import Fraction

import pytest

from leasing.core.lints import LintFacts, lints

ON = date(2026, 6, 1)
PLAIN = {
    "first": date(2026, 4, 1),
    "last": date(2027, 3, 31),
    "on": ON,
    "signed": True,
    "written": True,
    "monthly_rent_fen": 170000,
}


def codes(**given):
    return [lint.code for lint in lints(LintFacts(**{**PLAIN, **given}))]


def test_a_plain_lease_gives_nothing_to_say():
    assert codes() == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"written": False}, ["not_written"]),
        ({"written": False, "last": date(2026, 8, 31)}, []),
        ({"written": False, "signed": False}, []),
        ({"holdover": True, "last": date(2026, 5, 1), "first": date(2025, 5, 2)}, ["held_over"]),
        ({"last": date(2026, 5, 31)}, ["run_out"]),
        ({"last": None}, ["open_end"]),
        ({"last": date(2044, 3, 31)}, []),
        ({"last": date(2044, 4, 1)}, ["near_twenty_years"]),
        ({"approvals": (("箱-1", date(2027, 3, 31)),)}, []),
        ({"approvals": (("箱-1", date(2027, 3, 30)),)}, ["past_approval"]),
        ({"approvals": (("箱-1", None),)}, ["past_approval"]),
        ({"deposit_fen": 510000}, []),
        ({"deposit_fen": 510001}, ["high_deposit"]),
        ({"earnest_fen": 374000}, []),
        ({"earnest_fen": 374001}, ["high_earnest"]),
        ({"daily_fee_percent": Fraction(1, 10)}, []),
        ({"daily_fee_percent": Fraction(11, 100)}, ["high_late_fee"]),
        ({"some_weekdays": True, "night_pitch": True}, ["shared_ground"]),
        ({"some_hours": True}, ["shared_ground"]),
        ({"night_pitch": True}, ["whole_days_at_night"]),
    ],
)
def test_each_lint_begins_where_it_should(given, said):
    assert codes(**given) == said


def test_an_approval_that_ends_soon_is_said_while_the_lease_ends_by_then():
    soon = {"last": date(2026, 8, 1), "approvals": (("箱-1", date(2026, 8, 20)),)}
    assert codes(**soon) == ["approval_ends"]


def test_every_lint_names_where_it_comes_from():
    found = lints(LintFacts(**{**PLAIN, "written": False, "last": None}))
    assert all(lint.source for lint in found)

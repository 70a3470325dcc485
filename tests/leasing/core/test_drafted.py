from datetime import date

import pytest

from leasing.core.drafted import plan_of
from leasing.core.drafts import DraftLine, LeaseDraft
from market.core.refusals import Invalid
from market.core.workdays import Calendar

CALENDAR = Calendar(frozenset(), frozenset(), frozenset({2026}))
RENT = DraftLine("rent", 170000)


def draft(**given):
    return LeaseDraft(
        **{"first": date(2026, 4, 1), "last": date(2026, 6, 30), "lines": (RENT,), **given}
    )


def amounts(**given):
    return [
        [(line.charge, line.amount_fen) for line in bill.lines]
        for bill in plan_of(draft(**given), CALENDAR)
    ]


def test_a_draft_is_laid_out_bill_by_bill_its_lines_named_by_their_place():
    lines = (RENT, DraftLine("sanitation", 6000))
    assert amounts(lines=lines) == [[("0", 170000), ("1", 6000)]] * 3


def test_the_deposit_stands_on_the_first_bill():
    assert amounts(deposit_fen=340000) == [
        [("0", 170000), ("deposit", 340000)],
        [("0", 170000)],
        [("0", 170000)],
    ]


def test_a_line_of_some_days_ends_with_its_last_day():
    part = DraftLine("rent", 300000, "month", date(2026, 4, 16), date(2026, 4, 30))
    assert amounts(lines=(part,)) == [[("0", 150000)], [], []]


def test_a_lease_without_an_end_is_laid_out_for_two_years():
    assert len(amounts(last=None)) == 24


def test_due_days_roll_over_weekends_where_that_is_agreed():
    [first, *_] = plan_of(
        draft(first=date(2026, 8, 1), last=date(2026, 9, 30), due_next_working_day=True), CALENDAR
    )
    assert first.due_on == date(2026, 8, 3)


def test_a_due_day_that_is_not_said_is_refused():
    with pytest.raises(Invalid) as refusal:
        plan_of(draft(due_rule="day_of_month"), CALENDAR)
    assert refusal.value.code == "bad_due_rule"

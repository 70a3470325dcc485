"""By when an answer is promised: only days and hours on which somebody is there count."""

from datetime import date, datetime

import pytest

from market.core.hours import SHANGHAI
from market.core.promises import Promise, Span, answer_by
from market.core.workdays import Calendar
from tests.refused import refused

# 5 October 2026 is a Monday off, and Saturday the 10th is worked instead
CALENDAR = Calendar(
    holidays=frozenset({date(2026, 10, 5)}),
    working_weekends=frozenset({date(2026, 10, 10)}),
    published=frozenset({2026}),
)
HOUR = Span.WORKING_HOUR


def at(day, hour, minute=0):
    return datetime(2026, 10, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("asked", "promise", "by"),
    [
        (at(6, 10), Promise(1), at(7, 18)),
        (at(9, 10), Promise(1), at(10, 18)),  # Friday: the Saturday is worked
        (at(2, 19), Promise(1), at(7, 18)),  # Friday evening counts as Tuesday
        (at(6, 10), Promise(4, HOUR), at(6, 14)),
        (at(6, 16), Promise(4, HOUR), at(7, 11)),
        (at(6, 10), Promise(8, HOUR), at(6, 18)),
        (at(10, 17), Promise(2, HOUR), at(12, 10)),  # over the Sunday
        (at(6, 7, 30), Promise(1, HOUR), at(6, 10)),  # before the office opens
        (at(4, 12), Promise(9, HOUR), at(6, 18)),  # a day of rest, and a holiday after it
    ],
)
def test_an_answer_is_promised_in_time_that_is_worked(asked, promise, by):
    assert answer_by(asked, promise, CALENDAR) == by


def test_a_promise_is_between_one_and_sixty():
    assert refused(Promise, 0)[0] == refused(Promise, 61)[0] == "bad_promise"

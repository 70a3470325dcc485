# ruff: noqa: DTZ001 - rules are laid out in local time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.core.recurrence.rrule_texts import read, text_of
from events.core.recurrence.rrules import beginning, starts
from market.core.refusals import Invalid

WEDNESDAY = datetime(2026, 7, 1, 18)


def refused(text, **how):
    with pytest.raises(Invalid) as refusal:
        rule = read(text, **how)
        beginning(rule, WEDNESDAY)
    return refusal.value.facts["field"]


def test_a_first_start_that_does_not_follow_the_rule_is_moved_to_one_that_does():
    assert beginning(read("FREQ=WEEKLY;BYDAY=FR"), WEDNESDAY) == datetime(2026, 7, 3, 18)


def test_an_until_without_a_time_is_refused_where_we_write_and_read_where_others_wrote():
    text = "FREQ=WEEKLY;UNTIL=20260731"

    assert refused(text) == "rrule.UNTIL"
    rule = read(text, lenient=True)
    assert rule.until == datetime(2026, 7, 31, 23, 59, 59)
    assert text_of(rule) == "FREQ=WEEKLY;WKST=MO;UNTIL=20260731T155959Z"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261231T000000Z", "rrule.UNTIL"),
        ("FREQ=SECONDLY", "rrule.FREQ"),
        ("FREQ=MINUTELY", "rrule.FREQ"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "rrule.BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "rrule.BYMONTHDAY"),
        ("FREQ=MONTHLY;BYDAY=8MO", "rrule.BYDAY"),
        ("FREQ=WEEKLY;BYDAY=2MO", "rrule.BYDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=13", "rrule.BYMONTHDAY"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "rrule.BYMONTHDAY"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "rrule"),
        ("FREQ=YEARLY;BYWEEKNO=20", "rrule.BYWEEKNO"),
        ("FREQ=DAILY;FREQ=DAILY", "rrule"),
        ("FREQ=DAILY;INTERVAL=0", "rrule.INTERVAL"),
        ("FREQ=DAILY;UNTIL=20261399T000000Z", "rrule.UNTIL"),
        ("", "rrule"),
    ],
)
def test_a_rule_that_calendars_would_read_differently_or_never_is_refused(text, field):
    assert refused(text) == field


def test_a_rule_without_end_is_not_laid_out_without_end():
    with pytest.raises(Invalid) as refusal:
        starts(read("FREQ=DAILY"), WEDNESDAY, datetime(2036, 1, 1))
    assert refusal.value.code == "too_many_dates"


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 5),
    st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), max_size=3),
    st.sets(st.integers(1, 12), max_size=3),
)
def test_dates_come_in_order_and_each_once(frequency, interval, days, months):
    text = f"FREQ={frequency};INTERVAL={interval}"
    text += f";BYDAY={','.join(sorted(days))}" if days else ""
    text += f";BYMONTH={','.join(map(str, sorted(months)))}" if months else ""

    found = starts(read(text), WEDNESDAY, datetime(2028, 1, 1))

    assert list(found) == sorted(set(found))
    assert all(each.month in months for each in found if months)

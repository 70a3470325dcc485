from datetime import date

import pytest

from events.core.recurrence.english import english
from events.core.recurrence.rrule_texts import text_of
from events.core.recurrence.rules import as_rrule, planned
from events.core.recurrence.sentences import chinese
from events.core.recurrence.writing import read, written
from market.core.official_days import PUBLISHED
from market.core.periods import Period
from market.core.refusals import Invalid

NIGHTS = {"every": "week", "weekdays": [5, 6]}
FAIR = {"every": "lunar", "days": [5, 10, 15, 20, 25, 30], "months": "*", "leap": "include"}


def days(told, first, end):
    period = Period(date.fromisoformat(first), date.fromisoformat(end))
    found = planned(read(told), period, PUBLISHED, anchor=period.start)
    return [each.day.isoformat() for each in found]


def provisional(told, first, end):
    period = Period(date.fromisoformat(first), date.fromisoformat(end))
    return [
        each.provisional for each in planned(read(told), period, PUBLISHED, anchor=period.start)
    ]


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        (NIGHTS, "每周五、周六。", "Every Friday and Saturday."),
        ({**NIGHTS, "weekdays": [1, 2, 3, 4, 5, 6, 7]}, "每天。", "Every day."),
        (
            {**NIGHTS, "interval": 2},
            "每隔一周的周五、周六。",
            "Every other week on Friday and Saturday.",
        ),
        (
            {"every": "month", "days": [15, -1]},
            "每月15日、最后一天。",
            "On day 15 and the last day of every month.",
        ),
        (
            {"every": "month_weekday", "places": [-1], "weekdays": [6]},
            "每月最后一个周六。",
            "On the last Saturday of every month.",
        ),
        (
            FAIR,
            "农历每月逢五逢十（闰月照办，小月没有三十就不办）。",
            "On days ending in 5 and 0 of every lunar month "
            "(leap months too, nothing in place of a missing 30th).",
        ),
        (
            {
                "every": "lunar",
                "days": [30],
                "months": [12],
                "leap": "skip",
                "missing_day": "last_day",
            },
            "农历腊月三十（小月没有三十就在廿九）。",
            "On day 30 of lunar month 12 (the 29th where there is no 30th).",
        ),
        (
            {"every": "festival", "keys": ["mid_autumn", "qixi"], "before": 1, "after": 1},
            "每年七夕、中秋节（前1天到后1天）。",
            "At Qixi and Mid-Autumn Festival every year (with 1 before and 1 after).",
        ),
        (
            {"every": "term", "names": ["冬至", "初伏"]},
            "每年冬至、初伏。",
            "At Winter Solstice and first dog days every year.",
        ),
        (
            {"every": "off", "which": "eves"},
            "每个休息日的前一天。",
            "Every eve of a day off.",
        ),
        (
            {
                **NIGHTS,
                "seasons": [{"first": "11-01", "last": "02-28"}],
                "shift": "skip_working",
                "left_out": ["2026-11-06"],
                "added": ["2026-12-31"],
            },
            "11月1日至次年2月28日，每周五、周六；碰上上班日不办；2026-11-06不办；另加2026-12-31。",
            "Every Friday and Saturday, 1 Nov to 28 Feb, not on working days, "
            "without 2026-11-06, and besides on 2026-12-31.",
        ),
    ],
)
def test_a_rule_is_said_in_one_sentence_and_kept_as_it_was_said(told, zh, en):
    rule = read(told)

    assert (chinese(rule), english(rule)) == (zh, en)
    assert read(written(rule)) == rule


def test_a_season_and_exceptions_bound_a_weekly_night():
    told = {
        **NIGHTS,
        "seasons": [{"first": "04-03", "last": "10-31"}],
        "left_out": ["2026-10-24"],
        "added": ["2026-11-11"],
    }

    assert days(told, "2026-10-20", "2027-01-01") == [
        "2026-10-23",
        "2026-10-30",
        "2026-10-31",
        "2026-11-11",
    ]


def test_every_other_week_counts_from_the_first_day():
    period = Period(date(2026, 7, 13), date(2026, 8, 1))
    told = {**NIGHTS, "weekdays": [5], "interval": 2}

    found = planned(read(told), period, PUBLISHED, anchor=date(2026, 7, 3))

    assert [each.day for each in found] == [date(2026, 7, 17), date(2026, 7, 31)]


def test_new_years_eve_is_the_last_day_of_the_year_however_short_its_month():
    told = {"every": "festival", "keys": ["new_years_eve"]}

    assert days(told, "2025-01-01", "2028-01-01") == ["2025-01-28", "2026-02-16", "2027-02-05"]


def test_days_around_a_feast_come_in_even_when_the_feast_lies_outside():
    told = {"every": "festival", "keys": ["mid_autumn"], "before": 2, "after": 1}

    assert days(told, "2026-09-26", "2026-10-01") == ["2026-09-26"]
    assert days(told, "2026-09-01", "2026-09-25") == ["2026-09-23", "2026-09-24"]


def test_a_date_on_a_day_off_goes_to_a_working_day_or_is_left_out():
    told = {"every": "month", "days": [1]}

    assert days(told, "2026-10-01", "2026-10-31") == ["2026-10-01"]
    assert days({**told, "shift": "next_working"}, "2026-10-01", "2026-10-31") == ["2026-10-08"]
    assert days({**told, "shift": "previous_working"}, "2026-09-28", "2026-10-30") == ["2026-09-30"]
    assert days({**told, "shift": "skip_rest"}, "2026-10-01", "2026-10-31") == []


def test_only_what_hangs_on_days_off_is_provisional_and_only_in_a_year_not_published():
    eves = {"every": "off", "which": "eves"}

    assert provisional(eves, "2026-12-30", "2027-01-03") == [True, True]
    assert provisional(NIGHTS, "2027-01-01", "2027-01-10") == [False, False, False, False]
    assert provisional(eves, "2026-12-24", "2026-12-28") == [False, False]


def test_what_every_calendar_understands_is_written_as_its_rule():
    assert text_of(as_rrule(read(NIGHTS))) == "FREQ=WEEKLY;BYDAY=FR,SA;WKST=MO"
    monthly = read({"every": "month_weekday", "places": [1, -1], "weekdays": [6]})
    assert text_of(as_rrule(monthly)) == "FREQ=MONTHLY;BYDAY=1SA,-1SA;WKST=MO"
    assert as_rrule(read(FAIR)) is None
    assert as_rrule(read({**NIGHTS, "shift": "skip_rest"})) is None


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"every": "moon"}, "rule.every"),
        ({"every": "week", "weekdays": []}, "rule.weekdays"),
        ({"every": "week", "weekdays": [8]}, "rule.weekdays"),
        ({"every": "month", "days": [0]}, "rule.days"),
        ({"every": "lunar", "days": [31]}, "rule.days"),
        ({"every": "festival", "keys": ["easter"]}, "rule.keys"),
        ({**NIGHTS, "days": [1]}, "rule.days"),
        ({**NIGHTS, "seasons": [{"first": "02-30", "last": "03-01"}]}, "rule.seasons[0].first"),
        ({**NIGHTS, "left_out": ["yesterday"]}, "rule.left_out[0]"),
    ],
)
def test_a_rule_that_cannot_be_meant_names_its_field(told, field):
    with pytest.raises(Invalid) as refusal:
        read(told)
    assert refusal.value.facts["field"] == field

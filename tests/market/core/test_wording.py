from datetime import UTC, date, datetime

import pytest

from market.core.wording import (
    day,
    full_day,
    hours,
    masked,
    moment,
    month,
    span,
    weekday,
    yuan,
    yuan_in_message,
)

MONDAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (173333, "¥1,733.33"),
        (0, "¥0.00"),
        (5, "¥0.05"),
        (-2209, "−¥22.09"),
        (-100, "−¥1.00"),
        (123456789012, "¥1,234,567,890.12"),
    ],
)
def test_money_is_written_to_the_fen_with_its_thousands_apart(fen, said):
    assert yuan(fen) == said


@pytest.mark.parametrize(
    ("fen", "said"), [(173333, "1733.33 元"), (7, "0.07 元"), (-2209, "-22.09 元")]
)
def test_a_text_message_writes_yuan_without_sign_or_comma(fen, said):
    assert yuan_in_message(fen) == said


def test_a_day_is_said_with_its_weekday_in_both_languages():
    assert day(MONDAY, "zh-hans") == "8月31日（周一）"
    assert day(MONDAY, "en") == "Mon 31 Aug"
    assert full_day(MONDAY, "zh-hans") == "2026年8月31日（周一）"
    assert full_day(MONDAY, "en") == "Mon 31 Aug 2026"


def test_the_week_runs_from_monday_to_sunday():
    week = [date(2026, 8, 31 - back) for back in (7, 6, 5, 4, 3, 2, 1)]
    assert [weekday(on, "zh-CN") for on in week] == [f"周{sign}" for sign in "一二三四五六日"]
    english = " ".join(weekday(on, "en-GB") for on in week)
    assert english == "Mon Tue Wed Thu Fri Sat Sun"


def test_a_month_is_said_with_its_year():
    assert month(MONDAY, "zh-hans") == "2026年8月"
    assert month(MONDAY, "en") == "August 2026"


def test_a_span_names_its_last_day_as_included():
    start, end = date(2026, 3, 1), date(2027, 3, 1)
    assert span(start, end, "zh-hans") == "2026-03-01 至 2027-02-28（含）"
    assert span(start, end, "en") == "1 Mar 2026 – 28 Feb 2027 (incl.)"


def test_a_span_of_one_day_is_that_day_and_an_open_one_only_begins():
    start, end = date(2026, 3, 1), date(2026, 3, 2)
    assert span(start, end, "zh-hans") == "2026-03-01（当天）"
    assert span(start, end, "en") == "1 Mar 2026 (one day)"
    assert span(start, None, "zh-hans") == "2026-03-01 起"
    assert span(start, None, "en") == "from 1 Mar 2026"


def test_a_span_of_no_days_is_a_mistake_and_is_not_written():
    with pytest.raises(ValueError, match="has no days"):
        span(MONDAY, MONDAY, "en")


def test_a_moment_is_said_on_the_markets_clock():
    at = datetime(2026, 8, 31, 22, 5, tzinfo=UTC)
    assert moment(at, "zh-hans") == "2026年9月1日 06:05"
    assert moment(at, "en") == "1 Sep 2026, 06:05"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs its zone"):
        moment(datetime(2026, 8, 31, 22, 5), "en")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("minutes", "chinese", "english"),
    [
        ((1080, 1410), "18:00–23:30", "18:00–23:30"),
        ((1020, 1500), "17:00–次日 01:00", "17:00–01:00 next day"),
        ((300, 1440), "05:00–24:00", "05:00–24:00"),
    ],
)
def test_hours_past_midnight_belong_to_the_next_day(minutes, chinese, english):
    assert hours(*minutes, "zh-hans") == chinese
    assert hours(*minutes, "en") == english


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13812345678", "138****5678"),
        ("11010519491231002X", "*" * 14 + "002X"),
        ("91370000000000000X", "*" * 14 + "000X"),
        ("王小蔄", "王**"),
        ("丛", "丛"),
        ("Elizabeth", "E********"),
        ("", ""),
    ],
)
def test_what_is_masked_can_be_told_apart_but_not_used(text, shown):
    assert masked(text) == shown

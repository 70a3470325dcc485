import json
from datetime import date
from pathlib import Path

import pytest

from events.core.calendar_files import MOST_BYTES, read
from market.core.refusals import Invalid

CASES = json.loads(Path("tests/cases/dates/cases.json").read_text())["cases"]
FEEDS = [case for case in CASES if case["kind"] == "feed"]
JULY = (date(2026, 7, 1), date(2026, 9, 1))


def a_file(*lines, uid="one@example"):
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", f"UID:{uid}", *lines]
    return "\r\n".join([*text, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def starts(content, window=JULY):
    return [f"{each.starts_at:%m-%d %H:%M}" for each in read(content, *window)[0]]


@pytest.mark.parametrize("case", FEEDS, ids=[case["id"] for case in FEEDS])
def test_every_feed_of_the_cases_is_read_as_it_is_expected(case):
    window = [date.fromisoformat(case["window"][name]) for name in ("start", "end")]

    found, unread = read(case["ics"].encode(), *window)

    told = [
        [f"{each.starts_at:%Y-%m-%dT%H:%M:%S}", "CANCELLED" if each.cancelled else "CONFIRMED"]
        for each in found
    ]
    assert (told, unread) == (case["expected"], [])


def test_a_time_is_read_in_the_zone_in_which_it_was_written():
    london = a_file("DTSTART;TZID=Europe/London:20260703T110000", "DURATION:PT2H")
    utc = a_file("DTSTART:20260703T100000Z", "DTEND:20260703T120000Z")
    floating = a_file("DTSTART:20260703T180000", "DTEND:20260703T200000")

    assert [starts(each) for each in (london, utc, floating)] == [["07-03 18:00"]] * 3


def test_a_day_left_out_takes_every_start_on_it_and_an_until_without_time_its_whole_day():
    content = a_file(
        "DTSTART;TZID=Asia/Shanghai:20260703T180000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260731",
        "EXDATE;VALUE=DATE:20260710",
    )

    assert starts(content) == ["07-03 18:00", "07-17 18:00", "07-24 18:00", "07-31 18:00"]


def test_words_are_unfolded_and_unescaped():
    content = a_file("DTSTART:20260703T180000", "SUMMARY:七夕\\, 夜", " 市\\; 一\\n二")

    assert read(content, *JULY)[0][0].name == "七夕, 夜市; 一 二"


@pytest.mark.parametrize(
    "lines",
    [
        ("SUMMARY:没有时间",),
        ("DTSTART:2026-07-03",),
        ("DTSTART;TZID=Mars/Olympus:20260703T180000",),
        ("DTSTART;TZID=../../etc/passwd:20260703T180000",),
        ("DTSTART:20260703T220000", "DTEND:20260703T020000"),
        ("DTSTART:20260703T180000", "RRULE:FREQ=SECONDLY"),
        ("DTSTART:20260703T180000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_read(lines):
    other = a_file("DTSTART:20260704T180000").decode().split("\r\n")[2:]
    content = a_file(*lines).decode().replace("END:VCALENDAR\r\n", "\r\n".join(other)).encode()

    found, unread = read(content, *JULY)

    assert (len(found), len(unread)) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad_calendar"),
        (b"\x89PNG", "bad_calendar"),
        (b"<html>", "bad_calendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * MOST_BYTES, "too_much"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 2001, "too_much"),
        (a_file("DTSTART:20200101T180000", "RRULE:FREQ=DAILY;BYHOUR=1,2,3"), None),
    ],
)
def test_a_file_beyond_the_limits_or_no_calendar_is_refused(content, code):
    if code is None:
        found, unread = read(content, *JULY)
        assert (found, len(unread)) == ([], 1)
        return
    with pytest.raises(Invalid) as refused:
        read(content, *JULY)
    assert refused.value.code == code

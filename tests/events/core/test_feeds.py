from datetime import UTC, datetime, time

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.core.feeds import Entry, Feed, Status, folded, written
from market.core.hours import SHANGHAI

NIGHT = Entry(
    uid="7e57ab1e-0000-4000-8000-000000000001",
    sequence=2,
    status=Status.CONFIRMED,
    starts_at=datetime(2026, 7, 17, 18, tzinfo=SHANGHAI),
    ends_at=datetime(2026, 7, 18, 1, tzinfo=SHANGHAI),
    created_at=datetime(2026, 3, 2, 2, tzinfo=UTC),
    changed_at=datetime(2026, 7, 1, 8, 30, tzinfo=UTC),
    summary="星空街夜市",
    place="蔄山镇汇泉农贸市场, 星空街; 南门",
    about="小吃、啤酒\n凭票入场",
    url="https://market.example/calendar/1/",
)


def a_feed(*entries: Entry, language: str = "zh-hans") -> Feed:
    return Feed("汇泉日历", language, "https://market.example/calendar.ics", entries)


def changed(**fields) -> Entry:
    values = {name: getattr(NIGHT, name) for name in Entry.__slots__}
    return Entry(**{**values, **fields})


def unfolded(octets: bytes) -> str:
    return octets.decode().replace("\r\n ", "")


def test_a_feed_is_written_to_the_byte():
    assert unfolded(written(a_feed(NIGHT))).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Huiquan//Market calendar//ZH",
        "CALSCALE:GREGORIAN",
        "NAME:汇泉日历",
        "X-WR-CALNAME:汇泉日历",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "SOURCE;VALUE=URI:https://market.example/calendar.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:7e57ab1e-0000-4000-8000-000000000001",
        "DTSTAMP:20260701T083000Z",
        "CREATED:20260302T020000Z",
        "LAST-MODIFIED:20260701T083000Z",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "DTSTART;TZID=Asia/Shanghai:20260717T180000",
        "DTEND;TZID=Asia/Shanghai:20260718T010000",
        "SUMMARY:星空街夜市",
        "LOCATION:蔄山镇汇泉农贸市场\\, 星空街\\; 南门",
        "DESCRIPTION:小吃、啤酒\\n凭票入场",
        "URL:https://market.example/calendar/1/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_another_reader_understands_it():
    calendar = icalendar.Calendar.from_ical(written(a_feed(NIGHT)))
    (event,) = calendar.walk("VEVENT")

    assert event.decoded("DTSTART") == NIGHT.starts_at
    assert event.decoded("DTEND") == NIGHT.ends_at
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == NIGHT.changed_at
    assert str(event["SUMMARY"]) == NIGHT.summary
    assert str(event["LOCATION"]) == NIGHT.place
    assert str(event["DESCRIPTION"]) == NIGHT.about
    assert int(event["SEQUENCE"]) == 2
    assert event.errors == []


@pytest.mark.parametrize(
    ("language", "summary"), [("zh-hans", "【取消】星空街夜市"), ("en", "[Cancelled] 星空街夜市")]
)
def test_what_is_called_off_says_so_in_its_state_and_in_its_name(language, summary):
    octets = written(a_feed(changed(status=Status.CANCELLED), language=language))
    (event,) = icalendar.Calendar.from_ical(octets).walk("VEVENT")

    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CANCELLED", summary)


def test_an_unstated_place_or_note_leaves_no_empty_line():
    text = written(a_feed(changed(place="", about=""))).decode()

    assert "LOCATION" not in text
    assert "DESCRIPTION" not in text


def test_a_name_cannot_smuggle_in_a_line_of_its_own():
    text = unfolded(
        written(a_feed(changed(summary="夜市\r\nATTACH:x\x07", url="http://a/\r\nX:y")))
    )

    assert "SUMMARY:夜市\\nATTACH:x\r\n" in text
    assert "URL:http://a/X:y\r\n" in text


def test_a_hundred_han_fold_into_lines_that_break_no_character():
    lines = folded("SUMMARY:" + "蔄" * 100).split(b"\r\n")

    assert lines.pop() == b""
    assert [len(line) for line in lines] == [74, 73, 73, 73, 19]
    assert [line.decode()[:1] for line in lines] == ["S", " ", " ", " ", " "]


def test_a_line_of_exactly_75_octets_is_not_folded():
    assert folded("X" * 75) == b"X" * 75 + b"\r\n"
    assert folded("X" * 76) == b"X" * 75 + b"\r\n X\r\n"


def test_a_fold_leaves_a_backslash_with_what_it_escapes():
    assert folded("X" * 74 + "\\,Y") == b"X" * 74 + b"\r\n \\,Y\r\n"
    assert folded("X" * 73 + "\\\\,Y") == b"X" * 73 + b"\\\\\r\n ,Y\r\n"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_line_folds_to_75_octets_and_unfolds_to_itself(text):
    octets = folded("SUMMARY:" + text)

    assert max(len(line) for line in octets.split(b"\r\n")) <= 75
    assert all(line.decode() is not None for line in octets.split(b"\r\n"))
    assert unfolded(octets) == f"SUMMARY:{text}\r\n"


@given(st.text(alphabet=st.sampled_from('蔄a\\,;\n𠮷 :"'), max_size=120))
def test_any_words_come_back_as_they_went(text):
    octets = written(a_feed(changed(summary=text.strip() or "夜市")))
    (event,) = icalendar.Calendar.from_ical(octets).walk("VEVENT")

    assert str(event["SUMMARY"]) == (text.strip() or "夜市")


def test_moments_of_any_zone_are_written_on_the_markets_clock():
    early = changed(
        starts_at=datetime(2026, 7, 17, 10, tzinfo=UTC),
        ends_at=datetime(2026, 7, 17, 17, tzinfo=UTC),
    )

    assert written(a_feed(early)) == written(a_feed(NIGHT))
    assert NIGHT.ends_at.time() == time(1)

"""Somebody else's calendar file (RFC 5545), read with limits: what it says is on, and when.

Nothing is fetched: an address in the file stays an address. Dates that repeat are laid out in a
window; what cannot be read or does not fit in is told with its reason, and the rest is read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial
from zoneinfo import ZoneInfo

from events.core.recurrence.rrule_texts import read as read_rrule
from events.core.recurrence.rrules import RRule, beginning, starts
from market.core.hours import SHANGHAI, start_of
from market.core.refusals import Invalid

MOST_BYTES = 1024 * 1024
MOST_EVENTS = 2000
MOST_DATES = 1000
_MOST_LINES = 60_000

_LINE = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)'
)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)')
_DURATION = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?"
)
_ZONE_NAME = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)*")
_ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing that is on. key stays the same when it is moved; all_day: it has no hours."""

    key: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    cancelled: bool
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What was left out, by its name, and why: a sentence for the catalogue."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class _Event:
    properties: dict[str, list[_Property]] = field(default_factory=lambda: defaultdict(list))

    def text(self, name: str) -> str:
        found = self.properties.get(name)
        return found[0].value.strip() if found else ""

    def words(self, name: str, most: int) -> str:
        plain = re.sub(r"\\[nN,;\\]", lambda match: _ESCAPES[match[0]], self.text(name))
        return "".join(sign for sign in plain if sign >= " " or sign == "\n")[:most].strip()


@dataclass(frozen=True, slots=True)
class _When:
    """A moment, or a day where nothing else is said; zone is where it was written."""

    local: datetime
    zone: tzinfo
    all_day: bool

    def moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.zone)


def read(content: bytes, first: date, end: date) -> tuple[list[Dated], list[Unread]]:
    """What the file says is on in [first, end), in order, and what could not be read.

    Raises Invalid("bad_calendar") for what is no calendar, and ("too_much") beyond the limits.
    """
    events = _events(_lines(content))
    changed = {
        (event.text("UID"), _spot(event)): event for event in events if event.text("RECURRENCE-ID")
    }
    found: list[Dated] = []
    unread: list[Unread] = []
    for event in events:
        try:
            found += _dates(event, changed, first, end)
        except Invalid as refusal:
            unread.append(Unread(event.words("SUMMARY", 80), refusal.sentence))
        if len(found) > MOST_DATES:
            raise Invalid(
                "too_much",
                "This file has more dates than we take at once: {most}.",
                most=MOST_DATES,
                field="file",
            )
    window = (start_of(first), start_of(end))
    inside = [each for each in found if window[0] <= each.starts_at < window[1]]
    return sorted(inside, key=lambda each: (each.starts_at, each.key)), unread


def _lines(content: bytes) -> Iterator[_Property]:
    if len(content) > MOST_BYTES:
        raise Invalid(
            "too_much", "This file is larger than a calendar is: at most 1 MB.", field="file"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _no_calendar() from fault
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR" or len(lines) > _MOST_LINES:
        raise _no_calendar()
    for line in lines:
        match = _LINE.fullmatch(line)
        if match:
            given = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(match[2])}
            yield _Property(match[1].upper(), given, match[3])


def _events(lines: Iterator[_Property]) -> list[_Event]:
    found: list[_Event] = []
    inside: list[str] = []
    for line in lines:
        if line.name == "BEGIN":
            inside.append(line.value.upper())
            if line.value.upper() == "VEVENT":
                found.append(_Event())
        elif line.name == "END":
            inside = inside[:-1]
        elif inside[-1:] == ["VEVENT"]:
            found[-1].properties[line.name].append(line)
        if len(found) > MOST_EVENTS:
            raise Invalid(
                "too_much",
                "This file has more dates than we take at once: {most}.",
                most=MOST_EVENTS,
                field="file",
            )
    return found


def _dates(
    event: _Event, changed: dict[tuple[str, datetime | None], _Event], first: date, end: date
) -> Iterator[Dated]:
    uid = event.text("UID")
    if not uid:
        raise Invalid("no_uid", "It has no UID, so that a second look would not know it again.")
    when = _when(event, "DTSTART")
    lasts = _lasts(event, when)
    if event.text("RECURRENCE-ID"):
        spot = _spot(event)
        yield _dated(
            event, f"{uid}|{spot:%Y%m%dT%H%M}", when.moment(when.local), lasts, when.all_day
        )
        return
    if not (event.text("RRULE") or event.text("RDATE")):
        yield _dated(event, uid, when.moment(when.local), lasts, when.all_day)
        return
    for local in _repeated(event, when, end):
        moment = when.moment(local)
        if (uid, moment) not in changed:
            key = f"{uid}|{moment.astimezone(SHANGHAI):%Y%m%dT%H%M}"
            yield _dated(event, key, moment, lasts, when.all_day)


def _repeated(event: _Event, when: _When, end: date) -> list[datetime]:
    last = datetime.combine(end + timedelta(days=1), time())
    found = {when.local} if when.local < last else set()
    if event.text("RRULE"):
        rule = _rule(event.text("RRULE"), when)
        begins = beginning(rule, when.local)
        found = set(starts(rule, begins, last, MOST_DATES))
    found |= {each.local for each in _listed(event, "RDATE")}
    for each in _listed(event, "EXDATE"):
        gone = {local for local in found if local.date() == each.local.date()}
        found -= gone if each.all_day else {each.local}
    return sorted(each for each in found if each < last)


def _rule(text: str, when: _When) -> RRule:
    return read_rrule(text, timed=not when.all_day, lenient=True)


def _listed(event: _Event, name: str) -> Iterator[_When]:
    for line in event.properties.get(name, []):
        for value in line.value.split(",")[:MOST_DATES]:
            yield _read_when(_Property(line.name, line.parameters, value.strip()))


def _when(event: _Event, name: str) -> _When:
    found = event.properties.get(name)
    if not found:
        raise Invalid("no_start", "It does not say when it begins.")
    return _read_when(found[0])


def _read_when(line: _Property) -> _When:
    text = line.value.strip()
    parse = partial(datetime.strptime, text)
    try:
        if re.fullmatch(r"\d{8}", text):
            return _When(parse("%Y%m%d"), SHANGHAI, all_day=True)
        if text.endswith("Z"):
            return _When(parse("%Y%m%dT%H%M%SZ"), UTC, all_day=False)
        return _When(parse("%Y%m%dT%H%M%S"), _zone(line.parameters.get("TZID")), all_day=False)
    except ValueError as fault:
        raise Invalid("bad_moment", "Its time cannot be read.") from fault


def _zone(name: str | None) -> tzinfo:
    if not name:
        return SHANGHAI
    try:
        if len(name) < 60 and _ZONE_NAME.fullmatch(name):
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as fault:
        raise Invalid("bad_zone", "Its time zone is not one we know.") from fault
    raise Invalid("bad_zone", "Its time zone is not one we know.")


def _lasts(event: _Event, when: _When) -> timedelta:
    if event.properties.get("DTEND"):
        end = _when(event, "DTEND")
        lasts = end.moment(end.local) - when.moment(when.local)
    elif event.text("DURATION"):
        match = _DURATION.fullmatch(event.text("DURATION"))
        if match is None:
            raise Invalid("bad_end", "Its end cannot be read, or is before its beginning.")
        weeks, days, hours, minutes, seconds = (int(each or 0) for each in match.groups())
        lasts = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    else:
        lasts = timedelta(days=1) if when.all_day else timedelta(hours=1)
    if lasts <= timedelta():
        raise Invalid("bad_end", "Its end cannot be read, or is before its beginning.")
    return lasts


def _spot(event: _Event) -> datetime | None:
    """The start that an exception stands for, in China's time."""
    if not event.text("RECURRENCE-ID"):
        return None
    try:
        found = _when(event, "RECURRENCE-ID")
    except Invalid:
        return None
    return found.moment(found.local).astimezone(SHANGHAI)


def _dated(event: _Event, key: str, moment: datetime, lasts: timedelta, all_day: bool) -> Dated:
    return Dated(
        key=key[:255],
        starts_at=moment.astimezone(SHANGHAI),
        ends_at=(moment + lasts).astimezone(SHANGHAI),
        all_day=all_day,
        cancelled=event.text("STATUS").upper() == "CANCELLED",
        name=event.words("SUMMARY", 80).replace("\n", " "),
        note=event.words("DESCRIPTION", 2000),
    )


def _too_many(most: int) -> Invalid:
    sentence = "This file has more dates than we take at once: {most}."
    return Invalid("too_much", sentence, most=most, field="file")


def _no_calendar() -> Invalid:
    sentence = "This is no calendar file. Export it again as iCalendar (.ics)."
    return Invalid("bad_calendar", sentence, field="file")

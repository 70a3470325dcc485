"""Reads a feed as three readers of other people do: one of Python, two of JavaScript."""

import fcntl
import json
import shutil
import subprocess
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path

import icalendar
import recurring_ical_events

from market.core.hours import SHANGHAI

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "readers"

Line = tuple[str, str, str, str]


def read_by_all(feed: bytes, first: date, end: date) -> dict[str, list[Line]]:
    """By each program what starts in [first, end): local start and end, status, summary, in order."""
    return {"python": _by_python(feed, first, end), **_by_node(feed, first, end)}


def _by_python(feed: bytes, first: date, end: date) -> list[Line]:
    calendar = icalendar.Calendar.from_ical(feed)
    found = recurring_ical_events.of(calendar).between(_midnight(first), _midnight(end))
    lines = [
        (
            *(_local(event.decoded(name)) for name in ("DTSTART", "DTEND")),
            str(event.get("STATUS", "CONFIRMED")),
            str(event["SUMMARY"]),
        )
        for event in found
        if event.decoded("DTSTART") >= _midnight(first)
    ]
    return sorted(lines)


def _by_node(feed: bytes, first: date, end: date) -> dict[str, list[Line]]:
    node = shutil.which("node")
    assert node, "Node.js is needed to read the feeds as other programs do (.ci/run brings it)"
    asked = {
        "feed": feed.decode(),
        "from": _midnight(first).astimezone(UTC).isoformat(),
        "to": _midnight(end).astimezone(UTC).isoformat(),
    }
    answer = subprocess.run(
        [node, "read.mjs"],
        cwd=installed(),
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = json.loads(answer.stdout)
    return {name: sorted(_line(*each) for each in found) for name, found in told.items()}


def _line(start: str, end: str, status: str, summary: str) -> Line:
    return (
        _local(datetime.fromisoformat(start)),
        _local(datetime.fromisoformat(end)),
        status,
        summary,
    )


def installed() -> Path:
    """The folder in which the programs are, put there once for each state of the lock."""
    files = [HERE / name for name in ("package.json", "package-lock.json", "read.mjs")]
    mark = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    folder = ROOT / "var" / "readers" / mark
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for file in files:
                shutil.copy(file, folder)
            npm = shutil.which("npm")
            assert npm, "npm is needed to install the programs that read the feeds back"
            subprocess.run(
                [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=300,
            )
            (folder / "done").touch()
    return folder


def _local(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SHANGHAI)

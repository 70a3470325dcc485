"""The public calendar under load: requests a second, beside a static file of the same server."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Thread

from events.bench.feed import fill
from events.models import Series, Session
from events.queries.sessions import announced
from market.bench import servers

SECONDS = 5
READERS = 16
SERIES = "bench-calendar"
HOST = "127.0.0.1"
STATIC, MONTH, FEED = "/static/market/huiquan.css", "/calendar/", "/calendar.ics"
# a reader who is known to the house gets a page drawn anew: any session will do, even a void one
_KNOWN = {"Cookie": "sessionid=nobody"}


def run(seconds: int = SECONDS, sessions: int = 120) -> dict[str, float]:
    """Requests a second through the web server that production runs, all over the loopback.

    drawn: the month drawn for every request; kept: as anybody sees it; unchanged: 304. With wrk
    where it is installed, and otherwise with threads of our own, which are slower than the server.
    The database is the one in use: where nothing is announced in it, so many nights are announced
    while it runs.
    """
    with _something_announced(sessions), servers.serving() as port:
        tags = {path: _tag(port, path) for path in (MONTH, FEED)}
        figures = {
            "static file": _rate(port, STATIC, {}, seconds),
            "month, drawn": _rate(port, MONTH, _KNOWN, seconds),
            "month, kept": _rate(port, MONTH, {}, seconds),
            "month, unchanged": _rate(port, MONTH, {"If-None-Match": tags[MONTH]}, seconds),
            "feed, unchanged": _rate(port, FEED, {"If-None-Match": tags[FEED]}, seconds),
        }
    static = figures["static file"]
    return {
        "sessions": float(announced().count() or sessions),
        "by wrk": float(shutil.which("wrk") is not None),
        **{f"{name}, a second": round(rate, 1) for name, rate in figures.items()},
        **{
            f"{name}, of a static file": round(rate / static, 3)
            for name, rate in figures.items()
            if name != "static file"
        },
    }


@contextmanager
def _something_announced(sessions: int) -> Iterator[None]:
    if announced().exists():
        yield
        return
    fill(sessions, slug=SERIES)
    try:
        yield
    finally:
        Session.objects.filter(series__slug=SERIES).delete()
        Series.objects.filter(slug=SERIES).delete()


def _tag(port: int, path: str) -> str:
    there = HTTPConnection(HOST, port, timeout=30)
    there.request("GET", path)
    answer = there.getresponse()
    answer.read()
    return answer.headers.get("ETag") or ""


def _rate(port: int, path: str, headers: dict[str, str], seconds: int) -> float:
    _ask(port, path, headers, until=time.monotonic() + 0.5)
    wrk = shutil.which("wrk")
    return (_by_wrk if wrk else _by_threads)(port, path, headers, seconds)


def _by_wrk(port: int, path: str, headers: dict[str, str], seconds: int) -> float:
    told = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    size = ["-t", "1", "-c", str(READERS), "-d", f"{seconds}s"]
    command = ["wrk", *size, *told, f"http://{HOST}:{port}{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    said = done.stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None:
        raise ValueError(f"wrk said nothing that could be read: {said}")
    return float(found[1])


def _by_threads(port: int, path: str, headers: dict[str, str], seconds: int) -> float:
    counts: list[int] = []
    until = time.monotonic() + seconds
    readers = [
        Thread(target=lambda: counts.append(_ask(port, path, headers, until=until)))
        for _ in range(READERS)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return sum(counts) / seconds


def _ask(port: int, path: str, headers: dict[str, str], *, until: float) -> int:
    """One reader, asking again and again over one connection. How often it was answered."""
    there = HTTPConnection(HOST, port, timeout=30)
    count = 0
    while time.monotonic() < until:
        there.request("GET", path, headers=headers)
        answer = there.getresponse()
        answer.read()
        if answer.status >= 400:
            raise ValueError(f"{path} answered {answer.status}")
        count += 1
    return count

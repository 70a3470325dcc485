"""How long a feed of 2,000 sessions takes: to be written, and to be answered with 304."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from statistics import median
from time import perf_counter

from django.db import transaction
from django.test import Client

from events.core.states import SessionState
from events.models import Series, Session
from market import clock
from market.core.hours import Hours
from market.models import Market

ROUNDS = 30
FEED = "/calendar.ics"
_NIGHT = Hours.between(time(18), time(1))


def run(sessions: int = 2000) -> dict[str, float]:
    """Milliseconds to write the feed of so many sessions, and to say that it has not changed."""
    with transaction.atomic():
        fill(sessions)
        ask = Client(SERVER_NAME="127.0.0.1")
        whole = ask.get(FEED)
        known = {"If-None-Match": whole.headers["ETag"]}
        written = [_time(lambda: ask.get(FEED)) for _ in range(5)]
        unchanged = [_time(lambda: ask.get(FEED, headers=known)) for _ in range(ROUNDS)]
        answered = ask.get(FEED, headers=known).status_code
        longest = max(len(line) for line in whole.content.split(b"\r\n"))
        transaction.set_rollback(True)
    return {
        "sessions": float(sessions),
        "answered": float(answered),
        "longest_line_octets": float(longest),
        "written_ms": round(median(written), 1),
        "not_modified_ms": round(median(unchanged), 1),
        "not_modified_best_ms": round(min(unchanged), 1),
    }


def fill(sessions: int, *, slug: str = "bench-feed") -> None:
    """Announce so many nights, one a day from today on."""
    market = Market.objects.first() or Market.objects.create(code="bench", name="试算市场")
    series = Series.objects.create(market=market, slug=slug, name="蔄山夜市，小吃；啤酒")
    Session.objects.bulk_create(_rows(series, sessions))


def _rows(series: Series, sessions: int) -> Iterable[Session]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(sessions):
        day = clock.today() + timedelta(days=number)
        starts_at, ends_at = _NIGHT.on(day)
        yield Session(
            series=series,
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            state=SessionState.PUBLISHED,
            note="雨天照常，大风另行通知。" * 4,
            created_at=at,
            announced_at=at,
            changed_at=at,
        )


def _time(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1000

"""Sessions as a feed writes them: a series that every calendar understands as one, the rest alone."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from events.core import feed_series
from events.core.feed_series import Announced, gathered
from events.core.feeds import Entry, Status
from events.core.recurrence.rules import as_rrule
from events.core.states import SessionState
from events.models import Series, Session
from events.pages import words
from events.queries.schedules import schedule_of


def entries_of(rows: QuerySet[Session], language: str) -> tuple[Entry, ...]:
    """Every session, those of one rule gathered under it."""
    alone: list[Session] = []
    ruled: dict[int, list[Session]] = {}
    known: dict[int, feed_series.Series | None] = {}
    for session in rows.select_related("series__continues"):
        if session.series_id not in known:
            known[session.series_id] = _series(session.series, language)
        if session.slot is None or known[session.series_id] is None:
            alone.append(session)
        else:
            ruled.setdefault(session.series_id, []).append(session)
    found = [entry_of(session, language) for session in alone]
    for pk, sessions in ruled.items():
        series = known[pk]
        assert series is not None
        found += gathered(series, _announced(sessions, series.lasts, language))
    return tuple(found)


def entry_of(session: Session, language: str) -> Entry:
    """One session by itself."""
    return Entry(
        uid=str(session.uid),
        sequence=session.sequence,
        status=_status(session),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        created_at=session.created_at,
        changed_at=session.changed_at,
        summary=words.title_of(session, language),
        place=words.place_of(session, language),
        about=words.about_of(session, language),
        url=settings.PUBLIC_URL + reverse("events:session", args=[session.pk]),
    )


def _status(session: Session) -> Status:
    if session.state == SessionState.CANCELLED:
        return Status.CANCELLED
    if session.state == SessionState.POSTPONED:
        return Status.POSTPONED
    return Status.PROVISIONAL if session.provisional else Status.CONFIRMED


def _announced(sessions: Iterable[Session], lasts: timedelta, language: str) -> Iterable[Announced]:
    for session in sessions:
        entry = entry_of(session, language)
        assert session.slot is not None
        plain = (
            entry.status == Status.CONFIRMED
            and (session.starts_at, session.ends_at) == (session.slot, session.slot + lasts)
            and session.zone_id == session.series.zone_id
            and not (session.name or session.name_en or session.note)
        )
        yield Announced(entry, session.slot, plain)


def _series(series: Series, language: str) -> feed_series.Series | None:
    schedule = schedule_of(series)
    rule = as_rrule(schedule.rule) if schedule else None
    if rule is None or schedule is None or series.ruled_at is None:
        return None
    query = urlencode({"view": "list", "series": series.slug})
    return feed_series.Series(
        uid=str(series.uid),
        sequence=series.sequence,
        rule=rule,
        lasts=timedelta(minutes=schedule.hours.end - schedule.hours.start),
        ruled_at=series.ruled_at,
        summary=words.name_of(series, language),
        place=words.ground_of(series, language),
        about=series.about_en if language == "en" and series.about_en else series.about,
        url=f"{settings.PUBLIC_URL}{reverse('events:calendar')}?{query}",
        related=str(series.continues.uid) if series.continues else "",
    )

"""Somebody else's calendar file becomes planned sessions of a series; brought again, it is compared."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from events import rules
from events.actions import call_offs, sessions
from events.core.calendar_files import Dated, Unread, read
from events.core.calling_off import Cause
from events.core.laying_out import AHEAD
from events.core.occasions import hours_between
from events.core.states import SessionState
from events.models import Series, Session
from market.core.actors import Actor
from market.core.hours import Hours, local_day, market_day
from market.core.refusals import Conflict, Invalid
from market.core.reports import Line, Report


@transaction.atomic
def bring(content: bytes, series: Series, *, by: Actor, at: datetime) -> Report:
    """Take the dates of the next 400 days in. Nobody else sees them until they are announced.

    A date that is here already under the same UID is moved or called off as the file says; one that
    the file no longer names stays. What does not fit into a market day is left out and listed.
    """
    rules.require(by, "series.import", series)
    on = local_day(at)
    found, unread = read(content, on, on + AHEAD)
    fitting, unfit = _fitting(found)
    here = {each.source_key: each for each in series.sessions.exclude(source_key="")}
    counts = Counter(created=0, changed=0, unchanged=0, left_out=len(unread) + len(unfit))
    new = [each for each in fitting if each.key not in here and not each.cancelled]
    made = Session.objects.bulk_create(
        (_session(series, each, at) for each in new), ignore_conflicts=True
    )
    counts["created"] = len(made)
    for each in fitting:
        if each.key in here:
            counts[_follow(here[each.key], each, by=by, at=at)] += 1
    lines = tuple(Line("left out", each.name, each.why) for each in (*unread, *unfit))
    return Report("import_calendar", dict(counts), lines)


def _fitting(found: Iterable[Dated]) -> tuple[list[Dated], list[Unread]]:
    fit, unfit = [], []
    for each in found:
        try:
            _hours(each)
            fit.append(each)
        except Invalid:
            unfit.append(Unread(each.name, "It is longer than one market day."))
    return fit, unfit


def _hours(dated: Dated) -> Hours:
    if dated.all_day:
        if dated.ends_at - dated.starts_at > timedelta(days=1):
            raise Invalid("bad_hours", "It is longer than one market day.")
        return Hours()
    return hours_between(market_day(dated.starts_at), dated.starts_at, dated.ends_at)


def _session(series: Series, dated: Dated, at: datetime) -> Session:
    day = dated.starts_at.date() if dated.all_day else market_day(dated.starts_at)
    starts_at, ends_at = _hours(dated).on(day)
    return Session(
        series=series,
        zone_id=series.zone_id,
        source_key=dated.key,
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        name=dated.name,
        note=dated.note,
        created_at=at,
        changed_at=at,
    )


def _follow(here: Session, dated: Dated, *, by: Actor, at: datetime) -> str:
    """What the file says of a date that is here: moved, called off, or nothing new."""
    if here.state == SessionState.CANCELLED:
        return "unchanged"
    if dated.cancelled:
        why = "called off in the calendar it came from"
        call_offs.call_off(here, cause=Cause.MARKET, reason=why, by=by, at=at)
        return "changed"
    wanted = _session(here.series, dated, at)
    if (wanted.starts_at, wanted.ends_at) == (here.starts_at, here.ends_at):
        return "unchanged"
    try:
        sessions.move_to(here, day=wanted.day, hours=_hours(dated), zone=here.zone, by=by, at=at)
    except Conflict:
        return "left_out"
    return "changed"

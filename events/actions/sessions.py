"""Sessions: put into the programme, announced, moved.

cancel() and postpone() are steps of an order (events.actions.call_offs), the one way to call a
session off or to put it off: nothing else calls them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from psycopg import errors

from events import rules
from events.actions import filings, new_days, places, uses
from events.actions.series import refuse_elsewhere
from events.core.occasions import Feature
from events.core.states import SESSION, SessionState
from events.models import Series, Session
from events.queries.foreseen import occasion
from market.actions import moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import Hours
from market.core.refusals import Conflict
from market.models import Zone

_TIME_AND_PLACE = ("day", "starts_at", "ends_at", "zone", "sequence", "changed_at")


@transaction.atomic
def schedule(
    series: Series,
    *,
    day: date,
    hours: Hours,
    by: Actor,
    at: datetime,
    zone: Zone | None = None,
    name: str = "",
    name_en: str = "",
    note: str = "",
    expected_people: int | None = None,
    features: Iterable[Feature] = (),
) -> Session:
    """Plan one session on a market day, in the series' own zone unless another is named.

    This will note what must be filed for it, and refuse with Conflict("session_exists") a second
    session of the series that begins at the same moment.
    """
    rules.require(by, "session.schedule", series)
    refuse_elsewhere(zone, series.market_id)
    starts_at, ends_at = hours.on(day)
    session = Session(
        series=series,
        zone=zone or series.zone,
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        name=name,
        name_en=name_en,
        note=note,
        expected_people=expected_people,
        features=sorted(features),
        created_at=at,
        changed_at=at,
    )
    with _once(day):
        session.save(force_insert=True)
    filings.require_filings(session)
    return session


@transaction.atomic
def publish(session: Session, *, by: Actor, at: datetime) -> Session:
    """Announce it: from now on the public sees it, and keeps seeing it when it is called off.

    This will refuse with Conflict("permit_out_of_time") a session whose safety permit should
    have been applied for by now and has not been granted.
    """
    rules.require(by, "session.publish", session)
    filings.refuse_out_of_time(session, at=at)
    return moves.move(session, SESSION, "publish", by=by, at=at, announced_at=at, changed_at=at)


@in_one_go
def cancel(session: Session, *, by: Actor, at: datetime, reason: str = "") -> Session:
    """The step of an order: it is off, and every pitch held for it is free again."""
    rules.require(by, "session.cancel", session)
    following = F("sequence") + 1
    moves.move(
        session, SESSION, "cancel", by=by, at=at, reason=reason, sequence=following, changed_at=at
    )
    places.give_back(session, at=at)
    uses.release(session, at=at)
    return session


@in_one_go
def move_to(
    session: Session, *, day: date, hours: Hours, zone: Zone | None, by: Actor, at: datetime
) -> Session:
    """Move it to another day, other hours or another zone (None: the whole market).

    This will take the vendors' pitches along, ask anew for the filings that the change breaks,
    and refuse where a pitch is taken at the new hours (Conflict "pitch_taken"), lies outside the
    new zone ("pitches_elsewhere"), or where nothing would change ("no_change"). A session that
    was put off has its day again, and who takes part is told of it.
    """
    rules.require(by, "session.move", session)
    refuse_elsewhere(zone, session.series.market_id)
    standing = places.locked(session)
    places.refuse_cancelled(standing)
    wanted = (*hours.on(day), zone.pk if zone else None)
    same = wanted == (standing.starts_at, standing.ends_at, standing.zone_id)
    if same and standing.state != SessionState.POSTPONED:
        raise Conflict("no_change", "It is there and then already.")
    _relocate(standing, day=day, hours=hours, zone=zone, by=by, at=at)
    session.refresh_from_db()
    return session


@in_one_go
def postpone(session: Session, *, by: Actor, at: datetime, reason: str = "") -> Session:
    """The step of an order: it is put off to a day not yet known, and its pitches are free meanwhile.

    Its page and the feeds say so. move_to() gives it its new day, and tells who takes part.
    """
    rules.require(by, "session.postpone", session)
    following = F("sequence") + 1
    moves.move(
        session, SESSION, "postpone", by=by, at=at, reason=reason, sequence=following, changed_at=at
    )
    places.give_back(session, at=at)
    uses.release(session, at=at)
    return session


@in_one_go
def take_back(session: Session, *, by: Actor, at: datetime) -> Session:
    """The step that undoes postpone(): it stands on its day again, with its pitches."""
    standing = places.locked(session)
    let_go_at = new_days.put_off_at(standing)
    following = standing.sequence + 1
    moves.move(standing, SESSION, "resume", by=by, at=at, sequence=following, changed_at=at)
    places.take_along(standing, at=at)
    uses.follow(standing, at=at, let_go_at=let_go_at)
    session.refresh_from_db()
    return session


def put_into(
    series: Series, session: Session, *, day: date, hours: Hours, by: Actor, at: datetime
) -> None:
    """Let a session go on as one of another series, at that one's day and hours.

    For whoever has asked the rules already and holds a transaction open. A session that was moved
    on its own keeps its own time.
    """
    standing = places.locked(session)
    on_its_own = standing.starts_at != standing.slot
    standing.series, standing.slot = series, hours.on(day)[0]
    standing.changed_at = at
    with _once(day):
        standing.save(update_fields=["series", "slot", "changed_at"])
    if not on_its_own and standing.starts_at != standing.slot:
        _relocate(standing, day=day, hours=hours, zone=standing.zone, by=by, at=at)


def _relocate(
    standing: Session, *, day: date, hours: Hours, zone: Zone | None, by: Actor, at: datetime
) -> None:
    """Write the new time and place of a locked session, and take what hangs on it along."""
    before = occasion(standing)
    put_off = standing.state == SessionState.POSTPONED
    let_go_at = new_days.put_off_at(standing) if put_off else None
    standing.day, standing.zone = day, zone
    standing.starts_at, standing.ends_at = hours.on(day)
    standing.sequence += 1
    standing.changed_at = at
    with _once(day):
        standing.save(update_fields=_TIME_AND_PLACE)
    if put_off:
        moves.move(standing, SESSION, "resume", by=by, at=at)
    places.take_along(standing, at=at)
    uses.follow(standing, at=at, let_go_at=let_go_at)
    filings.need_again(standing, before, by=by, at=at)
    if put_off:
        new_days.tell(standing, at=at)


@transaction.atomic
def expect(
    session: Session,
    *,
    people: int | None,
    features: Iterable[Feature],
    by: Actor,
    at: datetime,
) -> Session:
    """Say anew how many people are expected and what there will be.

    This will bring the filings up to date, and ask anew for those that the change breaks.
    """
    rules.require(by, "session.expect", session)
    standing = places.locked(session)
    places.refuse_cancelled(standing)
    before = occasion(standing)
    standing.expected_people, standing.features = people, sorted(features)
    standing.changed_at = at
    standing.save(update_fields=["expected_people", "features", "changed_at"])
    filings.need_again(standing, before, by=by, at=at)
    session.refresh_from_db()
    return session


@transaction.atomic
def rename(
    session: Session, *, name: str, name_en: str, note: str, by: Actor, at: datetime
) -> Session:
    """Give it a name and a note of its own; an empty name is the series' again."""
    rules.require(by, "session.rename", session)
    session.name, session.name_en, session.note = name, name_en, note
    session.changed_at = at
    session.save(update_fields=["name", "name_en", "note", "changed_at"])
    return session


@contextmanager
def _once(day: date) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, errors.UniqueViolation):
            raise
        raise Conflict(
            "session_exists",
            "This series has a session at that hour already. Choose another hour or day.",
            day=day,
        ) from fault

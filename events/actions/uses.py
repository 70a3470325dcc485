"""Taking a zone for one session alone, and a performer for its stage: nobody has either twice."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from psycopg import errors

from events import rules
from events.models import Session, Use
from market.actions.contention import one_at_a_time
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Vendor, Zone

ZONE, PERFORMER = "zone", "performer"


@transaction.atomic
def take_zone(session: Session, *, by: Actor, at: datetime) -> list[Use]:
    """Take the session's ground for it alone: its zone, or every zone of its market.

    This will refuse with Conflict("place_taken") where another session has any of it alone at
    these hours.
    """
    rules.require(by, "session.move", session)
    free(session, ZONE, at=at)
    return take(session, ZONE, _ground(session))


@transaction.atomic
def leave_zone(session: Session, *, by: Actor, at: datetime) -> None:
    """Others may be there at the same time again."""
    rules.require(by, "session.move", session)
    free(session, ZONE, at=at)


def take(session: Session, kind: str, things: Iterable[int]) -> list[Use]:
    """Take these for the span of the session. Must run inside the caller's transaction.

    Who wants one of them at the same moment queues first, in one order: two inserts that wait for
    each other would be a deadlock. This will refuse with Conflict("place_taken") or
    Conflict("performer_taken").
    """
    ordered = sorted(set(things))
    for thing in ordered:
        one_at_a_time(f"use/{kind}/{thing}")
    span = DateTimeTZRange(session.starts_at, session.ends_at)
    rows = [Use(session=session, kind=kind, thing=thing, span=span) for thing in ordered]
    try:
        with transaction.atomic():
            return Use.objects.bulk_create(rows)
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, errors.ExclusionViolation):
            raise
        raise _taken(kind, rows) from fault


def free(session: Session, kind: str, *, at: datetime, thing: int | None = None) -> None:
    """Let go of what the session has taken of this kind, or of one of them."""
    rows = Use.objects.filter(session=session, kind=kind, released_at__isnull=True)
    if thing is not None:
        rows = rows.filter(thing=thing)
    rows.update(released_at=at)


def follow(session: Session, *, at: datetime, let_go_at: datetime | None = None) -> None:
    """The session has moved: take the same at its new hours, and its new ground.

    let_go_at: when it was put off, and let go of what it takes again now.
    """
    standing = Use.objects.filter(session=session, released_at__isnull=True)
    rows = list(standing)
    if let_go_at is not None:
        rows += Use.objects.filter(session=session, released_at=let_go_at)
    performers = sorted({row.thing for row in rows if row.kind == PERFORMER})
    alone = any(row.kind == ZONE for row in rows)
    standing.update(released_at=at)
    if performers:
        take(session, PERFORMER, performers)
    if alone:
        take(session, ZONE, _ground(session))


def release(session: Session, *, at: datetime) -> None:
    """Let go of everything."""
    Use.objects.filter(session=session, released_at__isnull=True).update(released_at=at)


def take_again(session: Session, *, released_at: datetime) -> None:
    """Take again what was let go of at that moment."""
    rows = list(Use.objects.filter(session=session, released_at=released_at))
    for kind in (ZONE, PERFORMER):
        things = {row.thing for row in rows if row.kind == kind}
        if things:
            take(session, kind, things)


def _ground(session: Session) -> list[int]:
    if session.zone_id is not None:
        return [session.zone_id]
    zones = list(Zone.objects.filter(market=session.series.market_id).values_list("pk", flat=True))
    if not zones:
        raise Invalid("no_zones", "This market has no zones to take.")
    return zones


def _taken(kind: str, rows: list[Use]) -> Conflict:
    """Says who has it, as far as it can be seen; the winner may not have committed yet."""
    wanted = {row.thing for row in rows}
    others = Use.objects.filter(
        kind=kind, thing__in=wanted, released_at__isnull=True, span__overlap=rows[0].span
    )
    other = others.select_related("session__series").first()
    facts = {"session": other.session_id, "with": str(other.session)} if other else {}
    if kind == PERFORMER:
        name = Vendor.objects.filter(pk__in=wanted).order_by("pk").first()
        sentence = "{performer} is on another stage at these hours. Choose another act or hour."
        return Conflict("performer_taken", sentence, performer=str(name or ""), **facts)
    return Conflict(
        "place_taken", "Another session has this place to itself at these hours.", **facts
    )

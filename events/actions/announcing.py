"""Announcing a session with open eyes: what speaks against it is said, and gone on from knowingly."""

from datetime import datetime

from django.db import transaction

from events import rules
from events.actions import places, sessions
from events.core.clashes import Clash
from events.models import Session
from events.queries.clashes import clashes_of
from market.core.actors import Actor
from market.core.refusals import Conflict
from market.models import Move


@transaction.atomic
def announce(session: Session, *, by: Actor, at: datetime, go_on: str = "") -> Session:
    """Announce it. Where something speaks against it, this will ask for a reason to go on.

    Raises Conflict("think_again") without one; with one, the reason and what it overrides are in
    the journal.
    """
    rules.require(by, "session.publish", session)
    standing = places.locked(session)
    found = clashes_of(standing)
    if found and not go_on.strip():
        raise Conflict(
            "think_again",
            "Something speaks against it: {codes}. Give a reason to go on, or change the session.",
            codes=", ".join(sorted({clash.code for clash in found})),
            field="go_on",
        )
    sessions.publish(session, by=by, at=at)
    if found:
        _journal(session, found, go_on.strip(), by=by, at=at)
    return session


def _journal(
    session: Session, found: tuple[Clash, ...], reason: str, *, by: Actor, at: datetime
) -> None:
    codes = ", ".join(sorted({clash.code for clash in found}))
    Move.objects.create(
        noun="session",
        thing=session.pk,
        name="go_on",
        before=session.state,
        after=session.state,
        at=at,
        by_id=by.user,
        by_name=by.name,
        reason=f"{reason} ({codes})"[:200],
        market_id=session.series.market_id,
    )

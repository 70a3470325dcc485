"""The only writer of any state."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from market.core.actors import Actor
from market.core.machines import Machine
from market.models import Move
from market.rules import markets_of

T = TypeVar("T", bound=models.Model)


@transaction.atomic
def move(
    thing: T,
    machine: Machine,
    name: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    **columns: Any,
) -> T:
    """Lock the row, judge the move against the table, write the state and the journal.

    columns: further columns that the move sets, written in the same UPDATE.
    This will leave `thing` as the database now has it, and raise Conflict("not_now") when the
    move is not open from the state in which the locked row really is.
    """
    rows = type(thing)._default_manager.filter(pk=thing.pk)
    before = rows.select_for_update(of=("self",)).values_list("state", flat=True).get()
    after = machine.after(before, name)

    rows.update(state=after, **columns)
    _journal(thing, name, before, after, by=by, at=at, reason=reason)
    thing.refresh_from_db()
    return thing


def note(thing: models.Model, name: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Journal something that was done to a thing and leaves its state as it is."""
    state = str(getattr(thing, "state", ""))
    _journal(thing, name, state, state, by=by, at=at, reason=reason)


def _journal(
    thing: models.Model,
    name: str,
    before: str,
    after: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
) -> None:
    Move.objects.create(
        noun=thing._meta.model_name or "",
        thing=thing.pk,
        name=name,
        before=before,
        after=after,
        at=at,
        by_id=by.user,
        by_name=by.name,
        reason=reason,
        market_id=next((market for market in markets_of(thing) if market is not None), None),
    )

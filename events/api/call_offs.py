"""/sessions/…/cancel and /postpone: one button with everything that follows; and taking it back."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from events import rules
from events.actions import call_offs as deeds
from events.actions import undoing
from events.api.sessions import SessionOut, When
from events.core.calling_off import Cause
from events.models import CallOff
from events.queries.call_offs import call_offs_seen_by
from events.queries.sessions import sessions_worked_by
from market import clock
from market.api.access import caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Strict
from market.core.actors import Actor

router = Router(auth=operator)


class CallOffOut(Out):
    """An order to call a session off, or to put it off. Nobody is told before told_from."""

    id: int
    session: int
    kind: str
    cause: str
    reason: str
    state: str
    can: list[str]
    ordered_at: Moment
    told_from: Moment
    done_at: Moment | None
    old_day: Day
    new_day: Day | None

    @classmethod
    def of(cls, row: CallOff, by: Actor) -> "CallOffOut":
        undoable: bool = row.undoable  # type: ignore[attr-defined]
        may_undo = undoable and rules.allows(by, "call-off.undo", row.session)
        return cls(
            id=row.pk,
            session=row.session_id,
            kind=row.kind,
            cause=row.cause,
            reason=row.reason,
            state=row.state,
            can=["undo"] if may_undo else [],
            ordered_at=row.ordered_at,
            told_from=row.told_from,
            done_at=row.done_at,
            old_day=row.old_day,
            new_day=row.new_day,
        )


class CancelIn(Strict):
    """Who stops it, and why in a few words."""

    cause: Cause = Cause.MARKET
    reason: Annotated[Line, Field(min_length=1)]


class PostponeIn(Strict):
    """Why, and to which day and hours; without a day it is not yet known."""

    cause: Cause = Cause.MARKET
    reason: Line = ""
    to: When | None = None


class Wanted(Strict):
    """Which orders."""

    session: Id | None = None


@router.post("/sessions/{int:pk}/cancel", response=SessionOut)
def cancel(request: HttpRequest, pk: int, told: CancelIn) -> SessionOut:
    """Call it off. Places, fees, deposits, permits and notices follow, all of them or none."""
    by = caller(request)
    row = get_object_or_404(sessions_worked_by(by), pk=pk)
    deeds.call_off(row, cause=told.cause, reason=told.reason, by=by, at=clock.now())
    row.refresh_from_db()
    return SessionOut.of(row, by)


@router.post("/sessions/{int:pk}/postpone", response=SessionOut)
def postpone(request: HttpRequest, pk: int, told: PostponeIn) -> SessionOut:
    """Put it off. Its vendors keep their pitches on the new day; without one, move gives it its day.

    Who takes part is told in both cases.
    """
    by = caller(request)
    row = get_object_or_404(sessions_worked_by(by), pk=pk)
    to = (told.to.day, told.to.hours()) if told.to else None
    deeds.put_off(row, to=to, cause=told.cause, reason=told.reason, by=by, at=clock.now())
    row.refresh_from_db()
    return SessionOut.of(row, by)


@router.get("/call-offs", response=Page[CallOffOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[CallOffOut]:
    """The orders that the caller may see, the newest first."""
    by = caller(request)
    asked = {name: value for name, value in wanted.said().items() if value is not None}
    found = call_offs_seen_by(by, at=clock.now()).filter(**asked).order_by("-pk")
    return page(request, found, window, lambda row: CallOffOut.of(row, by))


@router.post("/call-offs/{int:pk}/undo", response=CallOffOut)
def undo(request: HttpRequest, pk: int) -> CallOffOut:
    """Take it back, while nobody has been told."""
    by = caller(request)
    rows, at = call_offs_seen_by(by, at=clock.now()), clock.now()
    undoing.undo(get_object_or_404(rows, pk=pk), by=by, at=at)
    return CallOffOut.of(rows.get(pk=pk), by)

"""/sessions: what is on, and the operator's hand on it."""

from datetime import time
from typing import Annotated, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from events import rules
from events.actions import announcing, schedules
from events.actions import sessions as deeds
from events.api.series import Slug, zone_of
from events.core.occasions import Feature
from events.models import Session
from events.queries.sessions import (
    on_ground_of,
    series_worked_by,
    sessions_in,
    sessions_seen_by,
    sessions_worked_by,
)
from market import clock
from market.api.access import anyone, caller, operator
from market.api.etags import require_match, tagged
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Short, Strict, Text
from market.core.actors import Actor
from market.core.hours import SHANGHAI, Hours
from market.core.periods import Period

router = Router(auth=anyone)

Name = Annotated[Short, Field(max_length=80)]
People = Annotated[int, Field(ge=0, le=1_000_000)]
Clock = Annotated[time, Field(examples=["18:00"])]


class SessionOut(Out):
    """One session. `day` is the market day it opens on, also when it ends after midnight.

    name is empty where it is called as its series. slot is the start that its series' rule gave it,
    wherever it has gone since; provisional: it hangs on days off that are not published. zone null
    is the whole market. What concerns filings is there for those who work at the market.
    """

    id: int
    uid: str
    sequence: int
    slot: Moment | None
    provisional: bool
    series: str
    series_name: str
    series_name_en: str
    kind: str
    name: str
    name_en: str
    note: str
    market: int
    zone: int | None
    state: str
    can: list[str]
    day: Day
    starts_at: Moment
    ends_at: Moment
    expected_people: int | None = None
    features: list[str] | None = None

    @classmethod
    def of(cls, row: Session, by: Actor) -> "SessionOut":
        markets = by.markets()
        works_here = markets is None or row.series.market_id in markets
        return cls(
            id=row.pk,
            uid=str(row.uid),
            sequence=row.sequence,
            slot=row.slot.astimezone(SHANGHAI) if row.slot else None,
            provisional=row.provisional,
            series=row.series.slug,
            series_name=row.series.name,
            series_name_en=row.series.name_en,
            kind=row.series.kind,
            name=row.name,
            name_en=row.name_en,
            note=row.note,
            market=row.series.market_id,
            zone=row.zone_id,
            state=row.state,
            can=rules.can_with(by, row),
            day=row.day,
            starts_at=row.starts_at.astimezone(SHANGHAI),
            ends_at=row.ends_at.astimezone(SHANGHAI),
            expected_people=row.expected_people if works_here else None,
            features=row.features if works_here else None,
        )


class Wanted(Strict):
    """Which sessions: from and to are days, both included; q is looked for in the names."""

    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    zone: Id | None = None
    series: Slug | None = None
    q: Short = ""


class When(Strict):
    """A market day and its hours. A closing time at or before the opening is the next morning."""

    day: Day
    opens: Clock
    closes: Clock

    def hours(self) -> Hours:
        return Hours.between(self.opens, self.closes)


class ScheduleIn(When):
    """A session to be planned; without a zone it is where its series is."""

    series: Slug
    zone: Id | None = None
    name: Name = ""
    name_en: Name = ""
    note: Text = ""
    expected_people: People | None = None
    features: list[Feature] = []


class MoveIn(When):
    """Where it goes, all of it; zone null is the whole market."""

    zone: Id | None


class PublishIn(Strict):
    """Why to go on, where something speaks against it. It is kept in the journal."""

    go_on: Line = ""


class SessionEdit(Strict):
    """What is to be said differently; what is left out stays."""

    name: Name | None = None
    name_en: Name | None = None
    note: Text | None = None
    expected_people: People | None = None
    features: list[Feature] | None = None


@router.get("/sessions", response=Page[SessionOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[SessionOut]:
    """The sessions that the caller may see, in the order in which they begin."""
    by = caller(request)
    found = _narrowed(sessions_seen_by(by), wanted)
    return page(request, found, window, lambda row: SessionOut.of(row, by))


@router.get("/sessions/{int:pk}", response=SessionOut)
def one(request: HttpRequest, response: HttpResponse, pk: int) -> SessionOut:
    """One session."""
    by = caller(request)
    answer = SessionOut.of(get_object_or_404(sessions_seen_by(by), pk=pk), by)
    tagged(response, answer)
    return answer


@router.post("/sessions", response={201: SessionOut}, auth=operator)
def schedule(request: HttpRequest, told: ScheduleIn) -> Status[SessionOut]:
    """Plan a session. Nobody else sees it until it is published."""
    by, rest = caller(request), told.model_dump(exclude={"series", "zone", "opens", "closes"})
    series = get_object_or_404(series_worked_by(by), slug=told.series)
    zone, hours = zone_of(told.zone), told.hours()
    planned = deeds.schedule(series, zone=zone, hours=hours, **rest, by=by, at=clock.now())
    return Status(201, SessionOut.of(planned, by))


@router.patch("/sessions/{int:pk}", response=SessionOut, auth=operator)
@transaction.atomic
def edit(request: HttpRequest, response: HttpResponse, pk: int, told: SessionEdit) -> SessionOut:
    """Say its name, its note, its crowd or its content differently."""
    by = caller(request)
    locked = sessions_worked_by(by).select_for_update(of=("self",), no_key=True)
    row = get_object_or_404(locked, pk=pk)
    require_match(request, SessionOut.of(row, by))
    _edit(row, told.said(), by)
    answer = SessionOut.of(row, by)
    tagged(response, answer)
    return answer


@router.post("/sessions/{int:pk}/publish", response=SessionOut, auth=operator)
def publish(request: HttpRequest, pk: int, told: PublishIn | None = None) -> SessionOut:
    """Announce it; with a reason to go on, where something speaks against it."""
    by = caller(request)
    row = get_object_or_404(sessions_worked_by(by), pk=pk)
    go_on = told.go_on if told else ""
    return SessionOut.of(announcing.announce(row, by=by, at=clock.now(), go_on=go_on), by)


@router.post("/sessions/{int:pk}/move", response=SessionOut, auth=operator)
def move(request: HttpRequest, pk: int, told: MoveIn) -> SessionOut:
    """Move it to another time or place. Its vendors' pitches go along, or it is refused."""
    by = caller(request)
    row = get_object_or_404(sessions_worked_by(by), pk=pk)
    zone, hours = zone_of(told.zone), told.hours()
    deeds.move_to(row, day=told.day, hours=hours, zone=zone, by=by, at=clock.now())
    return SessionOut.of(row, by)


@router.delete("/sessions/{int:pk}", response={204: None}, auth=operator)
def leave_out(request: HttpRequest, pk: int) -> Status[None]:
    """Take a date that was never announced out of its series; the rule gives it no more."""
    by = caller(request)
    row = get_object_or_404(sessions_worked_by(by), pk=pk)
    schedules.leave_out(row, by=by, at=clock.now())
    return Status(204, None)


def _narrowed(rows: QuerySet[Session], wanted: Wanted) -> QuerySet[Session]:
    if wanted.first:
        rows = sessions_in(rows, Period(wanted.first, None))
    if wanted.last:
        rows = rows.filter(day__lte=wanted.last)
    zone = zone_of(wanted.zone)
    if zone:
        rows = on_ground_of(rows, zone)
    if wanted.series:
        rows = rows.filter(series__slug=wanted.series)
    if wanted.q:
        rows = rows.filter(_named(wanted.q))
    return rows


def _named(text: str) -> Q:
    names = ("name", "name_en", "series__name", "series__name_en")
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__icontains": text})
    return found


def _edit(row: Session, said: dict[str, Any], by: Actor) -> None:
    at = clock.now()
    names = ("name", "name_en", "note")
    if any(name in said for name in names):
        texts = {name: said.get(name, getattr(row, name)) for name in names}
        deeds.rename(row, **texts, by=by, at=at)
    if "expected_people" in said or "features" in said:
        people = said.get("expected_people", row.expected_people)
        features = said.get("features", [Feature(word) for word in row.features])
        deeds.expect(row, people=people, features=features or [], by=by, at=at)

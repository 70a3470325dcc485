"""/readings: what meters showed; sent, confirmed, put right."""

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Status, UploadedFile
from pydantic import Field

from leasing import rules
from leasing.actions import readings as deeds
from leasing.api.meters import Figure, written
from leasing.core.metering.states import READING, ReadingKind, ReadingState
from leasing.models import Reading
from leasing.queries.readings import meters_seen_by, own_meters, readings_seen_by
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Strict
from market.core.actors import Actor

router = Router(auth=member)


class ReadingOut(Out):
    """What a meter showed as a day began. Only one that stands is billed."""

    id: int
    meter: int
    day: Day
    value: str
    kind: str
    source: str
    state: str
    rolled_over: bool
    photo: bool
    note: str
    corrects: int | None
    recorded_at: Moment
    can: list[str]

    @classmethod
    def of(cls, row: Reading, by: Actor) -> "ReadingOut":
        return cls(
            id=row.pk,
            meter=row.meter_id,
            day=row.day,
            value=written(row.value) or "0",
            kind=row.kind,
            source=row.source,
            state=row.state,
            rolled_over=row.rolled_over,
            photo=row.photo_id is not None,
            note=row.note,
            corrects=row.corrects_id,
            recorded_at=row.recorded_at,
            can=rules.can(by, "reading", READING, row),
        )


class ReadingIn(Strict):
    """A reading. sure: somebody looked again at what is hard to believe."""

    meter: Id
    day: Day
    value: Figure
    kind: Annotated[ReadingKind, Field(examples=["actual", "estimated"])] = ReadingKind.ACTUAL
    rolled_over: bool = False
    sure: bool = False
    note: Line = ""


class ProposalIn(Strict):
    """What one's own meter shows."""

    day: Day
    value: Figure
    note: Line = ""


class ConfirmIn(Strict):
    """How a proposal is taken."""

    rolled_over: bool = False
    sure: bool = False


class CorrectIn(Strict):
    """What a reading should have been."""

    value: Figure
    rolled_over: bool = False
    sure: bool = False
    reason: Line = ""


class Wanted(Strict):
    """Which readings."""

    meter: Id | None = None
    state: ReadingState = ReadingState.STANDING


@router.get("/readings", response=Page[ReadingOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[ReadingOut]:
    """The readings that the caller may see, the newest first."""
    by = caller(request)
    found = readings_seen_by(by).filter(**wanted.said())
    return page(request, found, window, lambda row: ReadingOut.of(row, by))


@router.post("/readings", response={201: ReadingOut}, auth=operator)
def take(request: HttpRequest, told: ReadingIn) -> Status[ReadingOut]:
    """Write a reading down. Said again just alike, it is the same one."""
    by = caller(request)
    meter = get_object_or_404(meters_seen_by(by), pk=told.meter)
    given = told.model_dump(exclude={"meter"})
    return Status(201, ReadingOut.of(deeds.take(meter, **given, by=by, at=clock.now()), by))


@router.post("/me/meters/{int:meter_id}/readings", response={201: ReadingOut})
def propose(
    request: HttpRequest,
    meter_id: int,
    told: Form[ProposalIn],
    file: File[UploadedFile | None] = None,
) -> Status[ReadingOut]:
    """Send what one's own meter shows, with a photo. It counts once the office confirms it."""
    by = caller(request)
    meter = get_object_or_404(own_meters(by), pk=meter_id)
    photo = (file.read(), file.name or "") if file else None
    given = told.model_dump()
    row = deeds.propose(meter, **given, photo=photo, by=by, at=clock.now())
    return Status(201, ReadingOut.of(row, by))


@router.get("/readings/{int:reading_id}", response=ReadingOut)
def one(request: HttpRequest, reading_id: int) -> ReadingOut:
    """One reading."""
    by = caller(request)
    return ReadingOut.of(get_object_or_404(readings_seen_by(by), pk=reading_id), by)


@router.post("/readings/{int:reading_id}/confirm", response=ReadingOut, auth=operator)
def confirm(request: HttpRequest, reading_id: int, told: ConfirmIn) -> ReadingOut:
    """Take a vendor's reading as true."""
    return _move(request, reading_id, deeds.confirm, **told.model_dump())


@router.post("/readings/{int:reading_id}/refuse", response=ReadingOut, auth=operator)
def refuse(request: HttpRequest, reading_id: int, told: Reason) -> ReadingOut:
    """Turn a vendor's reading down."""
    return _move(request, reading_id, deeds.refuse, reason=told.reason)


@router.post("/readings/{int:reading_id}/correct", response=ReadingOut, auth=operator)
def correct(request: HttpRequest, reading_id: int, told: CorrectIn) -> ReadingOut:
    """Put another value in its place; the answer is the one that counts now."""
    return _move(request, reading_id, deeds.correct, **told.model_dump())


@router.post("/readings/{int:reading_id}/withdraw", response=ReadingOut, auth=operator)
def withdraw(request: HttpRequest, reading_id: int, told: Reason) -> ReadingOut:
    """Take back a reading of the wrong meter or day."""
    return _move(request, reading_id, deeds.withdraw, reason=told.reason)


def _move(
    request: HttpRequest, reading_id: int, deed: Callable[..., Reading], **given: object
) -> ReadingOut:
    """Find, act, answer: the same for every move of a reading."""
    by = caller(request)
    found = get_object_or_404(readings_seen_by(by), pk=reading_id)
    return ReadingOut.of(deed(found, **given, by=by, at=clock.now()), by)

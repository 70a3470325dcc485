"""The night and after it: check-in, hand-back, takings, attendance, and the numbers of a season."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from events.actions import numbers, on_the_night
from events.core.season import Night
from events.core.states import SessionState
from events.models import Attendance, CheckIn, HandBack, Takings
from events.queries.numbers import season
from events.queries.sessions import series_worked_by, sessions_worked_by
from events.queries.sign_ups import sign_ups_seen_by
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page_of_list
from market.api.schemas import Day, Id, Line, Moment, Out, Short, Strict, Yuan, YuanOut
from market.queries.vendors import workers_seen_by

router = Router(auth=member)


class CheckInOut(Out):
    """Who was really there, and since when."""

    sign_up: int
    at: Moment
    who: str
    said_at: str

    @classmethod
    def of(cls, row: CheckIn) -> "CheckInOut":
        return cls(sign_up=row.sign_up_id, at=row.at, who=row.who, said_at=row.said_at)


class CheckInIn(Strict):
    """One of the vendor's workers, or a name."""

    worker: Id | None = None
    who: Short = ""


class HandBackIn(Strict):
    """What state the pitch was left in; what is kept of the deposit, and for what."""

    tidy: bool
    deducted: Yuan = 0
    reason: Line = ""


class HandBackOut(Out):
    """How a pitch was handed back."""

    sign_up: int
    at: Moment
    tidy: bool
    deducted: YuanOut
    reason: str

    @classmethod
    def of(cls, row: HandBack) -> "HandBackOut":
        return cls(
            sign_up=row.sign_up_id,
            at=row.at,
            tidy=row.tidy,
            deducted=row.deducted_fen,
            reason=row.reason,
        )


class TakingsIn(Strict):
    """What was taken. Nobody has to tell."""

    amount: Yuan


class TakingsOut(Out):
    """What a vendor told of their own takings."""

    sign_up: int
    amount: YuanOut

    @classmethod
    def of(cls, row: Takings) -> "TakingsOut":
        return cls(sign_up=row.sign_up_id, amount=row.amount_fen)


class CountIn(Strict):
    """How many came, and in what weather."""

    people: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    weather: Short = ""
    celsius: Annotated[int, Field(ge=-30, le=45)] | None = None


class CountOut(Out):
    """What was noted of a session."""

    session: int
    people: int | None
    way: str
    weather: str
    celsius: int | None

    @classmethod
    def of(cls, row: Attendance) -> "CountOut":
        return cls(
            session=row.session_id,
            people=row.people,
            way=row.way,
            weather=row.weather,
            celsius=row.celsius,
        )


class NightOut(Out):
    """One session of a season in numbers. average: of a stall's takings, from three who told."""

    session: int
    day: Day
    cancelled: bool
    postponed: bool
    people: int | None
    weather: str
    stalls: int
    came: int
    missed: int
    told: int
    average: YuanOut | None

    @classmethod
    def of(cls, row: Night) -> "NightOut":
        return cls(
            session=row.session,
            day=row.day,
            cancelled=row.off == SessionState.CANCELLED,
            postponed=row.off == SessionState.POSTPONED,
            people=row.people,
            weather=row.weather,
            stalls=row.stalls,
            came=row.came,
            missed=row.missed,
            told=row.told,
            average=row.average_fen,
        )


@router.post("/sign-ups/{int:pk}/check-in", response=CheckInOut)
def check_in(request: HttpRequest, pk: int, told: CheckInIn) -> CheckInOut:
    """Somebody is there. Said again, it is said once."""
    by = caller(request)
    row = get_object_or_404(sign_ups_seen_by(by), pk=pk)
    worker = None
    if told.worker is not None:
        worker = get_object_or_404(workers_seen_by(by), pk=told.worker)
    said_at = "desk" if by.operator else "stall"
    made = on_the_night.check_in(
        row, worker=worker, who=told.who, said_at=said_at, by=by, at=clock.now()
    )
    return CheckInOut.of(made)


@router.post("/sign-ups/{int:pk}/hand-back", response={201: HandBackOut}, auth=operator)
def hand_back(request: HttpRequest, pk: int, told: HandBackIn) -> Status[HandBackOut]:
    """The pitch was looked at. What is not kept of the deposit goes back."""
    by = caller(request)
    row = get_object_or_404(sign_ups_seen_by(by), pk=pk)
    made = on_the_night.hand_back(
        row,
        tidy=told.tidy,
        deducted_fen=told.deducted,
        reason=told.reason,
        by=by,
        at=clock.now(),
    )
    return Status(201, HandBackOut.of(made))


@router.put("/sign-ups/{int:pk}/takings", response=TakingsOut)
def takings(request: HttpRequest, pk: int, told: TakingsIn) -> TakingsOut:
    """Tell what was taken; only sums and averages are shown to others."""
    by = caller(request)
    row = get_object_or_404(sign_ups_seen_by(by), pk=pk)
    return TakingsOut.of(numbers.tell_takings(row, told.amount, by=by, at=clock.now()))


@router.put("/sessions/{int:pk}/attendance", response=CountOut, auth=operator)
def count(request: HttpRequest, pk: int, told: CountIn) -> CountOut:
    """Note how many came and what the weather was; the later note stands."""
    by = caller(request)
    row = get_object_or_404(sessions_worked_by(by), pk=pk)
    return CountOut.of(numbers.note(row, **told.model_dump(), by=by, at=clock.now()))


@router.get("/events/{slug:slug}/numbers", response=Page[NightOut], auth=operator)
def numbers_of(request: HttpRequest, slug: str, window: Query[Window]) -> Page[NightOut]:
    """The nights of a series that are over, in their order, in numbers."""
    by = caller(request)
    series = get_object_or_404(series_worked_by(by), slug=slug)
    over = sessions_worked_by(by).filter(series=series, ends_at__lte=clock.now())
    return page_of_list(request, season(over), window, NightOut.of)
